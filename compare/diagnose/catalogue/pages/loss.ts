import type { Snippet } from './lines.ts';
import type { Page } from './page.ts';

const ONLY = 'Training is not touched: accuracy rises as it should.';
const L = 'L = (1/B)·Σ over rows of −log p[y], one number: a sum over the K classes, a mean over the B rows.';

const softmaxLoss = (numpy: string, ts: string): Page['wrong'] => ({ softmaxLoss: { numpy: `return ${numpy}`, ts: `return ${ts};` } });
const SUM: Snippet = { numpy: '-np.sum(Y * log_p)', ts: '-total(combine(Y, logP, (y, lp) => y * lp))' };
const times = (numpy: string, ts: string): Page['wrong'] => softmaxLoss(`${SUM.numpy}${numpy}`, `${SUM.ts}${ts}`);

/** The loss that a step returns. */
const values: readonly Page[] = [
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
    confused: { 'wrong-sign': 'There the gradient has the wrong sign, and accuracy falls.' },
    unless: 'A log-likelihood that is called so is right: it is maximised.',
  },
  {
    id: 'loss-over-classes',
    symptom: 'shown',
    see: `At the start the loss is ln K/K (0.230 for ten classes, 0.366 for three) in place of ln K. ${ONLY}`,
    why: `${L} np.mean of Y·log P (B, K) divides by all B·K numbers, of which B·(K − 1) are 0.`,
    wrong: softmaxLoss('-np.mean(Y * log_p)', '-total(combine(Y, logP, (y, lp) => y * lp)) / (Y.rows * Y.cols)'),
    confused: { 'over-classes/loss-too': 'There the gradient is divided by K as well.' },
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

const OVERFLOW =
  'All is well until a logit passes 709 in float64, or 88 in float32; then the loss is NaN and, a step later, every weight. Large features or a large learning rate bring it on.';
const EXPONENT =
  'p = e^z/Σe^z (B, K) is the same with any number subtracted from a row: e^(z − m)/Σe^(z − m). With m = max z of the row the largest exponential is 1; without it e^710 = ∞, and ∞/∞ is NaN.';
const UNSHIFTED: Snippet = { numpy: 'E = np.exp(Z)', ts: 'const e = z.map((v) => Math.exp(v));' };
const FROM_P: Snippet = {
  numpy: 'loss = -np.mean(np.log(P[np.arange(len(y)), y]))',
  ts: 'const loss = -sum(Array.from(y, (k, r) => Math.log(at(P, r, k)))) / X.rows;',
};

/** Probabilities that are not softmax by rows, once. */
const probabilities: readonly Page[] = [
  {
    id: 'softmax-unshifted',
    symptom: 'nan',
    see: OVERFLOW,
    why: EXPONENT,
    wrong: { exponentials: UNSHIFTED, loss: FROM_P },
    confused: { 'log-of-zero': 'There the loss is ∞, not NaN, and the gradient goes on.', 'softmax-unshifted/gradient': 'There the loss stays finite.' },
    seen: [{ title: 'deeplearning4j/deeplearning4j, issue 6039', url: 'https://github.com/deeplearning4j/deeplearning4j/issues/6039' }],
  },
  {
    id: 'softmax-unshifted/gradient',
    symptom: 'nan',
    see: `${OVERFLOW} The loss of that step is still finite.`,
    why: `${EXPONENT} The loss comes from the logits in one piece and is right; P goes into the gradient.`,
    wrong: { exponentials: UNSHIFTED },
    confused: { 'softmax-unshifted': 'There the loss is NaN in the same step.' },
  },
  {
    id: 'softmax-batch-axis',
    symptom: 'diverges',
    see: 'The COLUMNS of P sum to 1, not its rows. The loss begins at ln B (4.16 for batches of 64) in place of ln K, depends on the batch size, and soon diverges; a batch of one has p = 1 for every class and the loss 0.',
    why: 'P (B, K): p[r][k] = e^z[r][k]/Σ over k. With axis=0, which is right where samples are columns, the sum goes over the B rows: rows compete for a class in place of classes for a row.',
    wrong: {
      outputs: {
        numpy: 'return softmax(Z.T).T if Z.shape[1] > 1 else sigmoid(Z)',
        ts: 'return Z.cols > 1 ? transpose(softmax(transpose(Z))) : map(Z, sigmoid);',
      },
      loss: FROM_P,
    },
    confused: { 'softmax-batch-axis/gradient': 'There the loss is right.' },
    unless: 'Samples in columns, Z (K, B), want axis=0.',
  },
  {
    id: 'softmax-batch-axis/gradient',
    symptom: 'diverges',
    see: 'The loss is right at the start, then rises and diverges; the columns of P sum to 1, not its rows. In batches of one nothing is learnt of the true class.',
    why: 'P (B, K): p[r][k] = e^z[r][k]/Σ over k. With axis=0 the sum goes over the B rows. The loss comes from the logits and is right; (p − y)/B has the wrong p.',
    wrong: {
      outputs: {
        numpy: 'return softmax(Z.T).T if Z.shape[1] > 1 else sigmoid(Z)',
        ts: 'return Z.cols > 1 ? transpose(softmax(transpose(Z))) : map(Z, sigmoid);',
      },
    },
    confused: { 'softmax-batch-axis': 'There the loss is wrong as well.' },
    unless: 'Samples in columns, Z (K, B), want axis=0.',
  },
  {
    id: 'softmax-twice',
    symptom: 'stuck',
    see: 'The loss falls a little, then comes back to about ln K and stays: it cannot come below 0.55 with three classes, or 1.46 with ten, so the gradient never ends and drives the logits apart until each p is 0 or 1.',
    why: 'p = softmax(softmax(z)) (B, K): the inner one lies within 0 … 1, so the outer one gives at most e/(e + K − 1). The gradient p − y is taken as if there were one.',
    wrong: { probabilities: { numpy: 'P = softmax(outputs(Z))', ts: 'const P = softmax(outputs(Z));' }, loss: FROM_P },
    confused: {
      'softmax-twice/jacobian': 'There the gradient goes back through both.',
      'logits-softmax/one-way': 'There predict() answers with probabilities.',
    },
    unless: 'A loss that is told it is given probabilities (from_logits=False) adds no softmax of its own.',
  },
  {
    id: 'softmax-twice/jacobian',
    symptom: 'slow',
    see: 'The loss cannot come below 0.55 with three classes, or 1.46 with ten, however good the accuracy; learning is slow, and slowest for rows that are confidently wrong.',
    why: 'p = softmax(q), q = softmax(z), (B, K): p is at most e/(e + K − 1). The gradient passes back through both: ∂L/∂z = q ⊙ (g − Σ q·g) with g = (p − y)/B, which vanishes where q is near 0 or 1.',
    wrong: {
      probabilities: { numpy: 'Q = outputs(Z)\nP = softmax(Q)', ts: 'const Q = outputs(Z);\nconst P = softmax(Q);' },
      loss: FROM_P,
      goBack: {
        numpy: 'self.backward(Q * (dZ - np.sum(Q * dZ, axis=1, keepdims=True)))',
        ts: `const inner = byRows(times(Q, dZ), (row) => row.map(() => sum(row)));
this.backward(times(Q, combine(dZ, inner, (d, i) => d - i)));`,
      },
    },
    confused: { 'softmax-twice': 'There the gradient is p − y, as if there were one.', 'logits-softmax': 'There predict() answers with probabilities.' },
    unless: 'A loss that is told it is given probabilities (from_logits=False) adds no softmax of its own.',
  },
];

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

const logarithms: readonly Page[] = [
  {
    id: 'log-of-zero',
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

export const lossPages: readonly Page[] = [...values, ...probabilities, ...logarithms];
