import { Fault } from '../../../src/fault.ts';
import type { RunSpec } from '../../../src/run/config.ts';
import type { RunTerminal } from '../progress/show-run.ts';
import type { QueueArguments } from './options.ts';
import type { Elsewhere, Environment } from './with-queue.ts';

export interface RunAround {
  readonly env: Environment;
  readonly terminal: RunTerminal;
}

/** Hands on who trains a run's other seeds and widths, where not this machine. What speaks to a queue is loaded where there is one. @throws Fault */
export async function runElsewhere<T>(
  given: QueueArguments,
  spec: RunSpec,
  { env, terminal }: RunAround,
  use: (elsewhere: Elsewhere) => Promise<T>,
): Promise<T> {
  if (given.queue === undefined && given.secretFile === undefined && given.queueCa === undefined) return await use(undefined);
  if (!spec.seeds && !spec.sweepWidth) throw new Fault('--queue is for --seeds and --sweep-width: what is trained once is trained here.');
  const { withElsewhere } = await import('./with-queue.ts');
  return await withElsewhere(given, env, (told) => void terminal.errors.write(`${told}\n`), use);
}
