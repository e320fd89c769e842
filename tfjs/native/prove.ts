import { fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { TrialResult } from './trial.ts';

/** Two correct runtimes differ by about 1e-7 after ten steps; this is the bound of one step's parity. */
const bound = 1e-5;

export type Proof = { state: 'proved'; tensorflow: string; difference: number } | { state: 'failed'; reason: string };

/**
 * Loads native TensorFlow from a package folder, trains ten steps and compares them with the cpu runtime. In a process
 * of its own: a library that does not suit this machine may end the process that loads it.
 */
export async function prove(folder: string, signal?: AbortSignal): Promise<Proof> {
  const typescript = import.meta.url.endsWith('.ts');
  const program = fileURLToPath(new URL(typescript ? './trial.ts' : './trial.js', import.meta.url));
  const execArgv = typescript ? ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href] : [];
  const child = fork(program, [folder], { execArgv, stdio: ['ignore', 'ignore', 'pipe', 'ipc'], serialization: 'advanced', signal }); // 'advanced' carries NaN
  let result: TrialResult | undefined;
  let said = '';
  child.on('message', (message) => (result = message as TrialResult));
  child.stderr!.setEncoding('utf8').on('data', (text: string) => (said += text));
  const ending = await new Promise<string>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, killedBy) => resolve(killedBy ?? `exit code ${code}`));
  });
  return judge(result, `the process that loaded it ended with ${ending}${hint(ending)}${said === '' ? '' : `: ${lastLine(said)}`}`);
}

/** Does what the trial found prove the binding? `ending` tells how it ended where it found nothing. */
export function judge(result: TrialResult | undefined, ending: string): Proof {
  if (result === undefined) return { state: 'failed', reason: ending };
  if (result.state === 'missing') return { state: 'failed', reason: result.missing };
  if (!(result.difference <= bound)) {
    return { state: 'failed', reason: `ten training steps differ from the cpu runtime by ${result.difference.toExponential(1)} (at most ${bound} is right)` };
  }
  return { state: 'proved', tensorflow: result.tensorflow, difference: result.difference };
}

const hint = (ending: string): string => (/SIGILL|SIGABRT/.test(ending) ? ' (its processor may lack AVX, which TensorFlow needs)' : '');
const lastLine = (text: string): string => text.trim().split('\n').at(-1)!;
