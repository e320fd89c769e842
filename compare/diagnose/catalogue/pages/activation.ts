import type { Snippet } from './lines.ts';
import type { Page, Symptom } from './page.ts';

/** Another activation in place of the model's, with its derivative in both languages, as f(z) and f'(z). */
interface Other {
  readonly name: string;
  readonly symptom: Symptom;
  readonly see: string;
  readonly formula: string;
  readonly value: Snippet;
  readonly slope: Snippet;
  readonly of?: 'relu' | 'tanh'; // the model's
  readonly confused?: Page['confused'];
}

const other = ({ name, symptom, see, formula, value, slope, of = 'relu', confused }: Other): Page => ({
  id: `activation-${name}`,
  symptom,
  see,
  why: `A[l] = f(Z[l]), (B, out), element by element, and dZ = dA ⊙ f'(Z). The model says ${of}; here ${formula}. The backward pass fits it, so the gradient is the right one of this other network: a gradient check by finite differences passes.`,
  wrong: {
    [of]: { numpy: `'${of}': lambda Z: ${value.numpy},`, ts: `${of}: (z) => ${value.ts},` },
    [`${of}Slope`]: { numpy: `'${of}': lambda Z, A: ${slope.numpy},`, ts: `${of}: (z) => ${slope.ts},` },
  },
  ...(of === 'tanh' && { model: { activation: 'tanh' } }),
  ...(confused && { confused }),
  unless: 'It was meant: then let the model say so (--activation), and the reference has it, too.',
});

const s = '1 / (1 + np.exp(-Z))';
const σ = '1 / (1 + Math.exp(-z))';
const GELU = { numpy: 'np.sqrt(2 / np.pi) * (Z + 0.044715 * Z ** 3)', ts: 'Math.sqrt(2 / Math.PI) * (z + 0.044715 * z ** 3)' };
const CLOSE = 'The curves are near those of the right network; activations differ by a few per cent wherever |z| is of the order 1.';

