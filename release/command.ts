import { execFile } from 'node:child_process';
import { Fault } from '../src/fault.ts';

export interface Ended {
  readonly exitCode: number;
  readonly output: string;
}

interface Place {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a program to its end, without a shell, and ends it should this one end first. @throws Fault where it cannot be started */
export function ran(program: string, args: readonly string[], { cwd, env = {} }: Place): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = execFile(program, args, { cwd, env: { ...process.env, ...env }, maxBuffer: 2 ** 30 }, (error, stdout, stderr) => {
      process.off('exit', end);
      const code = error ? (error.code ?? 1) : 0; // none where a signal ended it
      if (typeof code === 'string') reject(new Fault(`${program} cannot be started: ${code}.`));
      else resolve({ exitCode: code, output: `${stdout}${stderr}` });
    });
    const end = () => void child.kill();
    process.once('exit', end);
  });
}

/** The same, of a command that has to succeed. @returns what it printed; @throws Fault with its most telling line where it does not */
export async function succeeds(program: string, args: readonly string[], place: Place): Promise<string> {
  const { exitCode, output } = await ran(program, args, place);
  if (exitCode === 0) return output;
  throw new Fault(`'${[program, ...args].join(' ')}' ended with exit code ${exitCode}${whatItSaid(output)}.`);
}

/** The first line that speaks of an error, as compilers and tests have it; else the last. */
function whatItSaid(output: string): string {
  const lines = output
    .replace(/\u001b\[[\d;]*m/g, '')
    .split('\n')
    .map((line) => line.trim().replace(/\.$/, ''))
    .filter((line) => line !== '');
  const telling = lines.find((line) => /\b(?:FAIL|[Ee]rror)\b/.test(line)) ?? lines.at(-1);
  return telling === undefined ? '' : `: ${telling}`;
}
