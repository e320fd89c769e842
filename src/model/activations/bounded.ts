import { arctan as arctanOf, cos, sin } from '../../numbers/elementary/circular.ts';
import { exp } from '../../numbers/elementary/exponential.ts';
import { tanh as tanhOf } from '../../numbers/elementary/hyperbolic.ts';
import { logistic } from '../../numbers/special.ts';
import { activation } from './record.ts';

export const linear = activation({
  name: 'linear',
  says: 'linear, z',
  alsoCalled: ['identity', 'none'],
  slopeFrom: 'a',
  kinks: [],
  tfjs: 'linear',
  f: (z) => z,
  slope: () => 1,
});

export const tanh = activation({
  name: 'tanh',
  says: 'tanh z',
  slopeFrom: 'a',
  kinks: [],
  tfjs: 'tanh',
  f: tanhOf,
  slope: (_z, a) => 1 - a * a,
});

export const sigmoid = activation({
  name: 'sigmoid',
  says: 'sigmoid, σ(z) = 1/(1 + e^−z)',
  alsoCalled: ['logistic'],
  slopeFrom: 'a',
  kinks: [],
  tfjs: 'sigmoid',
  f: logistic,
  slope: (_z, a) => a * (1 - a),
});

export const softsign = activation({
  name: 'softsign',
  says: 'softsign, z/(1 + |z|)',
  slopeFrom: 'a',
  kinks: [0],
  tfjs: (tf, Z) => tf.div(Z, tf.add(tf.abs(Z), 1)),
  f: (z) => z / (1 + Math.abs(z)),
  slope: (_z, a) => (1 - Math.abs(a)) ** 2,
});

export const hardSigmoid = activation({
  name: 'hard-sigmoid',
  says: 'hard sigmoid, min(1, max(0, z/6 + 1/2))',
  slopeFrom: 'a',
  kinks: [-3, 3],
  tfjs: (tf, Z) => tf.clipByValue(tf.add(tf.div(Z, 6), 0.5), 0, 1),
  f: (z) => Math.min(1, Math.max(0, z / 6 + 0.5)),
  slope: (_z, a) => (a > 0 && a < 1 ? 1 / 6 : 0),
});

export const hardTanh = activation({
  name: 'hard-tanh',
  says: 'hard tanh, min(1, max(−1, z))',
  slopeFrom: 'a',
  kinks: [-1, 1],
  tfjs: (tf, Z) => tf.clipByValue(Z, -1, 1),
  f: (z) => Math.min(1, Math.max(-1, z)),
  slope: (_z, a) => (a > -1 && a < 1 ? 1 : 0),
});

const LECUN = { scale: 1.7159, rate: 2 / 3 }; // LeCun et al., Efficient BackProp, 1998
export const scaledTanh = activation({
  name: 'scaled-tanh',
  says: "LeCun's tanh, 1.7159·tanh(2z/3)",
  slopeFrom: 'a',
  kinks: [],
  tfjs: (tf, Z) => tf.mul(tf.tanh(tf.mul(Z, LECUN.rate)), LECUN.scale),
  f: (z) => LECUN.scale * tanhOf(LECUN.rate * z),
  slope: (_z, a) => LECUN.rate * (LECUN.scale - (a * a) / LECUN.scale),
});

export const arctan = activation({
  name: 'arctan',
  says: 'arctan z',
  alsoCalled: ['atan'],
  slopeFrom: 'z',
  kinks: [],
  tfjs: (tf, Z) => tf.atan(Z),
  f: arctanOf,
  slope: (z) => 1 / (1 + z * z),
});

export const sine = activation({
  name: 'sine',
  says: 'sin z',
  alsoCalled: ['sin'],
  slopeFrom: 'z',
  kinks: [],
  tfjs: (tf, Z) => tf.sin(Z),
  f: sin,
  slope: cos,
});

export const gaussian = activation({
  name: 'gaussian',
  says: 'Gaussian, e^(−z²)',
  slopeFrom: 'z',
  kinks: [],
  tfjs: (tf, Z) => tf.exp(tf.neg(tf.square(Z))),
  f: (z) => exp(-z * z),
  slope: (z) => -2 * z * exp(-z * z),
});
