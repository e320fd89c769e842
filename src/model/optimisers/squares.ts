import type { Tensor, Tf } from '../tf.ts';
import { type Hyper, optimiser } from './record.ts';

/** √s + ε, or √(s + ε) where ε stands inside the root. */
function root(s: number, { epsilon: ε, inside }: Hyper): number {
  return inside ? Math.sqrt(s + ε!) : Math.sqrt(s) + ε!;
}

function rootIn(tf: Tf, s: Tensor, { epsilon: ε, inside }: Hyper): Tensor {
  return inside ? tf.sqrt(tf.add(s, ε!)) : tf.add(tf.sqrt(s), ε!);
}

export const adagrad = optimiser({
  name: 'adagrad',
  says: 'Adagrad, s ← s + g², w − η·g/(√s + ε)',
  remembers: ['s'],
  hyper: { epsilon: 1e-10, inside: 0 },
  direction(n, h) {
    n['s'] = n['s']! + n.g * n.g;
    return n.g / root(n['s'], h);
  },
  tfjs(tf, { g, s: before }, h) {
    const s = tf.add(before!, tf.square(g!));
    return { d: tf.div(g!, rootIn(tf, s, h)), s };
  },
});

export const rmsprop = optimiser({
  name: 'rmsprop',
  says: 'RMSprop, s ← ρ·s + (1 − ρ)·g², w − η·g/(√s + ε), with momentum where it is given',
  remembers: ['s', 'v'],
  hyper: { rho: 0.99, epsilon: 1e-8, inside: 0, momentum: 0 },
  direction(n, h) {
    n['s'] = h['rho']! * n['s']! + (1 - h['rho']!) * n.g * n.g;
    n['v'] = h['momentum']! * n['v']! + n.g / root(n['s'], h);
    return n['v'];
  },
  tfjs(tf, { g, s: before, v }, h) {
    const s = tf.add(tf.mul(before!, h['rho']!), tf.mul(tf.square(g!), 1 - h['rho']!));
    const d = tf.add(tf.mul(v!, h['momentum']!), tf.div(g!, rootIn(tf, s, h)));
    return { d, s, v: d };
  },
});

export const centredRmsprop = optimiser({
  name: 'rmsprop-centred',
  says: 'centred RMSprop: as RMSprop, with the variance s − m², m ← ρ·m + (1 − ρ)·g, under the root',
  alsoCalled: ['rmsprop-centered', 'centered-rmsprop'],
  remembers: ['s', 'm', 'v'],
  hyper: { rho: 0.99, epsilon: 1e-8, inside: 0, momentum: 0 },
  direction(n, h) {
    const ρ = h['rho']!;
    n['s'] = ρ * n['s']! + (1 - ρ) * n.g * n.g;
    n['m'] = ρ * n['m']! + (1 - ρ) * n.g;
    n['v'] = h['momentum']! * n['v']! + n.g / root(n['s'] - n['m'] * n['m'], h);
    return n['v'];
  },
  tfjs(tf, { g, s: sBefore, m: mBefore, v }, h) {
    const ρ = h['rho']!;
    const s = tf.add(tf.mul(sBefore!, ρ), tf.mul(tf.square(g!), 1 - ρ));
    const m = tf.add(tf.mul(mBefore!, ρ), tf.mul(g!, 1 - ρ));
    const d = tf.add(tf.mul(v!, h['momentum']!), tf.div(g!, rootIn(tf, tf.sub(s, tf.square(m)), h)));
    return { d, s, m, v: d };
  },
});

export const adadelta = optimiser({
  name: 'adadelta',
  says: 'Adadelta, s ← ρ·s + (1 − ρ)·g², d = √(u + ε)/√(s + ε)·g, u ← ρ·u + (1 − ρ)·d²',
  remembers: ['s', 'u'],
  hyper: { rho: 0.9, epsilon: 1e-6 },
  direction(n, { rho: ρ, epsilon: ε }) {
    n['s'] = ρ! * n['s']! + (1 - ρ!) * n.g * n.g;
    const d = (Math.sqrt(n['u']! + ε!) / Math.sqrt(n['s'] + ε!)) * n.g;
    n['u'] = ρ! * n['u']! + (1 - ρ!) * d * d;
    return d;
  },
  tfjs(tf, { g, s: sBefore, u: uBefore }, { rho: ρ, epsilon: ε }) {
    const s = tf.add(tf.mul(sBefore!, ρ!), tf.mul(tf.square(g!), 1 - ρ!));
    const d = tf.mul(tf.div(tf.sqrt(tf.add(uBefore!, ε!)), tf.sqrt(tf.add(s, ε!))), g!);
    return { d, s, u: tf.add(tf.mul(uBefore!, ρ!), tf.mul(tf.square(d), 1 - ρ!)) };
  },
});
