import type { Backend } from '../../src/model/network.ts';
import { partsOf } from '../../src/run/divide.ts';
import { makePlan, type RunPlan } from '../../src/run/run-plan.ts';
import { withBackend } from '../networks/backends.ts';
import { backendWith, planWith } from '../networks/quirks.ts';
import { train } from '../training/train.ts';
import type { Data } from './data.ts';
import type { Job, Outcome, Progress } from './job.ts';

export interface JobOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** The job's network, where it is at hand; else it is made and closed. */
  readonly backend?: Backend | undefined;
}

/** All that is decided before a job's network exists. @throws Fault if settings and data do not go together */
export function planOf({ settings, quirks, seed, data, division }: Job, { hash, rows }: Data): RunPlan {
  if (data !== hash) throw new TypeError(`The job is of the data ${data}, not of ${hash}.`);
  return planWith(quirks, makePlan({ ...settings, seed }, partsOf(rows, division)).plan);
}

/** Carries out a job on this thread. @throws Fault as `planOf`, or if the network cannot be made or does not do */
export async function runJob(job: Job, data: Data, { signal, onProgress, backend }: JobOptions = {}): Promise<Outcome> {
  const { network, settings, manner, quirks, asked } = job;
  const plan = planOf(job, data);
  const use = (made: Backend) =>
    train(plan, backendWith(quirks, made), {
      snapshotSteps: new Set(asked.snapshots),
      ...(asked.epochs === 'last' && { isMeasured: (epoch) => epoch === plan.epochs }),
      onStep(step) {
        signal?.throwIfAborted();
        onProgress?.({ kind: 'step', step });
      },
      onEpoch: (record) => onProgress?.({ kind: 'epoch', record }),
    });
  if (backend) return use(backend);
  return withBackend(network, { ...settings, ...manner }, use, (_, text) => onProgress?.({ kind: 'output', text }));
}
