import type { Pass } from '../../../scratch/formulas.ts';
import { scale } from '../../../src/numbers/algebra.ts';
import type { MistakeRecord, Place } from '../record.ts';

type Factor = (pass: Pass, place: Place) => number;

/** The right loss of the pass, as it is returned, times a factor. */
export function lossTimes(factor: Factor): MistakeRecord['change'] {
  return (right, place) => ({ reported: (pass, updated) => right.reported(pass, updated) * factor(pass, place) });
}

/** The right ∂L/∂logits of the pass, times a factor. */
export function gradientTimes(factor: Factor): MistakeRecord['change'] {
  return (right, place) => ({ lossGradient: (pass) => scale(right.lossGradient(pass), factor(pass, place)) });
}

/** Both: it is what is minimised that differs, not only its gradient. */
export function lossAndGradientTimes(factor: Factor): MistakeRecord['change'] {
  return (right, place) => ({ ...lossTimes(factor)(right, place), ...gradientTimes(factor)(right, place) });
}
