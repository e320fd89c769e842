import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inject } from 'vitest';
import { packageRoot } from '../src/host/package-root.ts';

const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
const programs = { compare: 'compare/cli/cli', explain: 'compare/cli/explain/cli', diagnose: 'compare/cli/diagnose/cli' };

export interface CliOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Told of all that the child has printed whenever it prints. */
  readonly onOutput?: (child: ChildProcess, stdout: string, stderr: string) => void;
  readonly program?: keyof typeof programs;
  /** As the checkout starts it, rather than as the package does. */
  readonly fromSources?: boolean;
}

export interface CliResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The arguments with which Node runs the command line, compiled. */
export function cliArguments(...args: string[]): string[] {
  return argumentsOf('compare', args);
}

function argumentsOf(program: keyof typeof programs, args: readonly string[], fromSources = false): string[] {
  if (fromSources) return ['--import', tsx, join(packageRoot(), `${programs[program]}.ts`), ...args];
  return [join(inject('compiled'), `${programs[program]}.js`), ...args];
}

/** Runs the command line in a process of its own, not on a terminal, with nothing of this one's environment but where things are. */
export function runCli(args: readonly string[], { cwd, env = {}, onOutput, program = 'compare', fromSources }: CliOptions): Promise<CliResult> {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, argumentsOf(program, args, fromSources), { cwd, env: { PATH, HOME, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
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
