import type { Tensor, Tf } from './tf.ts';

/** |x| in TensorFlow.js, number by number; at 0 its gradient is 0, where tf.abs passes −1 back. */
export function absoluteIn(tf: Tf, X: Tensor): Tensor {
  return tf.add(tf.relu(X), tf.relu(tf.neg(X)));
}

/** sign x, 0 at 0 alone: on wasm tf.sign is 0 of any |x| of some 1e-7 or less. */
export function signIn(tf: Tf, X: Tensor): Tensor {
  return tf.sub(tf.step(X), tf.step(tf.neg(X)));
}
