import { map, transpose } from '../../../src/numbers/algebra.ts';
import type { Matrix } from '../../../src/numbers/matrix.ts';
import type { Setting } from '../mistake.ts';
import { mistake } from '../record.ts';
import { fromProbabilities } from './cross-entropy.ts';
import { softmax, softmaxJacobian } from './functions.ts';
import { severalClasses } from './where.ts';

const shiftMissing = ({ classes }: Setting) =>
  classes > 1 ? 'softmax is taken without the shift by max z: e^z overflows' : 'The sigmoid is taken as e^z/(1 + e^z): e^z overflows';
const shifted = ({ classes }: Setting) => (classes > 1 ? 'p = exp(z − max z)/Σexp(z − max z)' : 'p = 1/(1 + e^−z), written with e^−|z|');
const shift = ({ classes }: Setting) => (classes > 1 ? "Subtract each row's largest logit before exp." : 'p = z ≥ 0 ? 1/(1 + e^−z) : e^z/(1 + e^z).');
const OVERFLOWS = 'NaN as soon as a logit is above 88 in float32 or 709 in float64; the same numbers below that.';
const RIGHT_AXIS = 'p[r][k] = exp(z[r][k])/Σ over k of exp(z[r][k]): each ROW sums to 1';
const BY_ROWS = 'Sum over the classes of one row (axis = 1 where samples are rows).';
const COMPETING = 'A row competes with the other rows of its batch; a batch of one is certain of every class.';
const SOFTENED = 'Probabilities of outputs: they stay between 1/(K − 1 + e) and e/(K − 1 + e), the loss cannot come near 0.';
const ONCE = 'Give the loss the logits, or take the softmax out of the loss.';

const byColumns = (Z: Matrix) => transpose(softmax(transpose(Z)));
const twice = (Z: Matrix) => softmax(softmax(Z));

/** Probabilities that are not softmax's by rows, once. */
// biome-ignore format: what and where on the first line of a record, then its words, then its formula
export const softmaxMistakes = [
  mistake({ id: 'softmax-unshifted', channel: 'tails', first: 'loss',
    says: shiftMissing,
    right: shifted, mend: shift, effect: OVERFLOWS,
    change: () => ({ outputs: unshifted, loss: ({ P, Y }) => fromProbabilities(P, Y, Math.log) }),
  }),
  mistake({ id: 'softmax-unshifted/gradient', channel: 'tails', first: 'output gradient', stage: 'loss',
    says: (setting) => `${shiftMissing(setting)}, in the gradient; the loss is right`,
    right: shifted, mend: shift, effect: OVERFLOWS,
    change: () => ({ outputs: unshifted }),
  }),
  mistake({ id: 'softmax-batch-axis', channel: 'loss', first: 'loss', when: severalClasses,
    says: 'softmax is taken over the batch, not over the classes',
    right: RIGHT_AXIS, mend: BY_ROWS, effect: COMPETING,
    change: () => ({ outputs: byColumns, loss: ({ P, Y }) => fromProbabilities(P, Y, Math.log) }),
  }),
  mistake({ id: 'softmax-batch-axis/gradient', channel: 'output-gradient', first: 'output gradient', stage: 'loss', when: severalClasses,
    says: 'softmax is taken over the batch, not over the classes, in the gradient',
    right: RIGHT_AXIS, mend: BY_ROWS, effect: COMPETING,
    change: () => ({ outputs: byColumns }),
  }),
  mistake({ id: 'softmax-twice', channel: 'loss', first: 'loss', when: severalClasses,
    says: 'softmax is applied twice before the logarithm',
    right: 'p = softmax(z), once', mend: ONCE, effect: SOFTENED,
    change: () => ({ outputs: twice, loss: ({ P, Y }) => fromProbabilities(P, Y, Math.log) }),
  }),
  mistake({ id: 'softmax-twice/jacobian', channel: 'loss', first: 'loss', when: severalClasses,
    says: 'softmax is applied twice before the logarithm, and the gradient passes back through both',
    right: 'p = softmax(z), once', mend: ONCE, effect: SOFTENED,
    change: (right) => ({
      outputs: twice,
      loss: ({ P, Y }) => fromProbabilities(P, Y, Math.log),
      lossGradient: (pass) => softmaxJacobian(softmax(pass.A.at(-1)!), right.lossGradient(pass)),
    }),
  }),
];

/** e^z/Σe^z, or e^z/(1 + e^z), as it overflows. */
function unshifted(Z: Matrix): Matrix {
  const E = map(Z, Math.exp);
  if (Z.cols === 1) return map(E, (e) => e / (1 + e));
  const sums = new Float64Array(Z.rows);
  E.data.forEach((e, i) => (sums[Math.floor(i / Z.cols)]! += e));
  return map(E, (e, i) => e / sums[Math.floor(i / Z.cols)]!);
}
