import { makePlan, type Parts } from '../../src/run/run-plan.ts';
import { withBackend } from '../networks/backends.ts';
import { backendWith, planWith } from '../networks/quirks.ts';
import { train } from '../training/train.ts';
import type { Configuration } from './configuration.ts';

/** One training: a configuration under a seed. */
export interface Task {
  readonly title: string; // as an error names it
  readonly configuration: Configuration;
  readonly seed: number;
}

/** What became of it, after the last update. */
export interface Outcome {
  readonly validationAccuracy: number;
  readonly testAccuracy: number;
  readonly diverged?: { readonly epoch: number; readonly step: number };
}

/**
 * Trains one cell by the program's one training loop; the seed decides the initial weights and the order of the rows,
 * not the split. A training that diverged has the accuracy of its logits, NaN: class 0 for every row.
 */
export async function trainCell({ configuration: { spec, quirks }, seed }: Task, parts: Parts): Promise<Outcome> {
  const plan = planWith(quirks, makePlan({ ...spec, seed }, parts).plan);
  const { history, test } = await withBackend(spec.networks[0]!, spec, (backend) =>
    train(plan, backendWith(quirks, backend), { isMeasured: (epoch) => epoch === plan.epochs }),
  );
  if (history.state === 'completed') {
    return { validationAccuracy: history.epochs.at(-1)!.validationAccuracy, testAccuracy: test!.accuracy };
  }
  const ofClass0 = ({ y }: { y: Uint32Array }) => y.filter((label) => label === 0).length / y.length;
  const { epoch, step } = history;
  return { validationAccuracy: ofClass0(plan.validation), testAccuracy: ofClass0(plan.test), diverged: { epoch, step } };
}

/** Outcomes that outlive the program: one line of JSON each, appended as soon as a training ends. */
export interface Store {
  readonly path: string;
  /** How many outcomes it held when it was opened, whatever they are of. */
  readonly held: number;
  get(task: Task): Outcome | undefined;
  add(task: Task, outcome: Outcome): void;
}
