import type { Pass } from '../../../scratch/formulas.ts';
import { map, scale } from '../../../src/numbers/algebra.ts';
import { short } from '../figures.ts';
import type { Family, Mistake, Setting } from '../mistake.ts';
import { mean, softplus, squaredError } from './cross-entropy.ts';
import { jacobianDiagonal, softmaxJacobian } from './functions.ts';
import { gradientMistake, RIGHT_OUTPUT_GRADIENT, reallyTimes } from './gradient-mistake.ts';

/** What goes wrong on the way from p to z. */
export function jacobianMistakes({ classes }: Setting): Mistake[] {
  const f = classes > 1 ? 'softmax' : 'the sigmoid';
  const mend = `The cross-entropy's and ${f}'s derivatives together are p − y: nothing else is multiplied in.`;
  const small = 'The gradient all but vanishes where p is near 0 or 1: rows that are confidently wrong learn slowest.';
  const whole = gradientMistake('jacobian-twice', `${f}'s derivative is applied a second time, to p − y`, mend, small, (right) => ({
    lossGradient: (pass) => softmaxJacobian(pass.P, right.lossGradient(pass)),
  }));
  const diagonals = [
    gradientMistake(
      'jacobian-diagonal',
      "softmax's Jacobian has only its diagonal, p·(1 − p)",
      'dZ_k = p_k − y_k: the off-diagonal −p_j·p_k is what moves the other classes.',
      "Only the true class's logit learns: the others are never pushed down.",
      () => ({
        lossGradient: ({ P, Y }) => map(P, (p, i) => (Y.data[i] === 0 ? 0 : (-Y.data[i]! * (1 - p)) / P.rows)),
      }),
    ),
    gradientMistake('jacobian-diagonal-twice', "The diagonal of softmax's Jacobian, p·(1 − p), is applied to p − y", mend, small, (right) => ({
      lossGradient: (pass) => jacobianDiagonal(pass.P, right.lossGradient(pass)),
    })),
  ];
  const positive = gradientMistake(
    'positive-term',
    'Only the term y·log p of the loss is there: rows of class 0 have neither loss nor gradient',
    'L = −(y·log p + (1 − y)·log(1 − p)).',
    'Every row is pushed to class 1.',
    () => ({
      loss: ({ A, Y }) => mean(A.at(-1)!, (z, i) => Y.data[i]! * softplus(-z)),
      lossGradient: ({ P, Y }) => map(P, (p, i) => (Y.data[i]! * (p - 1)) / P.rows),
    }),
    'loss',
  );
  const unlabelled = gradientMistake(
    'labels-not-subtracted',
    'The output gradient is p/B: the labels are not subtracted',
    `${RIGHT_OUTPUT_GRADIENT}.`,
    'Every logit is pushed down, whatever the label.',
    () => ({
      lossGradient: ({ P }) => map(P, (p) => p / P.rows),
    }),
  );
  return [whole, ...(classes > 1 ? diagonals : [positive]), unlabelled];
}

/** The squared error through softmax or sigmoid, with its factor; with another loss reported, or its own. */
export function squaredErrorMistakes({ classes, learningRate }: Setting): Family[] {
  const f = classes > 1 ? 'softmax' : 'the sigmoid';
  const mend = `Minimise the cross-entropy: its derivative and ${f}'s together are p − y.`;
  const small = 'The gradient all but vanishes where p is near 0 or 1: rows that are confidently wrong learn slowest.';
  const squared = (id: string, lossFactor: number | undefined): Family => ({
    id,
    stage: lossFactor === undefined ? 'gradient' : 'loss',
    starts: [2],
    plausible: (c) => c > 1e-3 && c < 1e3 && (lossFactor !== undefined || Math.abs(c - 1) > 1e-4),
    make: (c) => ({
      ...gradientMistake(
        id,
        `It is the squared error that is minimised${lossFactor === undefined ? '' : ' and reported'}, through ${f}: ${short(c)}·(p − y) times its derivative`,
        mend,
        `${small} At p = 0.5, ${reallyTimes(learningRate, c / 4)}.`,
        (right) => ({
          lossGradient: (pass) => scale(softmaxJacobian(pass.P, right.lossGradient(pass)), c),
          ...(lossFactor === undefined ? {} : { loss: (pass: Pass) => lossFactor * squaredError(pass) }),
        }),
        lossFactor === undefined ? 'output gradient' : 'loss',
      ),
      parameter: { name: 'factor', value: c },
    }),
  });
  return [
    squared('squared-error', undefined),
    ...[1, 0.5, ...(classes > 1 ? [1 / classes] : [])].map((lossFactor) => squared(`squared-error/loss-${short(lossFactor)}`, lossFactor)),
  ];
}
