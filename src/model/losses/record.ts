import type { Output } from '../model-spec.ts';
import type { Tensor, Tensor2D, Tf } from '../tf.ts';
import type { Word } from '../word.ts';

type Numbers = ArrayLike<number>;

/** One row as a loss sees it, K numbers each: logits z, outputs p = g(z) and targets t. */
export interface Row {
  readonly z: Numbers;
  readonly p: Numbers;
  readonly t: Numbers;
}

/**
 * A loss, all that the program knows of it in one record: its value on one row. How rows are weighed and put together is
 * the training's to say. δ stands for the record's parameter, where it has one.
 */
export interface LossRecord extends Word {
  /** The outputs that it may stand on; the first is the one whose usual loss it is, if it is any's. */
  readonly on: readonly Output['kind'][];
  /** Whether it is a sum over outputs, of which a mean can be taken as well. */
  readonly elementwise: boolean;
  /** ℓ of a row. */
  readonly value: (row: Row, δ: number) => number;
  /** ∂ℓ/∂z[k] where the loss contains the output's function (it is then computed from the logits in one piece), else ∂ℓ/∂p[k]. */
  readonly slope: (row: Row, k: number, δ: number) => number;
  readonly slopeAt: 'z' | 'p';
  /** ℓ of each row (B), or of each of its outputs (B, K) if elementwise, from targets, logits and outputs (B, K) in TensorFlow.js. */
  readonly tfjs: (tf: Tf, given: { readonly T: Tensor2D; readonly Z: Tensor2D; readonly P: Tensor2D }, δ: number) => Tensor;
}

/** Told where a loss goes by the name that it has elsewhere. */
export const MEAN_ELSEWHERE = 'where that is a mean over the outputs too, add --output-reduction mean';

export const loss = <const R extends LossRecord>(record: R): R => record;
