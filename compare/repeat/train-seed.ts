import type { RunSpec } from '../../src/run/config.ts';
import type { EpochRecord } from '../../src/run/history.ts';
import { loadData } from '../../src/run/load-data.ts';
import { makePlan } from '../../src/run/run-plan.ts';
import { withBackend } from '../networks/backends.ts';
import { plansFor } from '../networks/document.ts';
import { type Training, train } from '../training/train.ts';

/** What is kept of one network's training under one seed. */
export interface SeedTraining {
  readonly network: string;
  readonly epochs: readonly EpochRecord[];
  readonly test?: { readonly loss: number; readonly accuracy: number };
  readonly diverged?: { readonly epoch: number; readonly step: number };
}

/** All networks under one seed: same initial weights, order and split. */
export interface SeedRun {
  readonly seed: number;
  readonly trainings: readonly SeedTraining[];
}

/**
 * The run that `--seed` with this seed would be, network after network on this thread, without its parity checks.
 * @throws Fault as the run would
 */
export async function trainSeed(spec: RunSpec, seed: number): Promise<SeedRun> {
  const run = { ...spec, seed };
  const { plan } = makePlan(run, (await loadData(run)).parts);
  const planOf = plansFor(run, plan);
  const trainings: SeedTraining[] = [];
  for (const name of spec.networks) {
    trainings.push(kept(await withBackend(name, run, (backend) => train(planOf(name), backend))));
  }
  return { seed, trainings };
}

export function kept({ history, test }: Training): SeedTraining {
  const { network, epochs } = history;
  if (history.state === 'diverged') return { network, epochs, diverged: { epoch: history.epoch, step: history.step } };
  return { network, epochs, test: { loss: test!.loss, accuracy: test!.accuracy } };
}
