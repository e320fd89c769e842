import type { Snippet } from './lines.ts';
import type { Page } from './page.ts';

const ROUNDS = 'log p[y] from P (B, K): once z[y] is 745 below the largest logit, p rounds to 0 in float64 (103 below in float32).';
const CONFIDENT = 'Nothing, until a row is confidently wrong.';
const picked = (numpy: string, ts: string): Snippet => ({
  numpy: `loss = -np.mean(np.log(${numpy}))`,
  ts: `const loss = -sum(Array.from(y, (k, r) => Math.log(${ts}))) / X.rows;`,
});
const PICK: Snippet = { numpy: 'P[np.arange(len(y)), y]', ts: 'at(P, r, k)' };
const throughSlope = (numpy: string, ts: string): Page['wrong'] => ({
  outputGradient: {
    numpy: `dP = ${numpy} / len(X)\ndZ = P * (dP - np.sum(P * dP, axis=1, keepdims=True))`,
    ts: `const dP = combine(P, Y, (p, y) => ${ts} / X.rows);
const inner = byRows(times(P, dP), (row) => row.map(() => sum(row)));
const dZ = times(P, combine(dP, inner, (d, i) => d - i));`,
  },
});
const BENT = 'and its derivative goes through softmax: where p is far below ε the gradient is 0, so just the worst rows are never learnt.';
const NO_MISTAKE = 'It is a note, not a mistake, as long as no row comes near ε; the value shown is then right to many digits.';

/** What is done about a probability that rounds to 0. */
export const logarithmPages: readonly Page[] = [
  {
    id: 'log-of-zero',
    seen: [{ title: 'keras-team/keras, pull request 9', url: 'https://github.com/keras-team/keras/pull/9' }],
    symptom: 'nan',
    see: `${CONFIDENT} Then the loss is ∞ (NumPy warns: divide by zero encountered in log), for that step alone; training goes on.`,
    why: `${ROUNDS} log 0 = −∞. From the logits the loss is log Σexp(z − max z) + max z − z[y], finite always. The gradient p − y needs no logarithm and is right.`,
    wrong: { loss: picked(PICK.numpy, PICK.ts) },
    confused: { 'softmax-unshifted': 'There it is NaN, and the weights with it.', 'log-plus-epsilon': 'There the loss stops at −log ε.' },
    unless: NO_MISTAKE,
  },
  {
    id: 'log-plus-epsilon',
    symptom: 'silent',
    see: `${CONFIDENT} No row then has a larger loss than −log ε (16.1 for 1e-7). The gradient is right: p − y.`,
    why: `${ROUNDS} log(p + ε) keeps it finite, and bends the loss: for p ≪ ε it is log ε, for p = 1 it is a little below 0.`,
    wrong: { loss: picked(`${PICK.numpy} + 1e-7`, `${PICK.ts} + 1e-7`) },
    value: 1e-7,
    confused: {
      'log-clipped': 'There p itself is limited; at p = ε the two differ by log 2.',
      'log-plus-epsilon/gradient': 'There the gradient is bent, too.',
    },
    unless: NO_MISTAKE,
  },
  {
    id: 'log-plus-epsilon/gradient',
    symptom: 'silent',
    see: `${CONFIDENT} Its loss is −log ε at most, and it stays wrong: there is no gradient left.`,
    why: `${ROUNDS} log(p + ε) keeps it finite, ${BENT} ∂/∂p of −log(p + ε) is −1/(p + ε), not −1/p.`,
    wrong: { loss: picked(`${PICK.numpy} + 1e-7`, `${PICK.ts} + 1e-7`), ...throughSlope('-Y / (P + 1e-7)', '-y / (p + 1e-7)') },
    value: 1e-7,
    confused: { 'log-clipped/gradient': 'There the gradient breaks off at ε.', 'log-plus-epsilon': 'There the gradient is p − y, and right.' },
  },
  {
    id: 'log-clipped',
    symptom: 'silent',
    see: `${CONFIDENT} No row then has a larger loss than −log ε (16.1 for 1e-7), and none a smaller one than −log(1 − ε). The gradient is right: p − y.`,
    why: `${ROUNDS} min(1 − ε, max(ε, p)) keeps it finite, as Keras does with 1e-7; the loss is cut off on both sides.`,
    wrong: { loss: picked(`np.clip(${PICK.numpy}, 1e-7, 1 - 1e-7)`, `Math.min(1 - 1e-7, Math.max(1e-7, ${PICK.ts}))`) },
    value: 1e-7,
    confused: { 'log-plus-epsilon': 'There ε is added; at p = ε the two differ by log 2.', 'log-clipped/gradient': 'There the gradient is cut off, too.' },
    unless: NO_MISTAKE,
  },
  {
    id: 'log-clipped/gradient',
    symptom: 'silent',
    see: `${CONFIDENT} Its loss is −log ε at most, and it stays wrong: its gradient is exactly 0.`,
    why: `${ROUNDS} Clipping keeps it finite, ${BENT} For logits (40, 0, 0) and true class 1 the loss of Keras's categorical cross-entropy from probabilities is 16.118, and its gradient 0.`,
    wrong: {
      loss: picked(`np.clip(${PICK.numpy}, 1e-7, 1 - 1e-7)`, `Math.min(1 - 1e-7, Math.max(1e-7, ${PICK.ts}))`),
      ...throughSlope('-Y * ((P > 1e-7) & (P < 1 - 1e-7)) / np.clip(P, 1e-7, 1)', '(p < 1e-7 || p > 1 - 1e-7 ? 0 : -y / p)'),
    },
    value: 1e-7,
    confused: { 'log-plus-epsilon/gradient': 'There the gradient fades out and does not break off.' },
  },
];
