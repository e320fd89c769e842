import { map } from '../../../src/numbers/algebra.ts';
import type { Matrix } from '../../../src/numbers/matrix.ts';
import { short } from '../figures.ts';
import type { Scale } from '../mistake.ts';
import { type Estimate, type MistakeRecord, mistake, type Place } from '../record.ts';
import { fromProbabilities, rightLoss } from './cross-entropy.ts';
import { softmaxJacobian } from './functions.ts';
import { oneOutput } from './where.ts';

/** How a network has p before it takes the logarithm. */
type Rounding = (p: number) => number;

const LOGARITHM: Scale = { from: Math.exp, to: Math.log };
const EPSILON: Estimate = { name: 'ε', starts: [1e-7, 1e-12, 1e-15], plausible: (e) => Math.log(e) < Math.log(0.3) && Math.log(e) > -700, scale: LOGARITHM };
const FROM_LOGITS = 'Compute the loss from the logits, in one piece; then no p can be 0.';
const shownLess = (e: number) => `Rows that are confidently wrong are shown a smaller loss than they have, at most −log ${short(e)} = ${short(-Math.log(e))}`;
const gradientRight = ({ value: e }: Place) => `${shownLess(e)}; the gradient is right.`;
const neverLearnt = ({ value: e }: Place) => `${shownLess(e)}, and no gradient once p is far below ε: they are never learnt.`;

const plus = (p: number, e: number) => Math.log(p + e);
const clipped = (p: number, e: number) => Math.log(Math.min(1 - e, Math.max(e, p)));

/** ∂L/∂z through softmax (or sigmoid) from the slope of that logarithm. */
function gradientThrough(P: Matrix, Y: Matrix, slope: (p: number) => number): Matrix {
  const dP = map(P, (p, i) => {
    const y = Y.data[i]!;
    const own = y === 0 ? 0 : -y * slope(p);
    return (P.cols === 1 && y !== 1 ? own + (1 - y) * slope(1 - p) : own) / P.rows;
  });
  return softmaxJacobian(P, dP);
}

/** log of a probability that has rounded to 0, and what is done about it; with the gradient that is right, or that of the bent loss. */
// biome-ignore format: what and where on the first line of a record, then its words, then its formula
const logarithms = (round: Rounding, when: MistakeRecord['when'] = () => true) => [
  mistake({ id: 'log-of-zero', channel: 'tails', first: 'loss', when,
    says: 'The loss is the logarithm of a probability that can round to 0: it is infinite there',
    right: rightLoss, mend: FROM_LOGITS,
    effect: 'The loss is ∞ or NaN as soon as one row is so wrong that its p rounds to 0; the gradient is right.',
    change: () => ({ loss: ({ P, Y }) => fromProbabilities(map(P, round), Y, Math.log) }),
  }),
  mistake({ id: 'log-plus-epsilon', channel: 'tails', first: 'loss', when, estimate: EPSILON,
    says: ({ value: e }) => `The logarithm is log(p + ε), ε = ${short(e)}, in the loss`,
    right: rightLoss, mend: FROM_LOGITS, effect: gradientRight,
    change: (_right, { value: e }) => ({ loss: ({ P, Y }) => fromProbabilities(map(P, round), Y, (p) => plus(p, e)) }),
  }),
  mistake({ id: 'log-plus-epsilon/gradient', channel: 'tails', first: 'loss', when, estimate: EPSILON,
    says: ({ value: e }) => `The logarithm is log(p + ε), ε = ${short(e)}, in the loss and through its derivative`,
    right: rightLoss, mend: FROM_LOGITS, effect: neverLearnt,
    change: (_right, { value: e }) => ({
      loss: ({ P, Y }) => fromProbabilities(map(P, round), Y, (p) => plus(p, e)),
      lossGradient: ({ P, Y }) => gradientThrough(map(P, round), Y, (p) => 1 / (p + e)),
    }),
  }),
  mistake({ id: 'log-clipped', channel: 'tails', first: 'loss', when, estimate: EPSILON,
    says: ({ value: e }) => `Probabilities are clipped to [ε, 1 − ε] before the logarithm, ε = ${short(e)}, in the loss`,
    right: rightLoss, mend: FROM_LOGITS, effect: gradientRight,
    change: (_right, { value: e }) => ({ loss: ({ P, Y }) => fromProbabilities(map(P, round), Y, (p) => clipped(p, e)) }),
  }),
  mistake({ id: 'log-clipped/gradient', channel: 'tails', first: 'loss', when, estimate: EPSILON,
    says: ({ value: e }) => `Probabilities are clipped to [ε, 1 − ε] before the logarithm, ε = ${short(e)}, in the loss and through its derivative`,
    right: rightLoss, mend: FROM_LOGITS, effect: neverLearnt,
    change: (_right, { value: e }) => ({
      loss: ({ P, Y }) => fromProbabilities(map(P, round), Y, (p) => clipped(p, e)),
      lossGradient: ({ P, Y }) => gradientThrough(map(P, round), Y, (p) => (p < e || p > 1 - e ? 0 : 1 / p)),
    }),
  }),
];

/** For a sigmoid output it matters where p is rounded: in float32 1 − p is 0 from z = 17 on, in float64 from 37; so both are tried. */
export const logarithmMistakes: readonly MistakeRecord[] = [...logarithms((p) => p), ...logarithms(Math.fround, oneOutput)];
