import type { Tensor, Tensor2D, Tf } from '../tf.ts';
import { loss, type Row } from './record.ts';

/** The class of a row's one-hot target. */
function classOf({ t }: Row): number {
  let best = 0;
  for (let k = 1; k < t.length; k++) if (t[k]! > t[best]!) best = k;
  return best;
}

/** By how much output k falls short of the margin 1: z_k − z_y + 1, of one output 1 − (±1)·z; 0 where it does not. */
function shortfall(row: Row, k: number): number {
  const { z, t } = row;
  if (z.length === 1) return Math.max(0, 1 - (t[0]! > 0 ? 1 : -1) * z[0]!);
  const y = classOf(row);
  return k === y ? 0 : Math.max(0, z[k]! - z[y]! + 1);
}

/** Σ over the outputs of f(shortfall), as cs231n and Weston and Watkins (1999) have it for several classes. */
function sumOf(row: Row, f: (s: number) => number): number {
  let sum = 0;
  for (let k = 0; k < row.z.length; k++) sum += f(shortfall(row, k));
  return sum;
}

/** ∂/∂z[k] of that sum, with df the slope of f. */
function slopeOf(row: Row, k: number, df: (s: number) => number): number {
  if (row.z.length === 1) return (row.t[0]! > 0 ? -1 : 1) * df(shortfall(row, 0));
  return k === classOf(row) ? -sumOf(row, df) : df(shortfall(row, k));
}

/** Every shortfall of every row, (B, K); the class is where the target is largest, whatever words 0 and 1 stand in. */
function shortfalls(tf: Tf, { T, Z }: { readonly T: Tensor2D; readonly Z: Tensor2D }): Tensor {
  const K = Z.shape[1];
  if (K === 1) return tf.relu(tf.sub(1, tf.mul(tf.sub(tf.mul(tf.step(T), 2), 1), Z)));
  const isClass = tf.oneHot(tf.argMax(T, 1), K);
  const ofClass = tf.sum(tf.mul(isClass, Z), 1, true);
  return tf.mul(tf.relu(tf.add(tf.sub(Z, ofClass), 1)), tf.sub(1, isClass));
}

const step = (s: number) => (s > 0 ? 1 : 0);

export const hinge = loss({
  name: 'hinge',
  says: 'hinge, Σ max(0, z_k − z_y + 1)',
  alsoCalled: ['MultiMarginLoss', 'HingeLoss'],
  on: ['linear'],
  elementwise: false,
  slopeAt: 'z',
  value: (row) => sumOf(row, (s) => s),
  slope: (row, k) => slopeOf(row, k, step),
  tfjs: (tf, given) => tf.sum(shortfalls(tf, given), 1),
});

export const squaredHinge = loss({
  name: 'squared-hinge',
  says: 'squared hinge, Σ max(0, z_k − z_y + 1)²',
  alsoCalled: ['SquaredHingeLoss'],
  on: ['linear'],
  elementwise: false,
  slopeAt: 'z',
  value: (row) => sumOf(row, (s) => s * s),
  slope: (row, k) => slopeOf(row, k, (s) => 2 * s),
  tfjs: (tf, given) => tf.sum(tf.square(shortfalls(tf, given)), 1),
});
