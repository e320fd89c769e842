import type { Snippet } from './lines.ts';
import type { Page } from './page.ts';

const ONE_HOT = 'Y (B, K) has one 1 in each row, Y[r][y[r]]: classes are counted 0 … K − 1.';
const LOOK =
  'The loss falls as if all were well, and accuracy with it: towards 0, below what guessing gives. The confusion matrix has its large numbers beside the diagonal, all on one side.';
const OTHER_NUMBERING =
  'Labels that really are 1 … K in the file have to be written to column y − 1: that is right for them. This program hands over 0 … K − 1.';

/** Column k of the target is 1 where this says so, of k and y[r]. */
const oneHot = (numpy: string, ts: string): Page['wrong'] => ({
  targets: {
    numpy: `return ${numpy} if K > 1 else y.reshape(-1, 1)`,
    ts: `return filled(y.length, K, (r, k) => (K > 1 ? Number(k === ${ts}) : Number(y[r])));`,
  },
});

const shifted: readonly Page[] = [
  {
    id: 'one-hot-next',
    symptom: 'opposite',
    see: LOOK,
    why: `${ONE_HOT} Here the 1 stands in column (y + 1) mod K, so p_{y+1} is raised and p_y pushed down. Loss and gradient agree with each other: a gradient check passes.`,
    wrong: oneHot('np.eye(K)[(y + 1) % K]', '(y[r]! + 1) % K'),
    confused: { 'one-hot-beyond': 'There the last class wraps around to nowhere: its rows have no 1 at all.' },
    unless: 'The same column everywhere, in training and in what is called accuracy, is only another order of the classes.',
  },
  {
    id: 'one-hot-previous',
    symptom: 'opposite',
    see: LOOK,
    why: `${ONE_HOT} Here the 1 stands in column y − 1, and for class 0 in the last: NumPy reads index −1 as the last without a word. Loss and gradient agree with each other: a gradient check passes.`,
    wrong: oneHot('np.eye(K)[y - 1]', '(y[r]! + K - 1) % K'),
    confused: { 'one-hot-from-one': 'There class 0 is written nowhere, not to the last column.' },
    unless: OTHER_NUMBERING,
  },
  {
    id: 'one-hot-from-one',
    symptom: 'opposite',
    see: 'The loss falls, in leaps, and accuracy ends near the share of one class or below. Rows of class 0 have the loss 0; in the confusion matrix the others stand beside the diagonal, on one side.',
    why: `${ONE_HOT} Here the 1 stands in column y − 1, and rows of class 0 have none: −Σ y·log p is 0 for them, while p − y = p pushes every logit of theirs down.`,
    wrong: oneHot('np.eye(K, k=-1)[y]', 'y[r]! - 1'),
    confused: {
      'one-hot-previous': 'There class 0 goes to the last column.',
      'labels-not-subtracted': 'There every row has the gradient p, whatever its class.',
    },
    unless: OTHER_NUMBERING,
  },
  {
    id: 'one-hot-beyond',
    symptom: 'opposite',
    see: 'The loss falls, in leaps, and accuracy ends near the share of one class or below. Rows of the last class have the loss 0; in the confusion matrix the others stand beside the diagonal, on one side.',
    why: `${ONE_HOT} Here the 1 stands in column y + 1, and rows of the last class have none: column K does not exist. −Σ y·log p is 0 for them, while p − y = p pushes every logit of theirs down.`,
    wrong: oneHot('np.eye(K, k=1)[y]', 'y[r]! + 1'),
    confused: { 'one-hot-next': 'There the last class goes to column 0.' },
  },
  {
    id: 'labels-flipped',
    symptom: 'opposite',
    see: 'The loss falls as if all were well; accuracy goes to one minus what it should be: 97 % becomes 3 %.',
    why: 'p = σ(z), (B, 1), is the probability of class 1, so y = 1 there. With 1 − y in its place ∂L/∂z = p − (1 − y): class 0 is learnt as 1. Loss and gradient agree with each other: a gradient check passes.',
    wrong: {
      targets: {
        numpy: 'return np.eye(K)[y] if K > 1 else 1 - y.reshape(-1, 1)',
        ts: 'return filled(y.length, K, (r, k) => (K > 1 ? Number(k === y[r]) : 1 - Number(y[r])));',
      },
    },
    model: { output: 'sigmoid' },
    confused: { 'wrong-sign': 'There the loss rises; here it falls.' },
    unless: 'The probability of class 0 may be what is wanted, if whoever reads p knows it.',
  },
];

const NOISE =
  'The training loss stops near the entropy of the classes, ln K if they are equally many, and accuracy at the share of the largest. A large network learns the training rows by heart in the end; on others it is no better than chance.';

const moved = (id: string, says: string, y: Snippet, confused: Page['confused']): Page => ({
  id,
  symptom: 'stuck',
  see: NOISE,
  why: `Row r of X (B, D) belongs to y[r], y (B). Here ${says}. Loss and gradient agree with each other, so a gradient check passes; and in batches of one nothing is wrong. It comes of sorting, rolling or shuffling one of the two alone.`,
  wrong: { labels: { numpy: `Y = targets(${y.numpy}, Z.shape[1])`, ts: `const Y = targets(${y.ts}, Z.cols);` } },
  ...(confused && { confused }),
});

const apart: readonly Page[] = [
  moved(
    'labels-shifted',
    'it goes with y[r + 1], the last with y[0]',
    { numpy: 'np.roll(y, -1)', ts: 'y.map((_, r) => y[(r + 1) % y.length]!)' },
    { 'labels-shifted/back': 'There it is the label of the row before.' },
  ),
  moved(
    'labels-shifted/back',
    'it goes with y[r − 1], the first with the last',
    { numpy: 'np.roll(y, 1)', ts: 'y.map((_, r) => y.at(r - 1)!)' },
    { 'labels-shifted': 'There it is the label of the row after.' },
  ),
  moved(
    'labels-reversed',
    'it goes with y[B − 1 − r]',
    { numpy: 'y[::-1]', ts: 'y.toReversed()' },
    { 'labels-shuffled': 'There the order is another one at every step.' },
  ),
  {
    ...moved(
      'labels-shuffled',
      'the labels have been shuffled, or the rows, by an order of their own',
      { numpy: 'np.random.permutation(y)', ts: 'shuffled(y)' },
      { 'labels-reversed': 'There the order is the same at every step.' },
    ),
    title: 'Rows and labels are shuffled apart',
    seen: [{ title: 'DrexelChatbotGroup/DrexelChatbot, issue 15', url: 'https://github.com/DrexelChatbotGroup/DrexelChatbot/issues/15' }],
  },
];

/** JavaScript has no shuffle of its own. */
const withShuffle = (page: Page): Page => ({
  ...page,
  wrong: {
    ...page.wrong,
    helper: {
      numpy: 'import numpy as np',
      ts: `type Scalar = (z: number) => number;

const shuffled = (y: Uint32Array) => {
  const order = Array.from(y, (label) => ({ label, luck: Math.random() })).sort((a, b) => a.luck - b.luck);
  return Uint32Array.from(order, ({ label }) => label);
};`,
    },
  },
});

export const targetPages: readonly Page[] = [...shifted, ...apart.map((page) => (page.id === 'labels-shuffled' ? withShuffle(page) : page))];
