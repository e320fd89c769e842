import { exp } from '../../numbers/elementary/exponential.ts';
import { log } from '../../numbers/elementary/logarithm.ts';
import { power } from '../../numbers/elementary/power.ts';
import type { Tensor, Tf } from '../tf.ts';
import type { TensorSlot } from './record.ts';
import { type Hyper, optimiser, type Slot } from './record.ts';

const usual = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

/** How far the running means have come from the 0 that they began at: 1 − βᵗ. */
const corrections = (t: number, { beta1, beta2 }: Hyper): Hyper => ({ c1: 1 - power(beta1!, t), c2: 1 - power(beta2!, t) });

/** m ← β₁·m + (1 − β₁)·g,  v ← β₂·v + (1 − β₂)·g² */
function remember(n: Slot, { beta1: β1, beta2: β2 }: Hyper): void {
  n['m'] = β1! * n['m']! + (1 - β1!) * n.g;
  n['v'] = β2! * n['v']! + (1 - β2!) * n.g * n.g;
}

function rememberIn(tf: Tf, { g, m, v }: TensorSlot, { beta1: β1, beta2: β2 }: Hyper): { m: Tensor; v: Tensor } {
  return { m: tf.add(tf.mul(m!, β1!), tf.mul(g!, 1 - β1!)), v: tf.add(tf.mul(v!, β2!), tf.mul(tf.square(g!), 1 - β2!)) };
}

export const adam = optimiser({
  name: 'adam',
  says: 'Adam, w − η·m̂/(√v̂ + ε) with m̂ = m/(1 − β₁ᵗ), v̂ = v/(1 − β₂ᵗ) (Kingma and Ba, 2015)',
  remembers: ['m', 'v'],
  hyper: usual,
  at: corrections,
  direction(n, h) {
    remember(n, h);
    return n['m']! / h['c1']! / (Math.sqrt(n['v']! / h['c2']!) + h['epsilon']!);
  },
  tfjs(tf, slot, h) {
    const { m, v } = rememberIn(tf, slot, h);
    return { d: tf.div(tf.div(m, h['c1']!), tf.add(tf.sqrt(tf.div(v, h['c2']!)), h['epsilon']!)), m, v };
  },
});

export const adamHat = optimiser({
  name: 'adam-hat',
  says: 'Adam with ε̂, w − η·√(1 − β₂ᵗ)/(1 − β₁ᵗ)·m/(√v + ε̂), as Keras has it',
  alsoCalled: ['keras-adam'],
  remembers: ['m', 'v'],
  hyper: { ...usual, epsilon: 1e-7 },
  at: (t, h) => ({ rate: Math.sqrt(1 - power(h['beta2']!, t)) / (1 - power(h['beta1']!, t)) }),
  direction(n, h) {
    remember(n, h);
    return (h['rate']! * n['m']!) / (Math.sqrt(n['v']!) + h['epsilon']!);
  },
  tfjs(tf, slot, h) {
    const { m, v } = rememberIn(tf, slot, h);
    return { d: tf.div(tf.mul(m, h['rate']!), tf.add(tf.sqrt(v), h['epsilon']!)), m, v };
  },
});

export const amsgrad = optimiser({
  name: 'amsgrad',
  says: 'AMSGrad: as Adam, with the largest v so far under the root (Reddi et al., 2018)',
  remembers: ['m', 'v', 'largest'],
  hyper: usual,
  at: corrections,
  direction(n, h) {
    remember(n, h);
    n['largest'] = Math.max(n['largest']!, n['v']!);
    return n['m']! / h['c1']! / (Math.sqrt(n['largest'] / h['c2']!) + h['epsilon']!);
  },
  tfjs(tf, slot, h) {
    const { m, v } = rememberIn(tf, slot, h);
    const largest = tf.maximum(slot['largest']!, v);
    return { d: tf.div(tf.div(m, h['c1']!), tf.add(tf.sqrt(tf.div(largest, h['c2']!)), h['epsilon']!)), m, v, largest };
  },
});

const LOG_096 = log(0.96);

/** μ_t = β₁(1 − 0.96^(t·ψ)/2), and the product of all up to t (Dozat, 2016). */
function nadamMomenta(t: number, { beta1: β1, beta2: β2, momentumDecay: ψ }: Hyper): Hyper {
  const μ = (step: number) => β1! * (1 - 0.5 * exp(step * ψ! * LOG_096));
  let product = 1;
  for (let step = 1; step <= t; step++) product *= μ(step);
  return { now: (1 - μ(t)) / (1 - product), next: μ(t + 1) / (1 - product * μ(t + 1)), c2: 1 - power(β2!, t) };
}

export const nadam = optimiser({
  name: 'nadam',
  says: "Nadam: Adam with Nesterov's momentum, as PyTorch has it (Dozat, 2016)",
  remembers: ['m', 'v'],
  hyper: { ...usual, momentumDecay: 4e-3 },
  at: nadamMomenta,
  direction(n, h) {
    remember(n, h);
    return (h['next']! * n['m']! + h['now']! * n.g) / (Math.sqrt(n['v']! / h['c2']!) + h['epsilon']!);
  },
  tfjs(tf, slot, h) {
    const { m, v } = rememberIn(tf, slot, h);
    return { d: tf.div(tf.add(tf.mul(m, h['next']!), tf.mul(slot['g']!, h['now']!)), tf.add(tf.sqrt(tf.div(v, h['c2']!)), h['epsilon']!)), m, v };
  },
});
