import type { LineName, Snippet } from './lines.ts';
import type { Page, Source } from './page.ts';

const MEAN =
  'L is a mean over the B rows, so ∂L/∂Z (B, K) is (p − y)/B; dW = Aᵀ·dZ (in, out) and db = Σ rows of dZ (1, out) then sum over the rows, and no later formula divides.';
const WHERE = 'Where the mean stands is a convention: in ∂L/∂Z, in dW and db, or at the update. It has to be somewhere, once.';

const gradient = (numpy: string, ts: string): Page['wrong'] => ({
  outputGradient: { numpy: `dZ = ${numpy}`, ts: `const dZ = combine(P, Y, (p, y) => ${ts});` },
});

/** The same factor in the loss as well. */
const lossTimes = (numpy: string, ts: string): Page['wrong'] => ({
  returned: { numpy: `return loss ${numpy}`, ts: `return loss ${ts};` },
});

/** What scales the gradient, and with it the loss or not. */
interface Scaled extends Pick<Page, 'id' | 'symptom' | 'see' | 'why'>, Partial<Pick<Page, 'confused' | 'unless' | 'value'>> {
  readonly gradient: Page['wrong'];
  readonly loss: Page['wrong'];
  /** What the loss shows that has the factor, too. */
  readonly shows: string;
  readonly seen?: readonly Source[];
  readonly seenToo?: readonly Source[];
}

const both = ({ gradient: wrong, loss, shows, seen, seenToo, confused, ...page }: Scaled): Page[] => [
  {
    ...page,
    wrong,
    confused: { [`${page.id}/loss-too`]: 'There the loss has the same factor.', ...confused },
    ...(seen && { seen }),
  },
  {
    ...page,
    id: `${page.id}/loss-too`,
    see: `${page.see} ${shows}`,
    why: `${page.why} The loss has the factor as well, so a gradient check by finite differences passes.`,
    wrong: { ...wrong, ...loss },
    confused: { [page.id]: 'There the loss is right.' },
    ...(seenToo && { seen: seenToo }),
  },
];

const scaled: readonly Page[] = [
  ...both({
    id: 'mean-twice',
    symptom: 'slow',
    see: 'The loss falls, but hardly: with batches of 64 the network learns 64 times too slowly, and a learning rate that looks absurd (6.4 for 0.1) mends it. In batches of one nothing is wrong.',
    why: `${MEAN} Divided again, say in dW = Aᵀ·dZ/B after (p − y)/B, the step is η/B² of the sum.`,
    gradient: gradient('(P - Y) / len(X) / len(X)', '(p - y) / X.rows / X.rows'),
    loss: lossTimes('/ len(X)', '/ X.rows'),
    shows: 'The loss begins at ln K/B.',
    seen: [{ title: 'd2l-ai/d2l-en, pull request 1000 (linear regression)', url: 'https://github.com/d2l-ai/d2l-en/pull/1000' }],
    confused: {
      'mean-in-every-layer': 'There layer l from the top has B once more for each layer: the first layers hardly move.',
      'rate-scaled': 'There the factor is the same on a short batch.',
      'nominal-batch': 'There a short batch is divided by the same number as a full one.',
    },
    unless: WHERE,
  }),
  ...both({
    id: 'mean-missing',
    symptom: 'diverges',
    see: 'The loss jumps up and down, or is NaN after a few steps, unless the learning rate is very small; with twice the batch it gets worse.',
    why: `${MEAN} Here nothing divides: the step is η times the SUM over the rows, B times too long.`,
    gradient: gradient('P - Y', 'p - y'),
    loss: lossTimes('* len(X)', '* X.rows'),
    shows: 'The loss begins at B·ln K.',
    confused: { 'rate-scaled': 'There the factor is the same on a short batch.' },
    unless: `${WHERE} A sum with a learning rate meant for it (η/B) trains alike, but for short batches.`,
    seen: [
      { title: 'hunkim/DeepLearningZeroToAll, issue 173', url: 'https://github.com/hunkim/DeepLearningZeroToAll/issues/173' },
      { title: 'ageron/handson-ml, issue 179', url: 'https://github.com/ageron/handson-ml/issues/179' },
    ],
    seenToo: [{ title: 'haifengl/smile, issue 525', url: 'https://github.com/haifengl/smile/issues/525' }],
  }),
  ...both({
    id: 'over-classes',
    symptom: 'slow',
    see: 'It learns K times too slowly, whatever the batch: with ten classes as if the learning rate were a tenth.',
    why: `${MEAN} np.mean over all B·K numbers divides by K as well, and so does a mean squared error's 1/K kept from another loss.`,
    gradient: gradient('(P - Y) / P.size', '(p - y) / (X.rows * P.cols)'),
    loss: lossTimes('/ P.shape[1]', '/ P.cols'),
    shows: 'The loss begins at ln K/K.',
    seenToo: [{ title: 'jax-ml/jax, issue 1023', url: 'https://github.com/jax-ml/jax/issues/1023' }],
    confused: { 'rate-scaled': 'Same numbers: a learning rate with a factor 1/K.' },
  }),
  ...both({
    id: 'squared-error-factor',
    symptom: 'unequal',
    see: 'It learns twice as fast as it should; near the largest stable learning rate it swings or diverges where the right one does not.',
    why: `${MEAN} d/dp (p − y)² = 2·(p − y) is squared error's. Through softmax or sigmoid the cross-entropy gives p − y, without a 2.`,
    gradient: gradient('2 * (P - Y) / len(X)', '(2 * (p - y)) / X.rows'),
    loss: lossTimes('* 2', '* 2'),
    shows: 'The loss begins at 2·ln K.',
    confused: { 'squared-error': 'There 2·(p − y) is multiplied by the derivative of softmax as well.', 'rate-scaled': 'Same numbers: a learning rate of 2η.' },
    unless: 'With linear outputs and the loss Σ(z − y)² the 2 belongs there.',
  }),
  ...both({
    id: 'squared-error-mean',
    symptom: 'slow',
    see: 'It learns 2/K times as fast as it should: with ten classes five times too slowly.',
    why: `${MEAN} 2·(p − y)/(B·K) is the gradient of np.mean((P − Y)²) over (B, K) with respect to P; the cross-entropy's with respect to Z is (p − y)/B.`,
    gradient: gradient('2 * (P - Y) / P.size', '(2 * (p - y)) / (X.rows * P.cols)'),
    loss: lossTimes('* 2 / P.shape[1]', '* (2 / P.cols)'),
    shows: 'The loss begins at 2·ln K/K.',
    confused: { 'over-classes': 'There the factor is 1/K.', 'rate-scaled': 'Same numbers: a learning rate with a factor 2/K.' },
    unless: 'With linear outputs and a mean squared error the factor belongs there.',
  }),
  ...both({
    id: 'nominal-batch',
    symptom: 'silent',
    see: 'Nothing on full batches. The short last batch of each epoch counts for less than it should: 17 rows divided by 64 move the weights by a quarter.',
    why: `${MEAN} B is X.rows of THIS batch. Here it is the batch size of the settings, a number in the program or a global, m.`,
    gradient: gradient('(P - Y) / 64', '(p - y) / 64'),
    loss: lossTimes('* len(X) / 64', '* (X.rows / 64)'),
    shows: 'So does its loss.',
    value: 64,
    confused: { 'first-batch-size': 'There the number is that of the first batch seen.', 'mean-twice': 'There full batches are wrong as well.' },
    unless: 'Where the last batch is dropped or padded everywhere, the two are the same.',
  }),
  ...both({
    id: 'first-batch-size',
    symptom: 'silent',
    see: 'Nothing as long as every batch is as large as the first. A shorter one counts for less, and the same batch gives another step if another one came first.',
    why: `${MEAN} B is X.rows of THIS batch. Here it is kept from the first, when buffers were made.`,
    gradient: {
      networkState: { numpy: 'self.layers = [Layer(W, b, f) for (W, b), f in zip(initial, activations)]\nself.rows = None', ts: 'layers: Layer[];\nrows = 0;' },
      outputGradient: {
        numpy: 'self.rows = self.rows or len(X)\ndZ = (P - Y) / self.rows',
        ts: 'this.rows ||= X.rows;\nconst dZ = combine(P, Y, (p, y) => (p - y) / this.rows);',
      },
    },
    loss: lossTimes('* len(X) / self.rows', '* (X.rows / this.rows)'),
    shows: 'So does its loss.',
    confused: { 'nominal-batch': 'There the number stands in the program, whatever came first.' },
  }),
];

