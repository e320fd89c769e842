import type { Output } from './model-spec.ts';
import type { Scalar, Tensor2D, Tf } from './tf.ts';

type Numbers = ArrayLike<number>;

/** One row as a loss sees it, K numbers each: logits z, outputs p and targets t. */
export interface Row {
  readonly z: Numbers;
  readonly p: Numbers;
  readonly t: Numbers;
}

/** A loss on logits, all that the program knows of it in one record. The loss of a batch is the mean of its rows'. */
export interface LossRecord {
  readonly name: string;
  readonly says: string;
  /** The outputs that it stands on. */
  readonly output: Output['kind'];
  /** p from z, into `p`. */
  readonly outputs: (z: Numbers, p: Float64Array) => void;
  /** L of a row. */
  readonly value: (row: Row) => number;
  /** ∂L/∂z[k] of a row. */
  readonly slope: (row: Row, k: number) => number;
  /** The mean over the rows of T and Z (B, K), in TensorFlow.js. */
  readonly tfjs: (tf: Tf, T: Tensor2D, Z: Tensor2D) => Scalar;
}

/** log Σexp(z) = log Σexp(z − max z) + max z: the shift keeps every exponent at or below 0. */
function logSumExp(z: Numbers): number {
  let max = z[0]!;
  for (let k = 1; k < z.length; k++) max = Math.max(max, z[k]!);
  let sum = 0;
  for (let k = 0; k < z.length; k++) sum += Math.exp(z[k]! - max);
  return Math.log(sum) + max;
}

export const softmaxCrossEntropy: LossRecord = {
  name: 'softmax-cross-entropy',
  says: 'softmax cross-entropy, log Σe^z − z_y',
  output: 'softmax',
  outputs(z, p) {
    let max = z[0]!;
    for (let k = 1; k < z.length; k++) max = Math.max(max, z[k]!);
    let sum = 0;
    for (let k = 0; k < z.length; k++) sum += p[k] = Math.exp(z[k]! - max);
    for (let k = 0; k < z.length; k++) p[k]! /= sum;
  },
  value({ z, t }) {
    const whole = logSumExp(z);
    let loss = 0;
    for (let k = 0; k < z.length; k++) if (t[k] !== 0) loss += t[k]! * (whole - z[k]!);
    return loss;
  },
  slope: ({ p, t }, k) => p[k]! - t[k]!,
  tfjs: (tf, T, Z) => tf.losses.softmaxCrossEntropy(T, Z),
};

export const sigmoidCrossEntropy: LossRecord = {
  name: 'sigmoid-cross-entropy',
  says: 'sigmoid cross-entropy, max(z, 0) − z·y + log(1 + e^−|z|)',
  output: 'sigmoid',
  outputs(z, p) {
    for (let k = 0; k < z.length; k++) p[k] = 1 / (1 + Math.exp(-z[k]!));
  },
  value({ z, t }) {
    let loss = 0;
    for (let k = 0; k < z.length; k++) loss += Math.max(z[k]!, 0) - z[k]! * t[k]! + Math.log1p(Math.exp(-Math.abs(z[k]!)));
    return loss;
  },
  slope: ({ p, t }, k) => p[k]! - t[k]!,
  tfjs: (tf, T, Z) => tf.losses.sigmoidCrossEntropy(T, Z),
};

export const LOSSES = [softmaxCrossEntropy, sigmoidCrossEntropy] as const;

/** The loss that an output has where nothing else is said. */
export function lossFor(output: Output): LossRecord {
  return LOSSES.find((loss) => loss.output === output.kind)!;
}
