import { exp } from '../../numbers/elementary/exponential.ts';
import { log, log1p } from '../../numbers/elementary/logarithm.ts';
import { loss, MEAN_ELSEWHERE } from './record.ts';

/** log Σexp(z) = log Σexp(z − max z) + max z: the shift keeps every exponent at or below 0. */
function logSumExp(z: ArrayLike<number>): number {
  let max = z[0]!;
  for (let k = 1; k < z.length; k++) max = Math.max(max, z[k]!);
  let sum = 0;
  for (let k = 0; k < z.length; k++) sum += exp(z[k]! - max);
  return log(sum) + max;
}

function total(t: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < t.length; k++) sum += t[k]!;
  return sum;
}

export const softmaxCrossEntropy = loss({
  name: 'softmax-cross-entropy',
  says: 'softmax cross-entropy, log Σe^z − z_y',
  alsoCalled: ['CrossEntropyLoss', 'cross-entropy', 'categorical_crossentropy', 'sparse_categorical_crossentropy'],
  on: ['softmax'],
  elementwise: false,
  slopeAt: 'z',
  value({ z, t }) {
    const whole = logSumExp(z);
    let sum = 0;
    for (let k = 0; k < z.length; k++) if (t[k] !== 0) sum += t[k]! * (whole - z[k]!);
    return sum;
  },
  slope: ({ p, t }, k) => p[k]! * total(t) - t[k]!, // p − t where the targets of a row add up to 1
  tfjs: (tf, { T, Z }) => tf.neg(tf.sum(tf.mul(T, tf.logSoftmax(Z)), 1)), // tf.losses.softmaxCrossEntropy passes p − t back whatever they add up to
});

export const sigmoidCrossEntropy = loss({
  name: 'sigmoid-cross-entropy',
  says: 'sigmoid cross-entropy, max(z, 0) − z·y + log(1 + e^−|z|)',
  alsoCalled: ['BCEWithLogitsLoss', 'BCELoss', 'BCE', 'binary_crossentropy'],
  otherwise: MEAN_ELSEWHERE,
  on: ['sigmoid', 'sigmoids'],
  elementwise: true,
  slopeAt: 'z',
  value({ z, t }) {
    let sum = 0;
    for (let k = 0; k < z.length; k++) sum += Math.max(z[k]!, 0) - z[k]! * t[k]! + log1p(exp(-Math.abs(z[k]!)));
    return sum;
  },
  slope: ({ p, t }, k) => p[k]! - t[k]!,
  tfjs: (tf, { T, Z }) => tf.losses.sigmoidCrossEntropy(T, Z, undefined, 0, tf.Reduction.NONE),
});
