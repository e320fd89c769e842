import type { Matrix } from '../../../src/matrix.ts';
import { map, transpose } from '../../reference/reference.ts';
import { short, type Family, type Mistake, type Setting, type Suspects } from '../mistake.ts';
import type { Formulas, Pass } from '../textbook.ts';
import { crossEntropy } from '../textbook.ts';
import { softmax, softmaxJacobian } from './functions.ts';

const RIGHT = 'L = (1/B)·Σ over rows of −log p[y], from the logits: log Σexp(z − max z) + max z − z[y]';
const RIGHT_SIGMOID = 'L = (1/B)·Σ over rows of max(z, 0) − z·y + log(1 + e^−|z|)';

/** Mistakes in the loss that a step returns, and in the probabilities that it is made of. */
export const lossMistakes: Suspects = (setting) => [...values(setting), ...logarithms(setting), ...softmaxes(setting)];

const onlyReported = 'None on training: only the loss that is shown is wrong.';

/** The right loss of the pass, times a factor. */
function times(factor: (pass: Pass) => number): Mistake['wrong'] {
  return (right) => ({ reported: (pass, updated) => right.reported(pass, updated) * factor(pass) });
}

function values({ classes, batchSize, shortRows }: Setting): (Mistake | Family)[] {
  const right = classes > 1 ? RIGHT : RIGHT_SIGMOID;
  const loss = (id: string, name: string, mend: string, wrong: Mistake['wrong'], effect = onlyReported): Mistake => ({
    id, name, stage: 'loss', tensor: 'loss', right, mend, effect, wrong,
  });
  return [
    loss('loss-summed', 'The loss is summed over the batch, not averaged', 'Divide the summed loss by the rows of the batch, X.rows.', times(({ y }) => y.length),
      `${onlyReported} It is ${batchSize} times too large on the full batch and ${shortRows} times on the short one.`),
    loss('loss-mean-twice', 'The mean over the batch is taken twice in the loss', 'Divide by the rows of the batch once.', times(({ y }) => 1 / y.length)),
    loss('loss-sign', 'The loss has the wrong sign', 'The log-likelihood is to be negated.', times(() => -1)),
    ...(classes > 1
      ? [loss('loss-over-classes', 'The loss is divided by the number of classes as well: a mean over all B·K numbers', 'Sum over the classes, take the mean over the rows only.', times(() => 1 / classes))]
      : []),
    loss('loss-after-update', 'The loss is that after the update, not before it', 'Compute the loss from the forward pass that the gradient comes from.', (formulas) => ({
      reported: (pass, updated) => formulas.reported({ ...pass, loss: crossEntropy(logitsWith(formulas, pass, updated), pass.Y, pass.model.output) }, updated),
    })),
    loss('loss-zero', 'step() returns 0, not the loss', 'Return the mean loss of the batch, as it was before the update.', times(() => 0)),
    loss('loss-squared-error', 'The loss reported is the squared error of the probabilities', 'Report the cross-entropy.', (formulas) => ({
      loss: (pass) => squaredError(pass), lossGradient: formulas.lossGradient,
    })),
    ...(classes === 1
      ? [loss('loss-positive-term', "Only the term y·log p is there: log(1 − p) of the rows of class 0 is missing in the loss", 'L = −(y·log p + (1 − y)·log(1 − p)).', () => ({
          loss: ({ A, Y, model }) => crossEntropy(A.at(-1)!, Y, model.output) - mean(A.at(-1)!, (z, i) => (1 - Y.data[i]!) * softplus(z)),
        }))]
      : []),
    {
      id: 'loss-nominal-batch', stage: 'loss', starts: [batchSize], plausible: isBatchSize,
      make: (n) => ({
        ...loss('loss-nominal-batch', `The summed loss is divided by ${short(n)}, the nominal batch size, on every batch`, 'Divide by the rows really in the batch, X.rows.', times(({ y }) => y.length / n)),
        parameter: { name: 'batch size', value: n },
      }),
    },
    {
      id: 'loss-factor', stage: 'loss', starts: [2], plausible: (c) => Math.abs(c) > 1e-6 && Math.abs(c - 1) > 1e-4,
      make: (c) => ({
        ...loss('loss-factor', `The loss has a factor ${short(c)} too many`, 'Leave the factor out (1/ln 2 = 1.443 makes nats into bits).', times(() => c)),
        parameter: { name: 'factor', value: c },
      }),
    },
  ];
}

