import { Fault } from '../../src/fault.ts';
import { deathOf, startWorker } from '../../src/host/start-worker.ts';
import type { Backend } from '../../src/model/network.ts';
import type { RunSpec } from '../../src/run/config.ts';
import type { EpochRecord } from '../../src/run/history.ts';
import type { RunPlan } from '../../src/run/run-plan.ts';
import { type Training, train } from './train.ts';
import type { TrainingMessage, TrainingTask } from './train-worker.ts';

/** Told of every network's progress as it trains. */
export interface TrainingObserver {
  onStep?(network: string, step: number): void;
  onEpoch?(network: string, record: EpochRecord): void;
  /** A network has finished, in no particular order. */
  onTraining?(training: Training): void;
  /** What a network of the reader's own prints. */
  onOutput?(network: string, text: string): void;
}

/**
 * Trains every network of `spec.networks`, made as `backends`, on the plan, or each on its own where `planOf` says so,
 * side by side: each in a worker thread of its own, so that on two cores two take the time of one. A network alone is
 * trained on this thread. The results do not depend on it: nothing is shared.
 * @throws Fault if a network cannot be made; Error, with the network's name, if a worker dies
 */
export async function trainAll(
  plan: RunPlan,
  spec: RunSpec,
  backends: readonly Backend[],
  snapshotSteps: ReadonlySet<number>,
  observer: TrainingObserver = {},
  planOf: (network: string) => RunPlan = () => plan,
): Promise<Training[]> {
  const [only] = backends;
  if (backends.length === 1 && only) {
    const onStep = (step: number) => observer.onStep?.(only.name, step);
    const onEpoch = (record: EpochRecord) => observer.onEpoch?.(only.name, record);
    const training = await train(planOf(spec.networks[0]!), only, { snapshotSteps, onStep, onEpoch });
    observer.onTraining?.(training);
    return [training];
  }
  const stop = new AbortController();
  const trainings = backends.map(({ name }, n) => {
    const network = spec.networks[n]!;
    return trainInWorker(name, { network, spec, plan: planOf(network), snapshotSteps }, observer, stop.signal);
  });
  try {
    return await Promise.all(trainings);
  } finally {
    stop.abort(); // if one failed, the others are not waited for
  }
}

function trainInWorker(name: string, task: TrainingTask, observer: TrainingObserver, stop: AbortSignal): Promise<Training> {
  const worker = startWorker('./train-worker', import.meta.url, task);
  stop.addEventListener('abort', () => void worker.terminate());
  return new Promise((resolve, reject) => {
    worker.on('message', (message: TrainingMessage) => {
      // biome-ignore format: a table, a case a line
      switch (message.kind) {
        case 'step': return observer.onStep?.(name, message.step);
        case 'epoch': return observer.onEpoch?.(name, message.record);
        case 'output': return observer.onOutput?.(name, message.text);
        case 'trained': observer.onTraining?.(message.training); return resolve(message.training);
        case 'fault': return reject(new Fault(message.message));
      }
    });
    worker.on('error', (error) => reject(deathOf(name, error)));
    worker.on('exit', (code) => reject(deathOf(name, code)));
  });
}
