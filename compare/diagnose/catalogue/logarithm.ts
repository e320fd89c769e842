import type { Pass } from '../../../scratch/formulas.ts';
import { map } from '../../../src/numbers/algebra.ts';
import type { Matrix } from '../../../src/numbers/matrix.ts';
import { short } from '../figures.ts';
import type { Family, Mistake, Setting } from '../mistake.ts';
import { fromProbabilities, rightLoss } from './cross-entropy.ts';
import { softmaxJacobian } from './functions.ts';

/**
 * log of a probability that has rounded to 0, and what is done about it. For a sigmoid output it matters where p is
 * rounded: in float32 1 − p is 0 from z = 17 on, in float64 from 37; so both are tried.
 */
export function logarithmMistakes({ classes }: Setting): (Mistake | Family)[] {
  const right = rightLoss(classes);
  return (classes > 1 ? [(p: number) => p] : [(p: number) => p, Math.fround]).flatMap((round) => [
    logOfZero(right, round),
    ...LOGARITHMS.flatMap((kind) => [bounded(kind, right, round, false), bounded(kind, right, round, true)]),
  ]);
}

type Rounding = (p: number) => number;

const mendLogarithm = 'Compute the loss from the logits, in one piece; then no p can be 0.';

function logOfZero(right: string, round: Rounding): Mistake {
  return {
    id: 'log-of-zero',
    stage: 'loss',
    tensor: 'loss',
    right,
    mend: mendLogarithm,
    name: 'The loss is the logarithm of a probability that can round to 0: it is infinite there',
    effect: 'The loss is ∞ or NaN as soon as one row is so wrong that its p rounds to 0; the gradient is right.',
    wrong: () => ({ loss: ({ P, Y }) => fromProbabilities(map(P, round), Y, Math.log) }),
  };
}

interface BoundedLogarithm {
  readonly id: string;
  readonly name: string; // before the value of ε
  readonly log: (p: number, epsilon: number) => number;
  readonly slope: (p: number, epsilon: number) => number;
}

const LOGARITHMS: readonly BoundedLogarithm[] = [
  { id: 'log-plus-epsilon', name: 'The logarithm is log(p + ε)', log: (p, e) => Math.log(p + e), slope: (p, e) => 1 / (p + e) },
  {
    id: 'log-clipped',
    name: 'Probabilities are clipped to [ε, 1 − ε] before the logarithm',
    log: (p, e) => Math.log(Math.min(1 - e, Math.max(e, p))),
    slope: (p, e) => (p < e || p > 1 - e ? 0 : 1 / p),
  },
];

/** @param follows whether the gradient is that of the bent loss, as automatic differentiation gives it, or still p − y */
function bounded({ id, name, log, slope }: BoundedLogarithm, right: string, round: Rounding, follows: boolean): Family {
  const fullId = `${id}${follows ? '/gradient' : ''}`;
  const make = (ln: number): Mistake => {
    const epsilon = Math.exp(ln);
    return {
      id: fullId,
      stage: 'loss',
      tensor: 'loss',
      right,
      mend: mendLogarithm,
      name: `${name}, ε = ${short(epsilon)}, ${follows ? 'in the loss and through its derivative' : 'in the loss'}`,
      effect:
        `Rows that are confidently wrong are shown a smaller loss than they have, at most −log ${short(epsilon)} = ${short(-ln)}` +
        (follows ? ', and no gradient once p is far below ε: they are never learnt.' : '; the gradient is right.'),
      parameter: { name: 'ε', value: epsilon },
      wrong: () => ({
        loss: ({ P, Y }) => fromProbabilities(map(P, round), Y, (p) => log(p, epsilon)),
        ...(follows ? { lossGradient: ({ P, Y }: Pass) => gradientThrough(map(P, round), Y, (p) => slope(p, epsilon)) } : {}),
      }),
    };
  };
  return {
    id: fullId,
    stage: 'loss',
    starts: [1e-7, 1e-12, 1e-15].map(Math.log),
    plausible: (ln) => ln < Math.log(0.3) && ln > -700,
    written: { from: Math.exp, to: Math.log },
    make,
  };
}

/** ∂L/∂z through softmax (or sigmoid) from the slope of that logarithm. */
function gradientThrough(P: Matrix, Y: Matrix, slope: (p: number) => number): Matrix {
  const dP = map(P, (p, i) => {
    const y = Y.data[i]!;
    const own = y === 0 ? 0 : -y * slope(p);
    return (P.cols === 1 && y !== 1 ? own + (1 - y) * slope(1 - p) : own) / P.rows;
  });
  return softmaxJacobian(P, dP);
}
