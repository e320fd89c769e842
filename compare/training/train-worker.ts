import { parentPort, workerData } from 'node:worker_threads';
import { Fault } from '../../src/fault.ts';
import type { Backend } from '../../src/model/network.ts';
import type { RunSpec } from '../../src/run/config.ts';
import type { EpochRecord } from '../../src/run/history.ts';
import type { RunPlan } from '../../src/run/run-plan.ts';
import { withBackend } from '../networks/backends.ts';
import { type Training, train } from './train.ts';

/** What a training worker is given … */
export interface TrainingTask {
  readonly network: string; // as spec.networks names it
  readonly spec: RunSpec;
  readonly plan: RunPlan;
  readonly snapshotSteps: ReadonlySet<number>;
}

/** … and what it says, in order: steps, epochs and what the network prints as they come, then one of the last two. */
export type TrainingMessage =
  | { readonly kind: 'step'; readonly step: number }
  | { readonly kind: 'epoch'; readonly record: EpochRecord }
  | { readonly kind: 'output'; readonly text: string }
  | { readonly kind: 'trained'; readonly training: Training }
  | { readonly kind: 'fault'; readonly message: string };

/** Steps are reported at most this often: a bar needs no more. */
const STEP_MILLISECONDS = 100;

async function work({ network, spec, plan, snapshotSteps }: TrainingTask, say: (message: TrainingMessage) => void): Promise<void> {
  let last = 0;
  const onStep = (step: number) => {
    const now = performance.now();
    if (now - last < STEP_MILLISECONDS) return;
    last = now;
    say({ kind: 'step', step });
  };
  const onEpoch = (record: EpochRecord) => say({ kind: 'epoch', record });
  try {
    const trained = async (backend: Backend) => say({ kind: 'trained', training: await train(plan, backend, { snapshotSteps, onStep, onEpoch }) });
    await withBackend(network, spec, trained, (_, text) => say({ kind: 'output', text }));
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    say({ kind: 'fault', message: error.message });
  }
}

if (parentPort) {
  const port = parentPort;
  await work(workerData as TrainingTask, (message) => port.postMessage(message));
}
