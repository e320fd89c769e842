import { absoluteIn } from '../absolute.ts';
import { loss, MEAN_ELSEWHERE, type Row } from './record.ts';

const anyOutput = ['linear', 'tanh', 'sigmoids', 'sigmoid', 'softmax'] as const;

/** Σ over the outputs of f(p − t). */
function sumOf({ p, t }: Row, f: (e: number) => number): number {
  let sum = 0;
  for (let k = 0; k < p.length; k++) sum += f(p[k]! - t[k]!);
  return sum;
}

export const squaredError = loss({
  name: 'squared-error',
  says: 'squared error, (p − t)²',
  alsoCalled: ['MSELoss', 'MSE', 'mean_squared_error'],
  otherwise: MEAN_ELSEWHERE,
  on: anyOutput,
  elementwise: true,
  slopeAt: 'p',
  value: (row) => sumOf(row, (e) => e * e),
  slope: ({ p, t }, k) => 2 * (p[k]! - t[k]!),
  tfjs: (tf, { T, P }) => tf.square(tf.sub(P, T)),
});

export const halfSquaredError = loss({
  name: 'half-squared-error',
  says: 'half the squared error, (p − t)²/2',
  on: anyOutput,
  elementwise: true,
  slopeAt: 'p',
  value: (row) => sumOf(row, (e) => 0.5 * e * e),
  slope: ({ p, t }, k) => p[k]! - t[k]!,
  tfjs: (tf, { T, P }) => tf.mul(tf.square(tf.sub(P, T)), 0.5),
});

export const absoluteError = loss({
  name: 'absolute-error',
  says: 'absolute error, |p − t|',
  alsoCalled: ['L1Loss', 'MAE', 'mean_absolute_error'],
  otherwise: MEAN_ELSEWHERE,
  on: anyOutput,
  elementwise: true,
  slopeAt: 'p',
  value: (row) => sumOf(row, Math.abs),
  slope: ({ p, t }, k) => Math.sign(p[k]! - t[k]!),
  tfjs: (tf, { T, P }) => absoluteIn(tf, tf.sub(P, T)),
});

export const huber = loss({
  name: 'huber',
  says: 'Huber, e²/2 within δ of the target, δ(|e| − δ/2) beyond',
  alsoCalled: ['HuberLoss'],
  otherwise: MEAN_ELSEWHERE,
  parameter: { name: 'δ', default: 1, within: [1e-6, 1e6] },
  on: anyOutput,
  elementwise: true,
  slopeAt: 'p',
  value: (row, δ) => sumOf(row, (e) => (Math.abs(e) <= δ ? 0.5 * e * e : δ * (Math.abs(e) - 0.5 * δ))),
  slope: ({ p, t }, k, δ) => Math.max(-δ, Math.min(δ, p[k]! - t[k]!)),
  tfjs(tf, { T, P }, δ) {
    const e = tf.abs(tf.sub(P, T));
    const within = tf.minimum(e, δ);
    return tf.add(tf.mul(tf.square(within), 0.5), tf.mul(tf.sub(e, within), δ));
  },
});
