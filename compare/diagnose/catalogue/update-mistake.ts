import type { Family, Mistake } from '../mistake.ts';

const RIGHT = "W ← W − learning rate·dW, and nothing else, of this step's gradient alone";

/** What differs from one mistake to the next. */
export type Words = Pick<Mistake, 'id' | 'name' | 'mend' | 'effect'>;

/** A mistake in the update, or one that is seen in the loss first. */
export function updateMistake(words: Words, wrong: Mistake['wrong'], stage: Mistake['stage'] = 'update', tensor = 'update'): Mistake {
  return { ...words, stage, tensor, right: RIGHT, wrong };
}

/** The same with a number to be estimated. */
export function updateFamily(
  starts: readonly number[],
  plausible: Family['plausible'],
  parameter: string,
  words: (value: number) => Words,
  wrong: (value: number) => Mistake['wrong'],
  stage: Mistake['stage'] = 'update',
): Family {
  return {
    id: words(starts[0]!).id,
    stage,
    starts,
    plausible,
    make: (value) => ({ ...updateMistake(words(value), wrong(value), stage, stage === 'loss' ? 'loss' : 'update'), parameter: { name: parameter, value } }),
  };
}
