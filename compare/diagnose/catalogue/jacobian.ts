import type { Formulas } from '../../../scratch/formulas.ts';
import { map, scale } from '../../../src/numbers/algebra.ts';
import { short } from '../figures.ts';
import type { Setting } from '../mistake.ts';
import { mistake, type Place } from '../record.ts';
import { mean, softplus, squaredError } from './cross-entropy.ts';
import { reallyTimes } from './effects.ts';
import { jacobianDiagonal, softmaxJacobian } from './functions.ts';
import { RIGHT_OUTPUT_GRADIENT } from './right.ts';
import { oneOutput, severalClasses } from './where.ts';

const SMALL = 'The gradient all but vanishes where p is near 0 or 1: rows that are confidently wrong learn slowest.';
const f = ({ classes }: Setting) => (classes > 1 ? 'softmax' : 'the sigmoid');
const nothingElse = (setting: Setting) => `The cross-entropy's and ${f(setting)}'s derivatives together are p − y: nothing else is multiplied in.`;

/** What goes wrong on the way from p to z. */
// biome-ignore format: what and where on the first line of a record, then its words, then its formula
export const throughMistakes = [
  mistake({ id: 'jacobian-twice', channel: 'output-gradient', first: 'output gradient',
    says: (setting) => `${f(setting)}'s derivative is applied a second time, to p − y`,
    right: RIGHT_OUTPUT_GRADIENT, mend: nothingElse, effect: SMALL,
    change: (right) => ({ lossGradient: (pass) => softmaxJacobian(pass.P, right.lossGradient(pass)) }),
  }),
  mistake({ id: 'jacobian-diagonal', channel: 'output-gradient', first: 'output gradient', when: severalClasses,
    says: "softmax's Jacobian has only its diagonal, p·(1 − p)",
    right: RIGHT_OUTPUT_GRADIENT, mend: 'dZ_k = p_k − y_k: the off-diagonal −p_j·p_k is what moves the other classes.',
    effect: "Only the true class's logit learns: the others are never pushed down.",
    change: () => ({ lossGradient: ({ P, Y }) => map(P, (p, i) => (Y.data[i] === 0 ? 0 : (-Y.data[i]! * (1 - p)) / P.rows)) }),
  }),
  mistake({ id: 'jacobian-diagonal-twice', channel: 'output-gradient', first: 'output gradient', when: severalClasses,
    says: "The diagonal of softmax's Jacobian, p·(1 − p), is applied to p − y",
    right: RIGHT_OUTPUT_GRADIENT, mend: nothingElse, effect: SMALL,
    change: (right) => ({ lossGradient: (pass) => jacobianDiagonal(pass.P, right.lossGradient(pass)) }),
  }),
  mistake({ id: 'positive-term', channel: 'loss', first: 'loss', when: oneOutput,
    says: 'Only the term y·log p of the loss is there: rows of class 0 have neither loss nor gradient',
    right: RIGHT_OUTPUT_GRADIENT, mend: 'L = −(y·log p + (1 − y)·log(1 − p)).',
    effect: 'Every row is pushed to class 1.',
    change: () => ({
      loss: ({ A, Y }) => mean(A.at(-1)!, (z, i) => Y.data[i]! * softplus(-z)),
      lossGradient: ({ P, Y }) => map(P, (p, i) => (Y.data[i]! * (p - 1)) / P.rows),
    }),
  }),
  mistake({ id: 'labels-not-subtracted', channel: 'output-gradient', first: 'output gradient',
    says: 'The output gradient is p/B: the labels are not subtracted',
    right: RIGHT_OUTPUT_GRADIENT, mend: `${RIGHT_OUTPUT_GRADIENT}.`,
    effect: 'Every logit is pushed down, whatever the label.',
    change: () => ({ lossGradient: ({ P }) => map(P, (p) => p / P.rows) }),
  }),
];

const reasonable = (c: number) => c > 1e-3 && c < 1e3;
const minimiseCrossEntropy = (setting: Setting) => `Minimise the cross-entropy: its derivative and ${f(setting)}'s together are p − y.`;
const atHalf = ({ value: c, learningRate }: Place) => `${SMALL} At p = 0.5, ${reallyTimes(learningRate, c / 4)}.`;
const throughBoth = (right: Formulas, c: number): Partial<Formulas> => ({
  lossGradient: (pass) => scale(softmaxJacobian(pass.P, right.lossGradient(pass)), c),
});

/** The squared error minimised and reported, with its factor in the loss. */
// biome-ignore format: a record, as above
const reported = (as: string, lossFactor: (setting: Setting) => number) => mistake({ id: `squared-error/loss-${as}`, channel: 'loss', first: 'loss',
  estimate: { name: 'factor', starts: [2], plausible: reasonable },
  says: ({ value: c, ...setting }) => `It is the squared error that is minimised and reported, through ${f(setting)}: ${short(c)}·(p − y) times its derivative`,
  right: RIGHT_OUTPUT_GRADIENT, mend: minimiseCrossEntropy, effect: atHalf,
  change: (right, { value: c, ...setting }) => ({ ...throughBoth(right, c), loss: (pass) => lossFactor(setting) * squaredError(pass) }),
});

/** The squared error through softmax or sigmoid, with its factor; with another loss reported, or its own. */
// biome-ignore format: a record, as above
export const squaredErrorMistakes = [
  mistake({ id: 'squared-error', channel: 'output-gradient', first: 'output gradient',
    estimate: { name: 'factor', starts: [2], plausible: (c) => reasonable(c) && Math.abs(c - 1) > 1e-4 },
    says: ({ value: c, ...setting }) => `It is the squared error that is minimised, through ${f(setting)}: ${short(c)}·(p − y) times its derivative`,
    right: RIGHT_OUTPUT_GRADIENT, mend: minimiseCrossEntropy, effect: atHalf,
    change: (right, { value: c }) => throughBoth(right, c),
  }),
  reported('1', () => 1),
  reported('0.5', () => 0.5),
  { ...reported('per-class', ({ classes }) => 1 / classes), when: severalClasses },
];
