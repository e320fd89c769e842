import type { Page } from './page.ts';

/** Another gradient in place of (p − y)/B, of p and y. */
export const gradient = (numpy: string, ts: string): Page['wrong'] => ({
  outputGradient: { numpy: `dZ = ${numpy}`, ts: `const dZ = combine(P, Y, (p, y) => ${ts});` },
});

const FAST = 'The cross-entropy’s derivative −y/p and softmax’s, p_k·(δ_jk − p_j), cancel: ∂L/∂Z (B, K) = (p − y)/B, with no further factor.';
export const SLOWEST =
  'The loss falls slowly, and begins with a plateau if the initial logits are large: rows that are confidently wrong (p near 0 or 1) move least.';

/** What stands in place of (p − y)/B. */
export const outputGradientPages: readonly Page[] = [
  {
    id: 'wrong-sign',
    symptom: 'diverges',
    see: 'The loss rises from the first step on, and accuracy falls below chance, towards 0.',
    why: 'W ← W − η·dW goes downhill for dZ = (p − y)/B. With y − p, as in the perceptron’s rule W ← W + η·x·(y − p), the signs have to change together: in one place alone it goes uphill.',
    wrong: gradient('(Y - P) / len(X)', '(y - p) / X.rows'),
    confused: {
      uphill: 'Same numbers: W + η·dW with the right dW.',
      'loss-sign': 'There the number shown is negative, and accuracy rises.',
      'labels-flipped': 'There the loss falls.',
    },
    unless: 'y − p together with W + η·dW is right.',
  },
  {
    id: 'labels-not-subtracted',
    symptom: 'diverges',
    see: 'The loss rises, and is NaN in the end: every logit of every row is pushed down, step after step.',
    why: `${FAST} p/B alone is positive for every class and row, so every logit is pushed down, whatever the label.`,
    wrong: gradient('P / len(X)', '(p - 0 * y) / X.rows'),
    confused: { 'one-hot-from-one': 'There only rows of class 0 have no label.', 'wrong-sign': 'There the loss rises without end.' },
  },
  {
    id: 'jacobian-twice',
    symptom: 'slow',
    see: SLOWEST,
    why: `${FAST} Here p − y goes through softmax's Jacobian once more: p ⊙ (d − Σ p·d), or p·(1 − p)·d of one sigmoid. It is near 0 where p is near 0 or 1.`,
    wrong: {
      outputGradient: {
        numpy: 'dZ = (P - Y) / len(X)\ndZ = P * (dZ - np.sum(P * dZ, axis=1, keepdims=True))',
        ts: `const D = combine(P, Y, (p, y) => (p - y) / X.rows);
const inner = byRows(times(P, D), (row) => row.map(() => sum(row)));
const dZ = times(P, combine(D, inner, (d, i) => d - i));`,
      },
    },
    confused: {
      'jacobian-diagonal-twice': 'There only its diagonal p·(1 − p) is multiplied in.',
      'squared-error': 'That is what squared error gives, with a factor of its own: 2·(p − y) through the Jacobian.',
    },
  },
  {
    id: 'jacobian-diagonal-twice',
    symptom: 'slow',
    see: SLOWEST,
    why: `${FAST} Here it is multiplied by p·(1 − p), the sigmoid's derivative and the diagonal of softmax's Jacobian, after it has cancelled already.`,
    wrong: gradient('(P - Y) * P * (1 - P) / len(X)', '((p - y) * p * (1 - p)) / X.rows'),
    confused: {
      'jacobian-twice': 'There the whole Jacobian is applied, and each row still sums to 0.',
      'squared-error': 'There it is squared error that is minimised.',
    },
    unless: 'One sigmoid for each class with squared error has (p − y)·p·(1 − p): it is another loss and output.',
  },
  {
    id: 'jacobian-diagonal',
    symptom: 'diverges',
    see: 'The loss falls for some steps, then swings and diverges: the bias of every class rises, and no logit is ever pushed down. The rows of dZ do not sum to 0.',
    why: `${FAST} From −y/p (B, K) with the diagonal p·(1 − p) alone, −y·(1 − p)/B is left: right for the true class, 0 for the others, whose −y_j/p_j·(−p_j·p_k) = p_k is lost.`,
    wrong: gradient('-Y * (1 - P) / len(X)', '(-y * (1 - p)) / X.rows'),
    confused: { 'positive-term': 'That is the same with one sigmoid.', 'jacobian-diagonal-twice': 'There the diagonal is multiplied upon p − y.' },
  },
  {
    id: 'positive-term',
    symptom: 'stuck',
    see: 'The loss falls to 0 and every row is predicted as class 1: accuracy stays at the share of class 1.',
    why: 'L = −(1/B)·Σ y·log p + (1 − y)·log(1 − p), (B, 1). Without the second term rows of class 0 have neither loss nor gradient; ∂L/∂z = y·(p − 1)/B is never positive.',
    wrong: {
      sigmoidLoss: {
        numpy: 'return np.sum(Y * np.logaddexp(0, -Z)) / len(Y)',
        ts: 'return total(combine(Z, Y, (z, y) => y * (Math.max(-z, 0) + Math.log1p(Math.exp(-Math.abs(z)))))) / Y.rows;',
      },
      ...gradient('Y * (P - 1) / len(X)', '(y * (p - 1)) / X.rows'),
    },
    model: { output: 'sigmoid' },
    confused: { 'loss-positive-term': 'There the gradient is right, only the value lacks the term.' },
    unless: 'With softmax over both classes −Σ y·log p is the whole loss.',
  },
];
