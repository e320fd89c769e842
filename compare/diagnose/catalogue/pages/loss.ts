import type { Snippet } from './lines.ts';
import type { Page } from './page.ts';

const ONLY = 'Training is not touched: accuracy rises as it should.';
const L = 'L = (1/B)·Σ over rows of −log p[y], one number: a sum over the K classes, a mean over the B rows.';

const softmaxLoss = (numpy: string, ts: string): Page['wrong'] => ({ softmaxLoss: { numpy: `return ${numpy}`, ts: `return ${ts};` } });
const SUM: Snippet = { numpy: '-np.sum(Y * log_p)', ts: '-total(combine(Y, logP, (y, lp) => y * lp))' };
const times = (numpy: string, ts: string): Page['wrong'] => softmaxLoss(`${SUM.numpy}${numpy}`, `${SUM.ts}${ts}`);

/** The loss that a step returns. */
export const lossPages: readonly Page[] = [
  {
    id: 'loss-summed',
    symptom: 'shown',
    see: `At the start the loss is B·ln K (147.6 for batches of 64 and ten classes) in place of ln K (2.303), and the short last batch shows a smaller one. ${ONLY}`,
    why: `${L} Here the sum is not divided by B, while the gradient is, so the number shown grows with the batch and is not what is minimised.`,
    wrong: times('', ''),
    confused: { 'mean-missing/loss-too': 'There the gradient is summed as well, and each step is B times as long.' },
    unless: "A sum is a loss, too (PyTorch's reduction='sum'), as long as gradient and learning rate are meant for it.",
  },
  {
    id: 'loss-mean-twice',
    symptom: 'shown',
    see: `At the start the loss is ln K/B (0.036 for batches of 64 and ten classes): it looks as if all were learnt already. ${ONLY}`,
    why: `${L} Here it is divided by B again, by a mean of what is a mean, or in the loss and once more where it is reported.`,
    wrong: times(' / len(Y) / len(Y)', ' / Y.rows / Y.rows'),
    confused: { 'mean-twice/loss-too': 'There the gradient is divided twice as well.', 'loss-over-classes': 'There it is divided by K, whatever the batch.' },
  },
  {
    id: 'loss-sign',
    symptom: 'shown',
    see: `The loss is negative and rises towards 0 while accuracy rises. ${ONLY}`,
    why: `${L} log p ≤ 0, so the log-likelihood is negative; what is minimised is minus it. Here the minus is left out of the value, not of the gradient.`,
    wrong: softmaxLoss('np.sum(Y * log_p) / len(Y)', 'total(combine(Y, logP, (y, lp) => y * lp)) / Y.rows'),
    confused: { 'wrong-sign': 'There the gradient has the wrong sign, and accuracy falls.', 'loss-factor': 'Same numbers: a factor of −1.' },
    unless: 'A log-likelihood that is called so is right: it is maximised.',
  },
  {
    id: 'loss-over-classes',
    symptom: 'shown',
    see: `At the start the loss is ln K/K (0.230 for ten classes, 0.366 for three) in place of ln K. ${ONLY}`,
    why: `${L} np.mean of Y·log P (B, K) divides by all B·K numbers, of which B·(K − 1) are 0.`,
    wrong: softmaxLoss('-np.mean(Y * log_p)', '-total(combine(Y, logP, (y, lp) => y * lp)) / (Y.rows * Y.cols)'),
    confused: { 'over-classes/loss-too': 'There the gradient is divided by K as well.', 'loss-factor': 'Same numbers: a factor of 1/K.' },
  },
  {
    id: 'loss-after-update',
    symptom: 'shown',
    see: `The loss is a little lower than it should be, from the first step on, the more so the larger the learning rate. ${ONLY}`,
    why: 'L(W) goes with ∂L/∂W at the same W. Here the forward pass is run again after W ← W − η·dW: L(W − η·dW) ≈ L(W) − η·‖dW‖².',
    wrong: {
      returned: {
        numpy: 'Z = self.forward(X)\nreturn softmax_loss(Z, Y) if Z.shape[1] > 1 else sigmoid_loss(Z, Y)',
        ts: 'const after = this.forward(X);\nreturn after.cols > 1 ? softmaxLoss(after, Y) : sigmoidLoss(after, Y);',
      },
    },
    unless: "A loss that is measured once more after the epoch, on all rows, is a good thing to show; it is not the step's.",
  },
  {
    id: 'loss-zero',
    symptom: 'shown',
    see: `The curve is a flat line at 0, while accuracy rises. ${ONLY}`,
    why: `${L} step() answers with 0, a number that stands for 'none'. A network that has no loss to tell returns nothing at all, at every step.`,
    wrong: { returned: { numpy: 'return 0.0', ts: 'return 0 * loss;' } },
    unless: 'Returning nothing is allowed: the loss is then left out of the comparison.',
  },
  {
    id: 'loss-squared-error',
    symptom: 'shown',
    see: `At the start the loss is (K − 1)/K (0.667 for three classes) and never above 2. ${ONLY}`,
    why: `${L} Reported is (1/B)·Σ (p − y)² over rows and classes, while the gradient p − y is the cross-entropy's.`,
    wrong: {
      loss: { numpy: 'loss = np.sum((P - Y) ** 2) / len(X)', ts: 'const loss = total(combine(P, Y, (p, y) => (p - y) ** 2)) / X.rows;' },
    },
    confused: { 'squared-error/loss-1': 'There it is minimised as well, and learning is slower.' },
    unless: 'As a measure beside the loss (the Brier score) it is welcome.',
  },
  {
    id: 'loss-positive-term',
    symptom: 'shown',
    see: `At the start the loss is ln 2 = 0.693 times the share of class 1. Batches without class 1 have the loss 0. ${ONLY}`,
    why: 'L = −(1/B)·Σ y·log p + (1 − y)·log(1 − p). Of rows of class 0 the first term is 0 and the second is all: here it is missing in the value, not in the gradient.',
    wrong: {
      sigmoidLoss: {
        numpy: 'return np.sum(Y * np.logaddexp(0, -Z)) / len(Y)',
        ts: 'return total(combine(Z, Y, (z, y) => y * (Math.max(-z, 0) + Math.log1p(Math.exp(-Math.abs(z)))))) / Y.rows;',
      },
    },
    model: { output: 'sigmoid' },
    confused: { 'positive-term': 'There the gradient lacks it, too, and every row is pushed to class 1.' },
    unless: 'With softmax −Σ y·log p over both classes is the whole loss.',
  },
  {
    id: 'loss-nominal-batch',
    symptom: 'silent',
    see: `Every epoch ends with a loss that is too small, where the last batch is short: of 17 rows divided by 64 it shows a quarter. ${ONLY}`,
    why: `${L} Here B is written into the program, or taken from the settings, and not from X (B, D) itself.`,
    wrong: times(' / 64', ' / 64'),
    value: 64,
    confused: { 'nominal-batch/loss-too': 'There the gradient is divided by it, too.' },
  },
  {
    id: 'loss-factor',
    symptom: 'shown',
    see: `The whole curve is that of the right network times one number; at the start it shows: 3.32 for ln 10 = 2.303 are bits. ${ONLY}`,
    why: `${L} log2 for ln makes it 1/ln 2 = 1.443 times as large, and a ½ that belongs to squared error halves it.`,
    wrong: softmaxLoss('-np.sum(Y * log_p) / len(Y) / np.log(2)', '-total(combine(Y, logP, (y, lp) => y * lp)) / Y.rows / Math.log(2)'),
    value: Math.LOG2E,
    confused: { 'loss-over-classes': 'There the factor is 1/K.' },
    unless: 'Bits are a unit as good as nats, if the axis says so.',
  },
];
