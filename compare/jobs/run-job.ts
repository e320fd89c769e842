import type { Backend } from '../../src/model/network.ts';
import { partsOf } from '../../src/run/divide.ts';
import { planOf, standardised } from '../../src/run/make-plan.ts';
import type { RunPlan } from '../../src/run/run-plan.ts';
import { withBackend } from '../networks/backends.ts';
import { backendWith, planWith } from '../networks/quirks.ts';
import { train } from '../training/train.ts';
import type { Data } from './data.ts';
import type { DiagnoseJob, Job, Outcome, OutcomeOf, Progress, TrainJob } from './job.ts';

export interface JobOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** The job's network, where it is at hand; else it is made and closed. */
  readonly backend?: Backend | undefined;
}

type Use = (backend: Backend) => Promise<Outcome>;

/** Carries out a job on this thread. @throws Fault if settings and data do not go together, or the network cannot be made or does not do */
export async function runJob<J extends Job>(job: J, data: Data, options: JobOptions = {}): Promise<OutcomeOf<J>> {
  const { network, settings, manner } = job;
  const use = useFor(job, data, options);
  const { backend, onProgress } = options;
  const outcome = backend ? use(backend) : withBackend(network, { ...settings, ...manner }, use, (_, text) => onProgress?.({ kind: 'output', text }));
  return (await outcome) as OutcomeOf<J>;
}

/** What is to be done with the job's network once it is there. */
function useFor(job: Job, data: Data, options: JobOptions): Use {
  // biome-ignore format: a table, a case a line
  switch (job.kind) {
    case 'train': return training(job, planFor(job, data), options);
    case 'diagnose': return diagnosis(job, options);
  }
}

/** All that is decided before a job's network exists. @throws Fault if settings and data do not go together */
function planFor({ settings, quirks, seed, data, division }: TrainJob, { hash, rows, ready, isSpent }: Data): RunPlan {
  if (data !== hash) throw new TypeError(`The job is of the data ${data}, not of ${hash}.`);
  const isReady = ready && JSON.stringify(ready.division) === JSON.stringify(division);
  if (!isReady && isSpent) throw new TypeError('The rows are divided otherwise already, and cannot be again.');
  return planWith(quirks, planOf({ ...settings, seed }, isReady ? ready : standardised(partsOf(rows, division))));
}

function training({ quirks, asked }: TrainJob, plan: RunPlan, { signal, onProgress }: JobOptions): Use {
  return (backend) =>
    train(plan, backendWith(quirks, backend), {
      signal,
      snapshotSteps: new Set(asked.snapshots),
      ...(asked.moments && { momentEpochs: new Set(asked.moments) }),
      ...(asked.epochs === 'last' && { isMeasured: (epoch) => epoch === plan.epochs }),
      onStep: (step) => onProgress?.({ kind: 'step', step }),
      onEpoch: (record) => onProgress?.({ kind: 'epoch', record }),
    });
}

function diagnosis({ asked: { model, ...asked } }: DiagnoseJob, { signal }: JobOptions): Use {
  return async (backend) => {
    const { diagnose } = await import('../diagnose/diagnose.ts'); // with the catalogue of mistakes, which most runs need none of
    return diagnose(backend, model, { ...asked, signal });
  };
}
