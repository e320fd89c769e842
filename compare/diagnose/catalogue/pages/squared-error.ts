import type { LineName, Snippet } from './lines.ts';
import { SLOWEST } from './output-gradient.ts';
import type { Page } from './page.ts';

const THROUGH: Snippet = {
  numpy: 'dZ = P * (dP - np.sum(P * dP, axis=1, keepdims=True))',
  ts: `const inner = byRows(times(P, dP), (row) => row.map(() => sum(row)));
const dZ = times(P, combine(dP, inner, (d, i) => d - i));`,
};
const squared = (c: Snippet): Page['wrong'] => ({
  outputGradient: {
    numpy: `dP = ${c.numpy} / len(X)\n${THROUGH.numpy}`,
    ts: `const dP = combine(P, Y, (p, y) => ${c.ts} / X.rows);\n${THROUGH.ts}`,
  },
});
const shownAs = (numpy: string, ts: string): Pick<Record<LineName, Snippet>, 'loss'> => ({
  loss: { numpy: `loss = ${numpy}`, ts: `const loss = ${ts};` },
});
const SE: Snippet = { numpy: 'np.sum((P - Y) ** 2) / len(X)', ts: 'total(combine(P, Y, (p, y) => (p - y) ** 2)) / X.rows' };
const DECLARED =
  'Squared error on probabilities (the Brier score) is a loss, too: where it is meant, declare it (--loss squared-error), and compare with the same.';
const THROUGH_WHY =
  'With L = (1/B)·Σ (p − y)², ∂L/∂p = 2·(p − y)/B (B, K), and ∂L/∂z = p ⊙ (g − Σ p·g) has softmax’s Jacobian in it, where the cross-entropy has p − y.';

/** Squared error through softmax. */
export const squaredErrorPages: readonly Page[] = [
  {
    id: 'squared-error',
    symptom: 'slow',
    see: `${SLOWEST} The loss shown is the cross-entropy, and not what is minimised.`,
    why: THROUGH_WHY,
    wrong: squared({ numpy: '2 * (P - Y)', ts: '(2 * (p - y))' }),
    value: 2,
    confused: { 'squared-error/loss-1': 'There squared error is shown as well.', 'jacobian-twice': 'There the factor is 1.' },
    unless: DECLARED,
  },
  {
    id: 'squared-error/loss-1',
    symptom: 'slow',
    see: `${SLOWEST} The loss begins at (K − 1)/K, 0.667 for three classes, and is never above 2.`,
    why: THROUGH_WHY,
    wrong: { ...shownAs(SE.numpy, SE.ts), ...squared({ numpy: '2 * (P - Y)', ts: '(2 * (p - y))' }) },
    value: 2,
    confused: { 'loss-squared-error': 'There it is only shown; the gradient is p − y.', 'squared-error/loss-0.5': 'There loss and gradient have a ½.' },
    unless: DECLARED,
  },
  {
    id: 'squared-error/loss-0.5',
    symptom: 'slow',
    see: `${SLOWEST} The loss begins at (K − 1)/(2K), 0.333 for three classes, and is never above 1.`,
    why: `${THROUGH_WHY} With the ½ of ½·(p − y)² the 2 is gone.`,
    wrong: { ...shownAs(`${SE.numpy} / 2`, `${SE.ts} / 2`), ...squared({ numpy: '(P - Y)', ts: '(p - y)' }) },
    value: 1,
    confused: { 'squared-error/loss-1': 'There is no ½.', 'loss-squared-error': 'There it is only shown; the gradient is p − y.' },
    unless: DECLARED,
  },
  {
    id: 'squared-error/loss-per-class',
    symptom: 'slow',
    see: `${SLOWEST} The loss begins at (K − 1)/K², 0.222 for three classes, and is never above 2/K.`,
    why: `${THROUGH_WHY} np.mean over all B·K numbers divides loss and gradient by K as well.`,
    wrong: {
      ...shownAs('np.mean((P - Y) ** 2)', 'total(combine(P, Y, (p, y) => (p - y) ** 2)) / (X.rows * P.cols)'),
      ...squared({ numpy: '2 * (P - Y) / P.shape[1]', ts: '(2 * (p - y)) / P.cols' }),
    },
    value: 2 / 3,
    confused: { 'squared-error/loss-1': 'There only the B rows are divided by.' },
    unless: DECLARED,
  },
];