const others: readonly Page[] = [
  other({
    name: 'tanh',
    symptom: 'unequal',
    see: 'It learns, often as well as with ReLU in a shallow network; hidden activations are negative as often as positive, and none is above 1.',
    formula: "f(z) = tanh z and f'(z) = 1 − tanh²z",
    value: { numpy: 'np.tanh(Z)', ts: 'Math.tanh(z)' },
    slope: { numpy: '1 - np.tanh(Z) ** 2', ts: '1 - Math.tanh(z) ** 2' },
    confused: { 'derivative-of-tanh': "There only f' is tanh's; activations are right." },
  }),
  other({
    name: 'sigmoid',
    symptom: 'slow',
    see: 'Learning begins slowly: hidden activations lie around 0.5 and never below 0, and each layer hands down at most a quarter of its gradient.',
    formula: "f(z) = σ(z) and f'(z) = σ(z)·(1 − σ(z)) ≤ 1/4",
    value: { numpy: s, ts: σ },
    slope: { numpy: `(${s}) * (1 - ${s})`, ts: `(${σ}) * (1 - ${σ})` },
    confused: { 'derivative-of-sigmoid': "There only f' is sigmoid's; activations are right." },
  }),
  other({
    name: 'none',
    symptom: 'worse',
    see: 'The network does no better than logistic regression, however many layers it has: on data that no straight line divides accuracy stops early.',
    formula: "f(z) = z and f'(z) = 1, and A·W1·W2·W3 is A times one matrix",
    value: { numpy: 'Z', ts: 'z' },
    slope: { numpy: 'np.ones_like(Z)', ts: 'z ** 0' },
    confused: { 'mask-missing': 'There the forward pass has its ReLU; only the mask of the backward pass is missing.' },
  }),
  other({
    name: 'softplus',
    symptom: 'unequal',
    see: `${CLOSE} No activation is exactly 0: that of a silent unit is small and positive.`,
    formula: "f(z) = log(1 + e^z), a smooth ReLU, and f'(z) = σ(z)",
    value: { numpy: 'np.logaddexp(0, Z)', ts: 'Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)))' },
    slope: { numpy: s, ts: σ },
    confused: { 'activation-silu': 'softplus is log 2 at 0, silu is 0 there and dips below it.' },
  }),
  other({
    name: 'elu',
    symptom: 'unequal',
    see: `${CLOSE} Activations of silent units lie between −1 and 0.`,
    formula: "f(z) = z for z > 0, else e^z − 1; f'(z) = 1, else e^z",
    value: { numpy: 'np.where(Z > 0, Z, np.expm1(np.minimum(Z, 0)))', ts: '(z > 0 ? z : Math.expm1(z))' },
    slope: { numpy: 'np.where(Z > 0, 1, np.exp(np.minimum(Z, 0)))', ts: '(z > 0 ? 1 : Math.exp(z))' },
    confused: { 'leaky-relu': 'ELU levels out at −1, a leaky ReLU goes down without end.' },
  }),
  other({
    name: 'silu',
    symptom: 'unequal',
    see: `${CLOSE} Activations dip to −0.28 and come back to 0 on the far left.`,
    formula: "f(z) = z·σ(z), also called swish, and f'(z) = σ(z)·(1 + z·(1 − σ(z)))",
    value: { numpy: 'Z / (1 + np.exp(-Z))', ts: 'z / (1 + Math.exp(-z))' },
    slope: { numpy: `(${s}) * (1 + Z * (1 - ${s}))`, ts: `(${σ}) * (1 + z * (1 - ${σ}))` },
    confused: { 'activation-gelu': 'GELU dips to −0.17 only.' },
  }),
  other({
    name: 'gelu-tanh',
    symptom: 'unequal',
    see: `${CLOSE} Activations dip to −0.17.`,
    formula: "f(z) = z/2·(1 + tanh u) with u = √(2/π)·(z + 0.044715·z³), GPT-2's form of GELU, and its derivative",
    value: { numpy: `Z / 2 * (1 + np.tanh(${GELU.numpy}))`, ts: `(z / 2) * (1 + Math.tanh(${GELU.ts}))` },
    slope: {
      numpy: `(1 + np.tanh(${GELU.numpy})) / 2 + Z / 2 * (1 - np.tanh(${GELU.numpy}) ** 2) * np.sqrt(2 / np.pi) * (1 + 0.134145 * Z ** 2)`,
      ts: `(1 + Math.tanh(${GELU.ts})) / 2 + (z / 2) * (1 - Math.tanh(${GELU.ts}) ** 2) * Math.sqrt(2 / Math.PI) * (1 + 0.134145 * z ** 2)`,
    },
    confused: { 'activation-gelu': 'The exact form, z·Φ(z), differs by up to 0.0005.' },
  }),
  other({
    name: 'softsign',
    symptom: 'unequal',
    see: 'It learns like tanh, a little more slowly; activations stay within ±1 and come near to it only for |z| in the tens.',
    formula: "f(z) = z/(1 + |z|) and f'(z) = 1/(1 + |z|)²",
    value: { numpy: 'Z / (1 + np.abs(Z))', ts: 'z / (1 + Math.abs(z))' },
    slope: { numpy: '1 / (1 + np.abs(Z)) ** 2', ts: '1 / (1 + Math.abs(z)) ** 2' },
    confused: { 'activation-tanh': 'tanh is 0.96 at 2, softsign 0.67.' },
  }),
  other({
    name: 'relu6',
    symptom: 'silent',
    see: 'No difference, as long as no pre-activation is above 6; beyond it the activation stays at 6, and the unit stops learning.',
    formula: "f(z) = min(6, max(0, z)); f'(z) = 1 for 0 < z < 6, else 0",
    value: { numpy: 'np.minimum(6, np.maximum(0, Z))', ts: 'Math.min(6, Math.max(0, z))' },
    slope: { numpy: 'np.where((Z > 0) & (Z < 6), 1, 0)', ts: '(z > 0 && z < 6 ? 1 : 0)' },
    confused: { 'clipped-value': 'There the gradient is limited, not the activation.' },
  }),
  other({
    name: 'absolute',
    symptom: 'unequal',
    see: 'It learns; every hidden unit is active on nearly every row, and its activation grows on both sides of 0.',
    formula: "f(z) = |z| and f'(z) = sign z: the half that ReLU cuts off is folded up",
    value: { numpy: 'np.abs(Z)', ts: 'Math.abs(z)' },
    slope: { numpy: 'np.sign(Z)', ts: 'Math.sign(z)' },
  }),
  other({
    name: 'relu',
    symptom: 'unequal',
    see: 'It learns, often faster than asked for; about half of the hidden activations are exactly 0 and some are above 1, which tanh never gives.',
    formula: "f(z) = max(0, z) and f'(z) = 1 for z > 0, else 0",
    value: { numpy: 'np.maximum(0, Z)', ts: 'Math.max(0, z)' },
    slope: { numpy: 'np.where(Z > 0, 1, 0)', ts: '(z > 0 ? 1 : 0)' },
    of: 'tanh',
    confused: {
      'derivative-of-relu': "There only f' is ReLU's; activations are right.",
      'activation-relu6': 'It is the same as long as no z is above 6.',
    },
  }),
];

