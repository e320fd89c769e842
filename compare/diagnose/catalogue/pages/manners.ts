import type { Page } from './page.ts';

const THREAD = 'Behind the command line every network runs in a thread or a process of its own and is handed copies: there it does no harm, and is not seen.';
const LAYOUT = 'W is (in, out), kept row by row: W[i][j] at i·out + j.';
const OTHER = 'PyTorch and many courses keep W as (out, in): right within, as long as it is transposed on the way in and on the way out.';
const ONE_WAY = 'weights() right after setWeights(w) is not w: the numbers are the same, in another order.';

const flat = {
  numpy: (W: string) => `np.array(${W}, float).reshape(${W}.shape[::-1]).T.copy()`,
  ts: (W: string) => `transpose({ rows: ${W}.cols, cols: ${W}.rows, data: ${W}.data })`,
};
const taken = {
  copiedW: { numpy: `self.W = ${flat.numpy('W')}`, ts: `this.W = ${flat.ts('W')};` },
  setW: { numpy: `layer.W = ${flat.numpy('W')}`, ts: `layer.W = ${flat.ts('W')};` },
};
const given = {
  handedOut: {
    numpy: 'return [(layer.W.T.copy().reshape(layer.W.shape), layer.b.copy()) for layer in self.layers]',
    ts: 'return this.layers.map(({ W, b }) => ({ W: { ...W, data: transpose(W).data }, b: copy(b) }));',
  },
};

const layouts: readonly Page[] = [
  {
    id: 'layout',
    symptom: 'unequal',
    see: 'The network trains well, but from the first prediction on not as the reference does: it began from other weights. weights() right after setWeights(w) is w.',
    why: `${LAYOUT} Kept in flat arrays, or in square matrices, its numbers are read as (out, in) without being moved: a weight ends up between two other units. The same on the way out undoes it.`,
    wrong: { ...taken, ...given },
    confused: { 'weights-transposed': 'There the backward pass does not fit.', 'layout-in': 'There weights() shows it.' },
    unless: OTHER,
  },
  {
    id: 'layout-in',
    symptom: 'unequal',
    see: `${ONE_WAY} The network trains well, from other weights than it was given.`,
    why: `${LAYOUT} Here it is read as (out, in) on the way in, and handed out as it is kept.`,
    wrong: taken,
    confused: { layout: 'There the way out undoes it.', 'layout-out': 'There logits are right.' },
    unless: OTHER,
  },
  {
    id: 'layout-out',
    symptom: 'unequal',
    see: `${ONE_WAY} Predictions are right; what is stored and loaded again is another network.`,
    why: `${LAYOUT} Here it is handed out by columns, (out, in), and taken in by rows.`,
    wrong: given,
    confused: { 'layout-in': 'There predictions are wrong.' },
    unless: OTHER,
  },
];

const SET = 'setWeights(w) puts W (in, out) and b (1, out) of every layer in place of the network’s own, so that both networks go on from the same point.';

