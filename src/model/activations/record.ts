import type { Tensor, Tf } from '../tf.ts';
import type { Word } from '../word.ts';

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

export const activation = <const R extends ActivationRecord>(record: R): R => record;
