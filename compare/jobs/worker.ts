import { once } from 'node:events';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { Fault } from '../../src/fault.ts';
import { loadNetwork, type Named } from '../networks/backends.ts';
import type { Data } from './data.ts';
import type { Job, Outcome, Progress } from './job.ts';
import { runJob } from './run-job.ts';

/** What a worker says of its job, in order: how far it has come, then what became of it. */
export type Said = Progress | { readonly kind: 'outcome'; readonly outcome: Outcome } | { readonly kind: 'fault'; readonly message: string };

/** Steps are told at most this often: a bar needs no more. */
const STEP_MILLISECONDS = 100;

/** Jobs come in, one at a time, and are answered, once the data is there. What one throws, other than a Fault, ends the worker. */
function serve(port: MessagePort, data: Promise<Data>): void {
  const say = (said: Said) => port.postMessage(said);
  port.on('message', (job: Job) => {
    const outcome = data.then((rows) => runJob(job, rows, { onProgress: seldom(say) }));
    outcome.then(
      (outcome) => say({ kind: 'outcome', outcome }),
      (error: unknown) => {
        if (error instanceof Fault) return say({ kind: 'fault', message: error.message });
        return setImmediate(() => {
          throw error;
        });
      },
    );
  });
}

function seldom(say: (progress: Progress) => void): (progress: Progress) => void {
  let last = 0;
  return (progress) => {
    const now = performance.now();
    if (progress.kind === 'step' && now - last < STEP_MILLISECONDS) return;
    if (progress.kind === 'step') last = now;
    say(progress);
  };
}

/** What comes first, and alone, through a port. */
async function onlyMessage(port: MessagePort): Promise<Data> {
  const [data] = (await once(port, 'message')) as [Data];
  port.close();
  return data;
}

/** What a worker is started with. */
export interface Given {
  /** Through which it is sent its data. */
  readonly data: MessagePort;
  /** The network that its first job will be of, where that is known. */
  readonly first?: Named | undefined;
}

if (parentPort) {
  const { data, first } = workerData as Given;
  const loaded = first ? loadNetwork(first).catch(() => undefined) : undefined; // what is wrong with it is said where it is needed
  serve(
    parentPort,
    Promise.all([onlyMessage(data), loaded]).then(([rows]) => rows),
  );
}
