import { exp, expm1 } from '../../numbers/elementary/exponential.ts';
import { tanh } from '../../numbers/elementary/hyperbolic.ts';
import { logistic, normalDensity, normalDistribution, softplus } from '../../numbers/special.ts';
import { activation } from './record.ts';

export const relu = activation({
  name: 'relu',
  says: 'ReLU, max(0, z)',
  alsoCalled: ['rectifier'],
  slopeFrom: 'a',
  kinks: [0],
  tfjs: 'relu',
  f: (z) => Math.max(0, z),
  slope: (_z, a) => (a > 0 ? 1 : 0),
});

export const leakyRelu = activation({
  name: 'leaky-relu',
  says: 'leaky ReLU, max(z, αz)',
  alsoCalled: ['lrelu'],
  otherwise: 'α is 0.01 where it is not given, as in PyTorch; in Keras it is 0.3',
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
  tfjs: (tf, Z, α) => tf.add(tf.relu(Z), tf.mul(tf.expm1(tf.minimum(Z, 0)), α)),
  f: (z, α) => (z > 0 ? z : α * expm1(z)),
  slope: (_z, a, α) => (a > 0 ? 1 : a + α),
});

const SELU = { scale: 1.0507009873554805, α: 1.6732632423543772 }; // Klambauer et al., 2017
export const selu = activation({
  name: 'selu',
  says: 'SELU, λ·z above 0, else λα(e^z − 1)',
  slopeFrom: 'a',
  kinks: [0],
  tfjs: (tf, Z) => tf.mul(tf.add(tf.relu(Z), tf.mul(tf.expm1(tf.minimum(Z, 0)), SELU.α)), SELU.scale),
  f: (z) => SELU.scale * (z > 0 ? z : SELU.α * expm1(z)),
  slope: (_z, a) => (a > 0 ? SELU.scale : a + SELU.scale * SELU.α),
});

export const gelu = activation({
  name: 'gelu',
  says: 'GELU, z·Φ(z)',
  slopeFrom: 'z',
  kinks: [],
  tfjs: (tf, Z) => tf.mul(tf.mul(Z, 0.5), tf.add(tf.erf(tf.mul(Z, Math.SQRT1_2)), 1)),
  f: (z) => z * normalDistribution(z),
  slope: (z) => normalDistribution(z) + z * normalDensity(z),
});

const GELU_TANH = { scale: Math.sqrt(2 / Math.PI), cubic: 0.044715 }; // Hendrycks and Gimpel, 2016
const innerOfGelu = (z: number) => tanh(GELU_TANH.scale * (z + GELU_TANH.cubic * (z * z * z)));
export const geluTanh = activation({
  name: 'gelu-tanh',
  says: 'GELU by tanh, z/2·(1 + tanh(√(2/π)(z + 0.044715z³)))',
  alsoCalled: ['gelu_approximate', 'gelu_new', 'gelu_pytorch_tanh'],
  slopeFrom: 'z',
  kinks: [],
  tfjs: (tf, Z) => tf.mul(tf.mul(Z, 0.5), tf.add(tf.tanh(tf.mul(tf.add(Z, tf.mul(tf.mul(tf.square(Z), Z), GELU_TANH.cubic)), GELU_TANH.scale)), 1)),
  f: (z) => 0.5 * z * (1 + innerOfGelu(z)),
  slope(z) {
    const t = innerOfGelu(z);
    const bend = 1 - t * t;
    return 0.5 * (1 + t) + (bend === 0 ? 0 : 0.5 * z * bend * GELU_TANH.scale * (1 + 3 * GELU_TANH.cubic * z * z));
  },
});

export const silu = activation({
  name: 'silu',
  says: 'SiLU (swish), z·σ(z)',
  alsoCalled: ['swish'],
  slopeFrom: 'z',
  kinks: [],
  tfjs: (tf, Z) => tf.mul(Z, tf.sigmoid(Z)),
  f: (z) => z * logistic(z),
  slope: (z) => logistic(z) * (1 + z * (1 - logistic(z))),
});

/** tanh(log(1 + e^z)) = n/(n + 2), n = e^z·(e^z + 2): above 0 with both divided by e^2z. */
function tanhOfSoftplus(z: number): number {
  const e = exp(-Math.abs(z));
  const [n, twice] = z > 0 ? [1 + 2 * e, 2 * e * e] : [e * (e + 2), 2];
  return n / (n + twice);
}

export const mish = activation({
  name: 'mish',
  says: 'mish, z·tanh(log(1 + e^z))',
  slopeFrom: 'z',
  kinks: [],
  tfjs: (tf, Z) => tf.mul(Z, tf.tanh(tf.softplus(Z))),
  f: (z) => z * tanhOfSoftplus(z),
  slope(z) {
    const t = tanhOfSoftplus(z);
    return t + z * (1 - t * t) * logistic(z);
  },
});

export const softplusActivation = activation({
  name: 'softplus',
  says: 'softplus, log(1 + e^z)',
  slopeFrom: 'z',
  kinks: [],
  tfjs: (tf, Z) => tf.softplus(Z),
  f: softplus,
  slope: (z) => logistic(z),
});

export const relu6 = activation({
  name: 'relu6',
  says: 'ReLU6, min(6, max(0, z))',
  slopeFrom: 'a',
  kinks: [0, 6],
  tfjs: (tf, Z) => tf.relu6(Z),
  f: (z) => Math.min(6, Math.max(0, z)),
  slope: (_z, a) => (a > 0 && a < 6 ? 1 : 0),
});
