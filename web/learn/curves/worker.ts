import { codeOf } from '../../../compare/diagnose/catalogue/codes.ts';
import { PAGES } from '../../../compare/diagnose/catalogue/pages/pages.ts';
import { mistakeOf } from '../../../compare/diagnose/catalogue/pages/told.ts';
import { withMistakes } from '../../../compare/diagnose/mistake.ts';
import { train } from '../../../compare/training/train.ts';
import type { Formulas } from '../../../scratch/formulas.ts';
import { PlainNetwork } from '../../../scratch/plain.ts';
import { textbook } from '../../../scratch/textbook.ts';
import type { Backend } from '../../../src/model/network.ts';
import { planOf } from './plan.ts';

/** One training, an epoch after the other. */
export interface Trained {
  readonly loss: readonly number[];
  readonly accuracy: readonly number[]; // of rows that it was not trained on
}

/** What comes of a code: both trainings; nothing where the mistake is none of formulas. */
export type Curves = { readonly right: Trained; readonly wrong: Trained } | undefined;

self.addEventListener('message', async ({ data: code }: MessageEvent<string>) => {
  self.postMessage(await curvesOf(code));
});

async function curvesOf(code: string): Promise<Curves> {
  const page = PAGES.find(({ id }) => codeOf(id) === code);
  const mistake = page && mistakeOf(page);
  if (!mistake) return undefined;
  const plan = planOf(page.model);
  const trained = async (formulas: Formulas): Promise<Trained> => {
    const backend: Backend = {
      name: 'plain',
      description: 'the textbook’s formulas',
      create: async (model, training, initial) => new PlainNetwork({ model, training }, initial, 'float64', formulas),
    };
    const { epochs } = (await train(plan, backend)).history;
    return { loss: epochs.map(({ trainLoss }) => trainLoss ?? NaN), accuracy: epochs.map(({ validationAccuracy }) => validationAccuracy ?? NaN) };
  };
  return { right: await trained(textbook), wrong: await trained(withMistakes([mistake])) };
}
