import { optimiser } from './record.ts';

export const sgd = optimiser({
  name: 'sgd',
  says: 'stochastic gradient descent, w − η·g',
  alsoCalled: ['gradient-descent'],
  remembers: [],
  hyper: {},
  direction: ({ g }) => g,
  tfjs: (_tf, { g }) => ({ d: g! }),
});

export const momentum = optimiser({
  name: 'momentum',
  says: 'momentum, v ← μ·v + (1 − τ)·g, w − η·v',
  remembers: ['v'],
  hyper: { momentum: 0.9, dampening: 0 },
  direction(n, { momentum: μ, dampening: τ }) {
    n['v'] = μ! * n['v']! + (1 - τ!) * n.g;
    return n['v'];
  },
  tfjs(tf, { g, v }, { momentum: μ, dampening: τ }) {
    const d = tf.add(tf.mul(v!, μ!), tf.mul(g!, 1 - τ!));
    return { d, v: d };
  },
});

export const nesterov = optimiser({
  name: 'nesterov',
  says: "Nesterov's momentum, v ← μ·v + g, w − η·(g + μ·v)",
  alsoCalled: ['nag'],
  remembers: ['v'],
  hyper: { momentum: 0.9 },
  direction(n, { momentum: μ }) {
    n['v'] = μ! * n['v']! + n.g;
    return n.g + μ! * n['v'];
  },
  tfjs(tf, { g, v: before }, { momentum: μ }) {
    const v = tf.add(tf.mul(before!, μ!), g!);
    return { d: tf.add(g!, tf.mul(v, μ!)), v };
  },
});
