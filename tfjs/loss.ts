import { outputOf } from '../src/model/outputs.ts';
import type { Scalar, Tensor2D } from '../src/model/tf.ts';
import { lossOf, type Task } from '../src/model/training-spec.ts';
import type { Tf } from './runtime.ts';

/**
 * The loss of a batch on logits, from tensors: softmax and sigmoid belong to it, since on probabilities TensorFlow.js would
 * clip, and bend the gradient.
 * @param ω the weight of each row, (B), where they have any
 */
export function batchLossIn(tf: Tf, { model, training }: Task): (T: Tensor2D, Z: Tensor2D, ω?: Float64Array) => Scalar {
  const { record, parameter } = lossOf(training);
  const { reduction, classWeights } = training;
  const output = outputOf(model.output);
  return (T, Z, ω) => {
    const each = record.tfjs(tf, { T, Z, P: output.tfjs(tf, Z) }, parameter);
    const sums = each.rank > 1 ? tf.sum(each, 1) : each;
    const rows = reduction?.outputs === 'mean' ? tf.div(sums, Z.shape[1]) : sums;
    const weighed = ω ? tf.mul(rows, tf.tensor1d(Float32Array.from(ω))) : rows;
    const over = reduction?.rows === 'sum' ? 1 : classWeights?.over === 'weights' && ω ? ω.reduce((a, b) => a + b, 0) : Z.shape[0];
    return tf.div(tf.sum(weighed), over) as Scalar;
  };
}
