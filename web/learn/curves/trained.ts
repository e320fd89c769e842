import { type Mistake, withMistakes } from '../../../compare/diagnose/mistake.ts';
import { train } from '../../../compare/training/train.ts';
import { PlainNetwork } from '../../../scratch/plain.ts';
import type { Backend } from '../../../src/model/network.ts';
import type { RunPlan } from '../../../src/run/run-plan.ts';

/** One training, an epoch after the other. */
export interface Trained {
  readonly loss: readonly number[];
  readonly accuracy: readonly number[]; // of rows that it was not trained on
}

/** The textbook's network with these mistakes in it, trained. */
export async function trainedWith(mistakes: readonly Mistake[], plan: RunPlan): Promise<Trained> {
  const formulas = withMistakes(mistakes);
  const backend: Backend = {
    name: 'plain',
    description: 'the textbook’s formulas',
    create: async (model, training, initial) => new PlainNetwork({ model, training }, initial, 'float64', formulas),
  };
  const { epochs } = (await train(plan, backend)).history;
  return { loss: epochs.map(({ trainLoss }) => trainLoss ?? NaN), accuracy: epochs.map(({ validationAccuracy }) => validationAccuracy ?? NaN) };
}