/** A whole number of rows, as near as an estimate comes. */
export function isBatchSize(n: number): boolean {
  return n > 1.5 && Math.abs(n / Math.round(n) - 1) < 1e-4;
}

/** (1/rows)·Σ f over all numbers */
export function mean(M: Matrix, f: (value: number, i: number) => number): number {
  let sum = 0;
  for (let i = 0; i < M.data.length; i++) sum += f(M.data[i]!, i);
  return sum / M.rows;
}

/** log(1 + e^z) */
export function softplus(z: number): number {
  return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
}

/** (1/B)·Σ (p − y)² */
export function squaredError({ P, Y }: Pass): number {
  return mean(P, (p, i) => (p - Y.data[i]!) ** 2);
}

function logitsWith(formulas: Formulas, { A, layers }: Pass, weights: Pass['weights']): Matrix {
  return layers.reduce((below, layer, l) => formulas.activation(layer, l).value(formulas.affine(below, weights[l]!, l)), A[0]!);
}

/** −(1/B)·Σ y·log p, and for a sigmoid (1 − y)·log(1 − p) as well, with `log` as the network takes it. */
function fromProbabilities(P: Matrix, Y: Matrix, log: (p: number) => number): number {
  const other = (p: number, y: number) => (P.cols === 1 ? (1 - y) * log(1 - p) : 0);
  return -mean(P, (p, i) => {
    const y = Y.data[i]!;
    return (y === 0 ? 0 : y * log(p)) + (P.cols === 1 && y === 1 ? 0 : other(p, y));
  });
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

/**
 * log of a probability that has rounded to 0, and what is done about it. For a sigmoid output it matters where p is
 * rounded: in float32 1 − p is 0 from z = 17 on, in float64 from 37; so both are tried.
 */
function logarithms({ classes }: Setting): (Mistake | Family)[] {
  const right = classes > 1 ? RIGHT : RIGHT_SIGMOID;
  return (classes > 1 ? [(p: number) => p] : [(p: number) => p, Math.fround]).flatMap((round) => [
    logOfZero(right, round),
    ...LOGARITHMS.flatMap((kind) => [bounded(kind, right, round, false), bounded(kind, right, round, true)]),
  ]);
}

type Rounding = (p: number) => number;

const mendLogarithm = 'Compute the loss from the logits, in one piece; then no p can be 0.';

function logOfZero(right: string, round: Rounding): Mistake {
  return {
    id: 'log-of-zero', stage: 'loss', tensor: 'loss', right, mend: mendLogarithm,
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
    id: 'log-clipped', name: 'Probabilities are clipped to [ε, 1 − ε] before the logarithm',
    log: (p, e) => Math.log(Math.min(1 - e, Math.max(e, p))), slope: (p, e) => (p < e || p > 1 - e ? 0 : 1 / p),
  },
];

/** @param follows whether the gradient is that of the bent loss, as automatic differentiation gives it, or still p − y */
function bounded({ id, name, log, slope }: BoundedLogarithm, right: string, round: Rounding, follows: boolean): Family {
  const fullId = `${id}${follows ? '/gradient' : ''}`;
  const make = (ln: number): Mistake => {
    const epsilon = Math.exp(ln);
    return {
      id: fullId, stage: 'loss', tensor: 'loss', right, mend: mendLogarithm,
      name: `${name}, ε = ${short(epsilon)}, ${follows ? 'in the loss and through its derivative' : 'in the loss'}`,
      effect: `Rows that are confidently wrong are shown a smaller loss than they have, at most −log ${short(epsilon)} = ${short(-ln)}` +
        (follows ? ', and no gradient once p is far below ε: they are never learnt.' : '; the gradient is right.'),
      parameter: { name: 'ε', value: epsilon },
      wrong: () => ({
        loss: ({ P, Y }) => fromProbabilities(map(P, round), Y, (p) => log(p, epsilon)),
        ...(follows ? { lossGradient: ({ P, Y }: Pass) => gradientThrough(map(P, round), Y, (p) => slope(p, epsilon)) } : {}),
      }),
    };
  };
  return {
    id: fullId, stage: 'loss', starts: [1e-7, 1e-12, 1e-15].map(Math.log), plausible: (ln) => ln < Math.log(0.3) && ln > -700,
    written: { from: Math.exp, to: Math.log }, make,
  };
}

/** Probabilities that are not softmax's by rows, once. */
function softmaxes({ classes }: Setting): Mistake[] {
  const overflowing = (id: string, name: string, lossToo: boolean): Mistake => ({
    id, name, stage: 'loss', tensor: lossToo ? 'loss' : 'output gradient',
    right: classes > 1 ? 'p = exp(z − max z)/Σexp(z − max z)' : 'p = 1/(1 + e^−z), written with e^−|z|',
    mend: classes > 1 ? "Subtract each row's largest logit before exp." : 'p = z ≥ 0 ? 1/(1 + e^−z) : e^z/(1 + e^z).',
    effect: 'NaN as soon as a logit is above 88 in float32 or 709 in float64; the same numbers below that.',
    wrong: () => ({
      probabilities: (Z) => unshifted(Z),
      ...(lossToo ? { loss: ({ P, Y }: Pass) => fromProbabilities(P, Y, Math.log) } : {}),
    }),
  });
  const one = classes > 1 ? 'softmax is taken without the shift by max z: e^z overflows' : 'The sigmoid is taken as e^z/(1 + e^z): e^z overflows';
  const found = [overflowing('softmax-unshifted', one, true), overflowing('softmax-unshifted/gradient', `${one}, in the gradient; the loss is right`, false)];
  if (classes === 1) return found;
  const byColumns = (Z: Matrix) => transpose(softmax(transpose(Z)));
  const batchAxis = {
    stage: 'loss' as const, right: 'p[r][k] = exp(z[r][k])/Σ over k of exp(z[r][k]): each ROW sums to 1',
    mend: 'Sum over the classes of one row (axis = 1 where samples are rows).',
    effect: 'A row competes with the other rows of its batch; a batch of one is certain of every class.',
  };
  const twice = {
    stage: 'loss' as const, right: 'p = softmax(z), once', mend: 'Give the loss the logits, or take the softmax out of the loss.',
    effect: 'Probabilities of probabilities: they stay between 1/(K − 1 + e) and e/(K − 1 + e), the loss cannot come near 0.',
  };
  const again = (Z: Matrix) => softmax(softmax(Z));
  return [
    ...found,
    { id: 'softmax-batch-axis', name: 'softmax is taken over the batch, not over the classes', tensor: 'loss', ...batchAxis,
      wrong: () => ({ probabilities: byColumns, loss: ({ P, Y }) => fromProbabilities(P, Y, Math.log) }) },
    { id: 'softmax-batch-axis/gradient', name: 'softmax is taken over the batch, not over the classes, in the gradient', tensor: 'output gradient', ...batchAxis,
      wrong: () => ({ probabilities: byColumns }) },
    { id: 'softmax-twice', name: 'softmax is applied twice before the logarithm', tensor: 'loss', ...twice,
      wrong: () => ({ probabilities: again, loss: ({ P, Y }) => fromProbabilities(P, Y, Math.log) }) },
    { id: 'softmax-twice/jacobian', name: 'softmax is applied twice before the logarithm, and the gradient passes back through both', tensor: 'loss', ...twice,
      wrong: (formulas) => ({
        probabilities: again, loss: ({ P, Y }) => fromProbabilities(P, Y, Math.log),
        lossGradient: (pass) => softmaxJacobian(softmax(pass.A.at(-1)!), formulas.lossGradient(pass)),
      }) },
  ];
}

/** e^z/Σe^z, or e^z/(1 + e^z), as it overflows. */
function unshifted(Z: Matrix): Matrix {
  const E = map(Z, Math.exp);
  if (Z.cols === 1) return map(E, (e) => e / (1 + e));
  const sums = new Float64Array(Z.rows);
  E.data.forEach((e, i) => (sums[Math.floor(i / Z.cols)]! += e));
  return map(E, (e, i) => e / sums[Math.floor(i / Z.cols)]!);
}

