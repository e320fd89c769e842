import { Fault } from '../../../src/fault.ts';
import { calledAs } from '../../../src/host/called-as.ts';
import { onStop } from '../../../src/host/stopped.ts';
import { prepareWorkers } from '../../networks/backends.ts';
import { openWorker } from '../../queue/worker.ts';
import { wholeFrom1 } from '../options.ts';
import type { Terminal } from '../progress/show-run.ts';
import type { QueueArguments } from '../queue/options.ts';
import { type Environment, reached } from '../queue/with-queue.ts';

/** The options as commander gives them. */
export interface WorkerArguments extends QueueArguments {
  readonly concurrency?: string;
  readonly python?: string;
}

export interface WorkerSurroundings {
  readonly env: Environment;
  readonly signal?: AbortSignal | undefined;
}

/** Works off jobs until the signal is aborted. @throws Fault where no server answers */
export async function workerCommand(given: WorkerArguments, { print }: Pick<Terminal, 'print'>, { env, signal }: WorkerSurroundings): Promise<void> {
  const { queue, concurrency, python } = given;
  if (queue === undefined) throw new Fault(`--queue says where the jobs are: ${calledAs('compare', ['worker', '--queue redis://host:6379'])}`);
  const slots = concurrency === undefined ? undefined : wholeFrom1('--concurrency', concurrency);
  const { secret, connection } = await reached({ ...given, queue }, env);
  prepareWorkers();
  const onTold = (told: string) => print(`${new Date().toISOString().slice(11, 19)} ${told}`);
  const worker = await openWorker(connection, secret, { slots, python, onTold });
  onTold(`Waiting for jobs on ${connection.shown}, ${worker.slots} side by side.`);
  await new Promise<void>((resolve) => {
    onStop(signal, () => worker.close().finally(resolve));
  });
}
