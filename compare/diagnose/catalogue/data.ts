import { isClasses, targetMatrix, targetRows } from '../../../src/model/target.ts';
import { map } from '../../../src/numbers/algebra.ts';
import type { Matrix } from '../../../src/numbers/matrix.ts';
import { type Entry, type MistakeRecord, mistake, reading } from '../record.ts';
import { crossEntropy } from './cross-entropy.ts';
import { oneOutput, severalClasses } from './where.ts';

const RIGHT_X = 'A[0] = X, as it is given';
const AS_GIVEN = "Take the features as they come: the program has standardised them with the training rows' mean and deviation.";
const DIFFERENT = 'A row looks different in every batch, and in a batch of one every feature is 0.';

// biome-ignore format: what and where on the first line of a record, then its words, then its formula
const features = [
  mistake({ id: 'standardised-again', channel: 'inputs', first: 'logits',
    says: 'The features are standardised again, with the mean and deviation of each batch',
    right: RIGHT_X, mend: AS_GIVEN, effect: DIFFERENT,
    change: (right) => ({ inputs: (X, purpose) => standardised(right.inputs(X, purpose)) }),
  }),
  mistake({ id: 'standardised-again/step', channel: 'inputs', first: 'loss',
    says: 'The features are standardised again in step(), with the mean and deviation of each batch, though not in predict()',
    right: RIGHT_X, mend: AS_GIVEN, effect: DIFFERENT,
    change: (right) => ({ inputs: (X, purpose) => (purpose === 'step' ? standardised(right.inputs(X, purpose)) : right.inputs(X, purpose)) }),
  }),
  mistake({ id: 'scaled-again', channel: 'inputs', first: 'logits',
    says: 'The features are divided by 255 again',
    right: RIGHT_X, mend: AS_GIVEN,
    effect: 'The features all but vanish: the first layer sees 1/255 of them.',
    change: (right) => ({ inputs: (X, purpose) => map(right.inputs(X, purpose), (x) => x / 255) }),
  }),
];

/** (x − mean)/(std + 1e-8) by columns of the batch, std with divisor n. */
function standardised(X: Matrix): Matrix {
  const mean = new Float64Array(X.cols);
  const variance = new Float64Array(X.cols);
  X.data.forEach((x, i) => (mean[i % X.cols]! += x / X.rows));
  X.data.forEach((x, i) => (variance[i % X.cols]! += (x - mean[i % X.cols]!) ** 2 / X.rows));
  return map(X, (x, i) => (X.rows === 1 ? 0 : (x - mean[i % X.cols]!) / (Math.sqrt(variance[i % X.cols]!) + 1e-8)));
}

const RIGHT_Y = 'Y[r][k] = 1 where k = y[r], else 0';
const FROM_ZERO = 'Y[r][y[r]] = 1; classes count from 0.';
const TOGETHER = 'Take rows and labels by the same index, always.';
const NOISE = "The labels are noise to the network: it learns the classes' shares and no more.";

/** Each row's label is another one, in the loss and in the gradient alike. */
const labels =
  (other: (y: number, r: number, all: Uint32Array, classes: number) => number): MistakeRecord['change'] =>
  (right, { classes }) => ({
    targets: (y, task) => right.targets(isClasses(y) ? y.map((label, r, all) => other(label, r, all, classes)) : y, task),
  });

/** The same where a class is written nowhere. Of such a row p − y, as it is written by hand, is p; the derivative of its loss is 0. */
const labelsNowhere =
  (other: (y: number, classes: number) => number): MistakeRecord['change'] =>
  (right, setting) => ({
    ...labels((y) => other(y, setting.classes))(right, setting),
    lossGradient: (pass) =>
      pass.task.training.loss === 'softmax-cross-entropy' ? map(pass.P, (p, i) => (p - pass.Y.data[i]!) / pass.P.rows) : right.lossGradient(pass),
  });