const FAST = 'The cross-entropy’s derivative −y/p and softmax’s, p_k·(δ_jk − p_j), cancel: ∂L/∂Z (B, K) = (p − y)/B, with no further factor.';
const SLOWEST = 'The loss falls slowly, and begins with a plateau if the initial logits are large: rows that are confidently wrong (p near 0 or 1) move least.';

const through: readonly Page[] = [
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

const squaredErrors: readonly Page[] = [
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

const dropped = (id: string, says: string, wrong: Page['wrong'], confused: string): Page[] =>
  [false, true].map((inLoss) => ({
    id: inLoss ? `${id}/loss` : id,
    symptom: 'silent',
    see: `Nothing while batches are full. The rows of the short last batch are not learnt from in that epoch; with few rows, or a batch larger than the data, nothing is learnt at all.${inLoss ? ' Its loss is 0, which pulls the mean of the epoch down.' : ''}`,
    why: `N rows in batches of B leave N mod B for a last batch, which is trained on as any other, divided by its own rows. ${says}${inLoss ? ' step() answers with 0 in place of its loss.' : ''}`,
    wrong: inLoss ? { ...wrong, returned: { numpy: 'return loss if full else 0.0', ts: 'return full ? loss : 0;' } } : wrong,
    confused: {
      [inLoss ? id : `${id}/loss`]: inLoss ? 'There its loss is told all the same.' : 'There its loss is given as 0.',
      [confused]: 'Other batches are passed over there: only what came first tells the two apart.',
    },
    unless:
      'Dropping the last batch (drop_last=True) is usual where batches are drawn anew in each epoch; then whoever makes the batches drops it, for both networks.',
  }));

const passedOver: readonly Page[] = [
  ...dropped(
    'short-batch-dropped',
    'Here a batch of fewer rows than the settings’ 64 is left out.',
    {
      update: {
        numpy: 'full = len(X) >= 64\nif full:\n    self.update(learning_rate)',
        ts: 'const full = X.rows >= 64;\nif (full) this.update(learningRate);',
      },
    },
    'shorter-batch-dropped',
  ),
  ...dropped(
    'shorter-batch-dropped',
    'Here a batch of fewer rows than the first is left out.',
    {
      networkState: { numpy: 'self.layers = [Layer(W, b, f) for (W, b), f in zip(initial, activations)]\nself.rows = 0', ts: 'layers: Layer[];\nrows = 0;' },
      update: {
        numpy: 'self.rows = self.rows or len(X)\nfull = len(X) >= self.rows\nif full:\n    self.update(learning_rate)',
        ts: 'this.rows ||= X.rows;\nconst full = X.rows >= this.rows;\nif (full) this.update(learningRate);',
      },
    },
    'short-batch-dropped',
  ),
];

export const outputGradientPages: readonly Page[] = [...through, ...scaled, ...squaredErrors, ...passedOver];
