import { gradient } from './output-gradient.ts';
import type { Page, Source } from './page.ts';

const MEAN =
  'L is a mean over the B rows, so ∂L/∂Z (B, K) is (p − y)/B; dW = Aᵀ·dZ (in, out) and db = Σ rows of dZ (1, out) then sum over the rows, and no later formula divides.';
const WHERE = 'Where the mean stands is a convention: in ∂L/∂Z, in dW and db, or at the update. It has to be somewhere, once.';

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

/** What is divided by the rows, and by what; and batches that are passed over. */
export const batchPages: readonly Page[] = [...scaled, ...passedOver];