const handedOver: readonly Page[] = [
  {
    id: 'set-weights-ignored',
    symptom: 'unequal',
    see: 'After setWeights(w) the network predicts as before. From its initial weights on it trains rightly.',
    why: `${SET} Here nothing is done, or something is done to a copy.`,
    wrong: {
      setW: { numpy: 'copied_W = np.array(W, float)', ts: 'layer.W ??= copy(W);' },
      setB: { numpy: 'copied_b = np.array(b, float)', ts: 'layer.b ??= copy(b);' },
    },
    confused: { 'set-biases-ignored': 'There W is taken over.', 'layer-frozen': 'There step() does not move them.' },
  },
  {
    id: 'set-biases-ignored',
    symptom: 'unequal',
    see: 'After setWeights(w) W is that of w, and b is still the one before; with biases of 0 on both sides nothing shows.',
    why: `${SET} Here b is left out.`,
    wrong: { setB: { numpy: 'copied_b = np.array(b, float)', ts: 'layer.b ??= copy(b);' } },
    confused: { 'set-weights-ignored': 'There W is not taken over either.', 'initial-biases-zero': 'There b becomes 0.' },
  },
  {
    id: 'initial-biases-zero',
    symptom: 'unequal',
    see: 'With initial biases of 0, as is usual, nothing. With others (--init pytorch-default), or weights from a file, the first prediction is wrong.',
    why: `${SET} So does the making of a network. Here b is set to zeros in both, out of the habit that biases begin at 0.`,
    wrong: {
      copiedB: { numpy: 'self.b = np.zeros_like(b, float)', ts: 'this.b = map(b, () => 0);' },
      setB: { numpy: 'layer.b = np.zeros_like(b, float)', ts: 'layer.b = map(b, () => 0);' },
    },
    confused: { 'set-biases-ignored': 'There the initial b is right.', 'bias-left-out': 'There weights() shows the b that was given.' },
    unless: 'It is right to begin at 0 where no weights are given.',
  },
  {
    id: 'weights-are-views',
    symptom: 'silent',
    see: 'The change of the weights in a step comes out as 0: before and after are the same arrays. An early stop that “keeps the best weights” keeps the last ones.',
    why: 'weights() is a picture of W (in, out) at this moment. Here it hands out the arrays themselves, and W −= η·dW writes into them.',
    wrong: {
      handedOut: {
        numpy: 'return [(layer.W, layer.b) for layer in self.layers]',
        ts: 'return this.layers.map((layer) => ({ W: layer.W, b: layer.b }));',
      },
    },
    confused: { 'layer-frozen': 'There predictions do not change either.', 'given-weights-kept': 'There it is the arrays that came in.' },
    unless: THREAD,
  },
  {
    id: 'given-weights-kept',
    symptom: 'silent',
    see: 'Two networks made from the same initial weights do not begin at the same point: the second begins where the first has got to.',
    why: 'initial W (in, out) belongs to whoever made it. Here it is kept, not copied, and W −= η·dW writes into it. np.asarray copies nothing where the type fits.',
    wrong: {
      copiedW: { numpy: 'self.W = np.asarray(W)', ts: 'this.W = W;' },
      copiedB: { numpy: 'self.b = np.asarray(b)', ts: 'this.b = b;' },
      setW: { numpy: 'layer.W = np.asarray(W)', ts: 'layer.W = W;' },
      setB: { numpy: 'layer.b = np.asarray(b)', ts: 'layer.b = b;' },
    },
    confused: { 'weights-are-views': 'There it is the arrays that go out.' },
    unless: `${THREAD} And where each update makes new arrays, nothing is written into what came in.`,
  },
  {
    id: 'batch-altered',
    symptom: 'silent',
    see: 'The first epoch is right; from the second on the same rows are others. The network that trains after this one learns from other data.',
    why: 'X (B, D) is lent. Here it is worked on in place: X −= mean, X /= 255, or a ReLU that writes where it reads.',
    wrong: { features: { numpy: 'A = X.copy()\nX *= 0.5', ts: 'let A = copy(X);\nX.data.forEach((x, i) => (X.data[i] = x / 2));' } },
    confused: { 'scaled-again': 'There the numbers used are wrong, and X stays as it is.', 'labels-altered': 'There it is y.' },
    unless: THREAD,
  },
  {
    id: 'labels-altered',
    symptom: 'silent',
    see: 'The first epoch is right; from the second on the labels are others, and accuracy falls.',
    why: 'y (B) is lent. Here it is written into: y −= 1 to count from 0, in place, does so again each time.',
    wrong: { returned: { numpy: 'y[:] = 0\nreturn loss', ts: 'y.fill(0);\nreturn loss;' } },
    confused: { 'one-hot-previous': 'There y stays as it is, and the column is wrong from the first step on.', 'batch-altered': 'There it is X.' },
    unless: THREAD,
  },
];

export const mannerPages: readonly Page[] = [...layouts, ...handedOver];
