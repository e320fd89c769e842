import { read, type Written } from '../word.ts';
import { arctan, gaussian, hardSigmoid, hardTanh, linear, scaledTanh, sigmoid, sine, softsign, tanh } from './bounded.ts';
import type { ActivationRecord } from './record.ts';
import { elu, gelu, geluTanh, leakyRelu, mish, relu, relu6, selu, silu, softplusActivation } from './rectified.ts';

/** What a hidden layer may have, in the order in which help lists them. */
export const ACTIVATIONS = [
  relu,
  tanh,
  sigmoid,
  leakyRelu,
  elu,
  selu,
  gelu,
  geluTanh,
  silu,
  mish,
  softplusActivation,
  softsign,
  relu6,
  hardSigmoid,
  hardTanh,
  scaledTanh,
  arctan,
  sine,
  gaussian,
  linear,
] as const;

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
  const { record, parameter: α } = read<ActivationRecord>(ACTIVATIONS, written, 'activation');
  return { written, record, parameter: α, f: (z) => record.f(z, α), slope: (z, a) => record.slope(z, a, α) };
}