/** GELU's Φ is no function of NumPy or JavaScript: the series stands in it. */
const gelu: Page = {
  id: 'activation-gelu',
  symptom: 'unequal',
  see: `${CLOSE} Activations dip to −0.17.`,
  why: "A[l] = f(Z[l]), (B, out), and dZ = dA ⊙ f'(Z). The model says relu; here f(z) = z·Φ(z), Φ the normal distribution function, and f'(z) = Φ(z) + z·φ(z). The gradient is the right one of this other network: a gradient check by finite differences passes.",
  wrong: {
    relu: {
      numpy: "'relu': lambda Z: Z * (1 + np.vectorize(math.erf)(Z / np.sqrt(2))) / 2,",
      ts: 'relu: (z) => z * Φ(z),',
    },
    reluSlope: {
      numpy: "'relu': lambda Z, A: (1 + np.vectorize(math.erf)(Z / np.sqrt(2))) / 2 + Z * np.exp(-Z ** 2 / 2) / np.sqrt(2 * np.pi),",
      ts: 'relu: (z) => Φ(z) + (z * Math.exp(-(z ** 2) / 2)) / Math.sqrt(2 * Math.PI),',
    },
    helper: {
      numpy: 'import math\nimport numpy as np',
      ts: `type Scalar = (z: number) => number;

/** ½ + φ(z)·(z + z³/3 + z⁵/15 + …) */
const Φ = (z: number) => {
  if (Math.abs(z) > 8) return z > 0 ? 1 : 0;
  let term = z;
  let series = z;
  for (let n = 3; n < 200; n += 2) series += term *= (z * z) / n;
  return 0.5 + (series * Math.exp(-(z * z) / 2)) / Math.sqrt(2 * Math.PI);
};`,
    },
  },
  confused: { 'activation-gelu-tanh': 'Its form with tanh differs by up to 0.0005.', 'activation-silu': 'silu dips to −0.28.' },
  unless: 'It was meant: then let the model say so (--activation), and the reference has it, too.',
};

const leaky: Page = {
  id: 'leaky-relu',
  symptom: 'unequal',
  see: 'The curves are near those of the right network; hidden activations are a little below 0 where ReLU has exact zeros, and no unit is ever dead.',
  why: "A = f(Z), (B, out), with f(z) = z for z > 0, else α·z, and f'(z) = 1, else α. With f' to match it is the right gradient of a network with leaky ReLU, which the model is not.",
  wrong: {
    relu: { numpy: "'relu': lambda Z: np.where(Z > 0, Z, 0.01 * Z),", ts: 'relu: (z) => (z > 0 ? z : 0.01 * z),' },
    reluSlope: { numpy: "'relu': lambda Z, A: np.where(Z > 0, 1, 0.01),", ts: 'relu: (z) => (z > 0 ? 1 : 0.01),' },
  },
  value: 0.01,
  confused: { 'mask-leaky': 'There activations are ReLU’s; only the derivative leaks.', 'activation-elu': 'ELU levels out at −1.' },
  unless: "It was meant: --activation 'leaky-relu(0.01)' says so to the reference.",
};

/** Another activation than the model's, with a derivative to match. */
export const activationPages: readonly Page[] = [...others, gelu, leaky];
