import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
const programs = { compare: '../compare/cli/cli.ts', explain: '../compare/cli/explain/cli.ts', diagnose: '../compare/cli/diagnose/cli.ts' };

export interface CliOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Told of all that the child has printed whenever it prints. */
  readonly onOutput?: (child: ChildProcess, stdout: string, stderr: string) => void;
  readonly program?: keyof typeof programs;
}

export interface CliResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The arguments with which Node runs the command line from its sources. */
export function cliArguments(...args: string[]): string[] {
  return argumentsOf('compare', args);
}

function argumentsOf(program: keyof typeof programs, args: readonly string[]): string[] {
  return ['--import', tsx, fileURLToPath(new URL(programs[program], import.meta.url)), ...args];
}

/** Runs the command line in a process of its own, not on a terminal, with nothing of this one's environment but where things are. */
export function runCli(args: readonly string[], { cwd, env = {}, onOutput, program = 'compare' }: CliOptions): Promise<CliResult> {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, argumentsOf(program, args), { cwd, env: { PATH, HOME, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
    onOutput?.(child, stdout, stderr);
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
    onOutput?.(child, stdout, stderr);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ exitCode, stdout, stderr }));
  });
}
