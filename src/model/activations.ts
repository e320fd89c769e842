import type { Tensor, Tf } from './tf.ts';
import { read, type Word, type Written } from './word.ts';

/**
 * An activation, all that the program knows of it in one record: to add a word is to add a record. α stands for the
 * record's parameter, where it has one.
 */
export interface ActivationRecord extends Word {
  readonly f: (z: number, α: number) => number;
  /** f′(z), with a = f(z) given; at a kink what the frameworks have. */
  readonly slope: (z: number, a: number, α: number) => number;
  /** Whether the slope is told by a alone, so that z need not be kept. */
  readonly slopeFrom: 'a' | 'z';
  /** Where f′ jumps or bends: a probe keeps away from there, since rounding may choose the side. */
  readonly kinks: readonly number[];
  /** A name that TensorFlow.js' dense layer knows, or how it is computed from tensors. */
  readonly tfjs: 'relu' | 'tanh' | 'sigmoid' | 'linear' | ((tf: Tf, Z: Tensor, α: number) => Tensor);
}

const activation = <const R extends ActivationRecord>(record: R): R => record;

export const linear = activation({
  name: 'linear',
  says: 'linear, z',
  slopeFrom: 'a',
  kinks: [],
  tfjs: 'linear',
  f: (z) => z,
  slope: () => 1,
});

export const relu = activation({
  name: 'relu',
  says: 'ReLU, max(0, z)',
  slopeFrom: 'a',
  kinks: [0],
  tfjs: 'relu',
  f: (z) => Math.max(0, z),
  slope: (_z, a) => (a > 0 ? 1 : 0),
});

export const tanh = activation({
  name: 'tanh',
  says: 'tanh z',
  slopeFrom: 'a',
  kinks: [],
  tfjs: 'tanh',
  f: Math.tanh,
  slope: (_z, a) => 1 - a * a,
});

export const sigmoid = activation({
  name: 'sigmoid',
  says: 'sigmoid, σ(z) = 1/(1 + e^−z)',
  slopeFrom: 'a',
  kinks: [],
  tfjs: 'sigmoid',
  f: (z) => 1 / (1 + Math.exp(-z)),
  slope: (_z, a) => a * (1 - a),
});

export const leakyRelu = activation({
  name: 'leaky-relu',
  says: 'leaky ReLU, max(z, αz)',
  parameter: { name: 'α', default: 0.01, within: [0, 1] },
  slopeFrom: 'a',
  kinks: [0],
  tfjs: (tf, Z, α) => tf.leakyRelu(Z, α),
  f: (z, α) => (z > 0 ? z : α * z),
  slope: (_z, a, α) => (a > 0 ? 1 : α),
});

export const elu = activation({
  name: 'elu',
  says: 'ELU, z above 0, else α(e^z − 1)',
  parameter: { name: 'α', default: 1, within: [0, 10] },
  slopeFrom: 'a',
  kinks: [0],
  tfjs: (tf, Z, α) => tf.where(tf.greater(Z, 0), Z, tf.mul(tf.expm1(tf.minimum(Z, 0)), α)),
  f: (z, α) => (z > 0 ? z : α * Math.expm1(z)),
  slope: (_z, a, α) => (a > 0 ? 1 : a + α),
});

/** What a hidden layer may have, in the order in which help lists them. */
export const ACTIVATIONS = [relu, tanh, sigmoid, leakyRelu, elu] as const;

/** As written: 'relu', 'leaky-relu(0.2)'. */
export type Activation = Written<(typeof ACTIVATIONS)[number]>;

/** An activation ready to be computed with, its parameter in its place. */
export interface ActivationFunction {
  readonly written: string;
  readonly record: ActivationRecord;
  readonly parameter: number;
  f(z: number): number;
  slope(z: number, a: number): number;
}

/** @throws Fault where there is no such activation */
export function activationOf(written: string): ActivationFunction {
  const { record, parameter: α } = read<ActivationRecord>([...ACTIVATIONS, linear], written, 'activation');
  return { written, record, parameter: α, f: (z) => record.f(z, α), slope: (z, a) => record.slope(z, a, α) };
}