// biome-ignore format: a record, as above
const otherLabels = [
  mistake({ id: 'one-hot-next', channel: 'targets', first: 'loss', when: severalClasses,
    says: 'The one-hot column is off by one: class k is written to column k + 1, the last to column 0',
    right: RIGHT_Y, mend: FROM_ZERO,
    effect: 'It learns the next class for every class: accuracy falls towards 0.',
    change: labels((k, _r, _all, classes) => (k + 1) % classes),
  }),
  mistake({ id: 'one-hot-previous', channel: 'targets', first: 'loss', when: severalClasses,
    says: 'The one-hot column is off by one: class k is written to column k − 1, class 0 to the last',
    right: RIGHT_Y, mend: FROM_ZERO,
    effect: 'It learns the class before for every class: accuracy falls towards 0.',
    change: labels((k, _r, _all, classes) => (k + classes - 1) % classes),
  }),
  mistake({ id: 'one-hot-from-one', channel: 'targets', first: 'loss', when: severalClasses,
    says: 'Classes are counted from 1: class k is written to column k − 1, class 0 nowhere',
    right: RIGHT_Y, mend: FROM_ZERO,
    effect: 'It learns the class before for every class, and of class 0 nothing.',
    change: labelsNowhere((k, classes) => (k === 0 ? classes : k - 1)),
  }),
  mistake({ id: 'one-hot-beyond', channel: 'targets', first: 'loss', when: severalClasses,
    says: 'The one-hot column is off by one: class k is written to column k + 1, the last class nowhere',
    right: RIGHT_Y, mend: FROM_ZERO,
    effect: 'It learns the next class for every class, and of the last nothing.',
    change: labelsNowhere((k) => k + 1),
  }),
  mistake({ id: 'labels-flipped', channel: 'targets', first: 'loss', when: oneOutput,
    says: 'The labels are flipped: 0 for 1 and 1 for 0',
    right: RIGHT_Y, mend: 'The sigmoid answers for class 1: y is 1 there.',
    effect: 'It learns the opposite: accuracy becomes one minus accuracy.',
    change: labels((k) => 1 - k),
  }),
  mistake({ id: 'labels-shifted', channel: 'targets', first: 'loss',
    says: 'Each row has the label of the row after it',
    right: RIGHT_Y, mend: TOGETHER, effect: NOISE,
    change: labels((_y, r, all) => all[(r + 1) % all.length]!),
  }),
  mistake({ id: 'labels-shifted/back', channel: 'targets', first: 'loss',
    says: 'Each row has the label of the row before it',
    right: RIGHT_Y, mend: TOGETHER, effect: NOISE,
    change: labels((_y, r, all) => all[(r + all.length - 1) % all.length]!),
  }),
  mistake({ id: 'labels-reversed', channel: 'targets', first: 'loss',
    says: 'The labels come in the reverse order of the rows',
    right: RIGHT_Y, mend: TOGETHER, effect: NOISE,
    change: labels((_y, r, all) => all[all.length - 1 - r]!),
  }),
];

/**
 * A shuffle of the network's own cannot be predicted, but on a batch of nine with two classes there are 126 orders of
 * the labels: the one that gives the loss must give every gradient, too.
 */
const shuffledApart = reading<{ order: readonly number[]; y: Uint32Array }>({
  id: 'labels-shuffled',
  channel: 'targets',
  first: 'loss',
  says: ({ order, y }) =>
    `Rows and labels are shuffled apart: the batch of ${y.length} was trained as if its labels were ${order.join(' ')}, not ${y.join(' ')}`,
  right: 'row r of X goes with y[r]',
  mend: 'Shuffle one list of indices and take both by it; in step(), better not at all: the order is given.',
  effect: NOISE,
  read(answers, probes) {
    const few = probes.find(({ id }) => id === 'few');
    const shown = answers.get('few')?.observations;
    const logits = shown?.find(({ quantity }) => quantity === 'logits')?.values;
    const loss = shown?.find(({ quantity }) => quantity === 'loss')?.values.data[0];
    if (!few || !logits || loss === undefined) return [];
    const { y } = few.steps[0]!.batch;
    const output = logits.cols === 1 ? ({ kind: 'sigmoid', threshold: 0.5 } as const) : ({ kind: 'softmax', classes: logits.cols } as const);
    const gives = (order: ArrayLike<number>) =>
      Math.abs(crossEntropy(logits, targetMatrix(Uint32Array.from(order), output), output) - loss) <= few.tolerance * loss;
    return gives(y)
      ? []
      : orders(y)
          .filter(gives)
          .map((order) => ({ order, y }));
  },
  change: (right, { order, y }) => ({ targets: (given, task) => right.targets(targetRows(given) === y.length ? Uint32Array.from(order) : given, task) }),
  unpredictable: (probe) => !['few', 'one'].includes(probe.id),
});

/** Every different order of labels that are 0 or 1. */
function orders(y: Uint32Array): number[][] {
  const ones = y.filter((label) => label === 1).length;
  const found: number[][] = [];
  for (let bits = 0; bits < 2 ** y.length; bits++) {
    const order = Array.from(y, (_, r) => (bits >> r) & 1);
    if (order.filter((bit) => bit === 1).length === ones) found.push(order);
  }
  return found;
}

/** Mistakes with the rows and their labels. */
export const dataMistakes: readonly Entry[] = [...features, ...otherLabels, shuffledApart];
