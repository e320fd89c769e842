import { short } from '../figures.ts';
import type { Mistake } from '../mistake.ts';

export const RIGHT_OUTPUT_GRADIENT = 'dZ = (p − y)/B, B the rows really in the batch: one mean, once';

/** A mistake in the output gradient, or one that is seen in the loss first. */
export function gradientMistake(id: string, name: string, mend: string, effect: string, wrong: Mistake['wrong'], tensor = 'output gradient'): Mistake {
  return { id, name, stage: tensor === 'loss' ? 'loss' : 'gradient', tensor, right: RIGHT_OUTPUT_GRADIENT, mend, effect, wrong };
}

/** Makes mistakes in gradients that have one right formula. */
export function mistakesFor(right: string) {
  return (id: string, name: string, tensor: string, mend: string, effect: string, wrong: Mistake['wrong']): Mistake => ({
    id,
    name,
    stage: 'gradient',
    tensor,
    right,
    mend,
    effect,
    wrong,
  });
}

/** The effect of what goes wrong by the number of rows in a batch. */
export function byRows(batchSize: number, effect: string): string {
  return batchSize === 1 ? 'None as long as every batch has one row.' : effect;
}

/** 'your learning rate is really 0.1/64 = 0.001563' */
export function reallyDivided(learningRate: number, divisor: number): string {
  return `your learning rate is really ${short(learningRate)}/${short(divisor)} = ${short(learningRate / divisor)}`;
}

export function reallyTimes(learningRate: number, factor: number): string {
  return `your learning rate is really ${short(learningRate)}·${short(factor)} = ${short(learningRate * factor)}`;
}
