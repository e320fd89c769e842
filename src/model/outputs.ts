import { exp } from '../numbers/elementary/exponential.ts';
import { tanh } from '../numbers/elementary/hyperbolic.ts';
import { logistic } from '../numbers/special.ts';
import type { Output } from './model-spec.ts';
import type { Tensor2D, Tf } from './tf.ts';

type Numbers = ArrayLike<number>;

/** The function at the output, p = g(z) of a row of K logits, all that the program knows of it in one record. */
export interface OutputRecord {
  readonly kind: Output['kind'];
  readonly says: string;
  /** What `predict` answers: the logits, which classes are told and losses computed from, or the outputs themselves. */
  readonly answers: 'logits' | 'outputs';
  readonly apply: (z: Numbers, p: Float64Array) => void;
  /** ∂L/∂z[k], with p = g(z) and ∂L/∂p given. */
  readonly back: (p: Numbers, dp: Numbers, k: number) => number;
  readonly tfjs: (tf: Tf, Z: Tensor2D) => Tensor2D;
}

const sigmoids: Omit<OutputRecord, 'kind' | 'says'> = {
  answers: 'logits',
  apply(z, p) {
    for (let k = 0; k < z.length; k++) p[k] = logistic(z[k]!);
  },
  back: (p, dp, k) => dp[k]! * p[k]! * (1 - p[k]!),
  tfjs: (tf, Z) => tf.sigmoid(Z),
};

export const OUTPUTS: readonly OutputRecord[] = [
  {
    kind: 'softmax',
    says: 'softmax, e^z/Σe^z',
    answers: 'logits',
    apply(z, p) {
      let max = z[0]!;
      for (let k = 1; k < z.length; k++) max = Math.max(max, z[k]!);
      let sum = 0;
      for (let k = 0; k < z.length; k++) sum += p[k] = exp(z[k]! - max);
      for (let k = 0; k < z.length; k++) p[k]! /= sum;
    },
    back(p, dp, k) {
      let inner = 0;
      for (let j = 0; j < p.length; j++) inner += p[j]! * dp[j]!;
      return p[k]! * (dp[k]! - inner);
    },
    tfjs: (tf, Z) => tf.softmax(Z),
  },
  { kind: 'sigmoid', says: 'one sigmoid, the probability of class 1', ...sigmoids },
  { kind: 'sigmoids', says: 'a sigmoid for each output', ...sigmoids },
  {
    kind: 'linear',
    says: 'linear, z',
    answers: 'outputs',
    apply(z, p) {
      for (let k = 0; k < z.length; k++) p[k] = z[k]!;
    },
    back: (_p, dp, k) => dp[k]!,
    tfjs: (_tf, Z) => Z,
  },
  {
    kind: 'tanh',
    says: 'tanh z',
    answers: 'outputs',
    apply(z, p) {
      for (let k = 0; k < z.length; k++) p[k] = tanh(z[k]!);
    },
    back: (p, dp, k) => dp[k]! * (1 - p[k]! ** 2),
    tfjs: (tf, Z) => tf.tanh(Z),
  },
];

export function outputOf({ kind }: Output): OutputRecord {
  return OUTPUTS.find((record) => record.kind === kind)!;
}
