import { isClasses, targetMatrix, targetRows } from '../../../src/model/target.ts';
import { map } from '../../../src/numbers/algebra.ts';
import type { Matrix } from '../../../src/numbers/matrix.ts';
import type { Mistake, Reading, Suspect, Suspects } from '../mistake.ts';
import { crossEntropy } from './cross-entropy.ts';

/** Mistakes with the rows and their labels. */
export const dataMistakes: Suspects = ({ classes }) => [...features(), ...labels(classes), shuffledApart];

function features(): Suspect[] {
  const words = {
    right: 'A[0] = X, as it is given',
    mend: "Take the features as they come: the program has standardised them with the training rows' mean and deviation.",
  };
  const again: Pick<Mistake, 'stage' | 'effect'> = {
    stage: 'forward',
    effect: 'A row looks different in every batch, and in a batch of one every feature is 0.',
  };
  return [
    {
      id: 'standardised-again',
      name: 'The features are standardised again, with the mean and deviation of each batch',
      tensor: 'logits',
      ...words,
      ...again,
      wrong: (right) => ({ inputs: (X, purpose) => standardised(right.inputs(X, purpose)) }),
    },
    {
      id: 'standardised-again/step',
      name: 'The features are standardised again in step(), with the mean and deviation of each batch, though not in predict()',
      tensor: 'loss',
      ...words,
      ...again,
      stage: 'loss',
      wrong: (right) => ({ inputs: (X, purpose) => (purpose === 'step' ? standardised(right.inputs(X, purpose)) : right.inputs(X, purpose)) }),
    },
    {
      id: 'scaled-again',
      name: 'The features are divided by 255 again',
      tensor: 'logits',
      ...words,
      stage: 'forward',
      effect: 'The features all but vanish: the first layer sees 1/255 of them.',
      wrong: (right) => ({ inputs: (X, purpose) => map(right.inputs(X, purpose), (x) => x / 255) }),
    },
  ];
}

/** (x − mean)/(std + 1e-8) by columns of the batch, std with divisor n. */
function standardised(X: Matrix): Matrix {
  const mean = new Float64Array(X.cols);
  const variance = new Float64Array(X.cols);
  X.data.forEach((x, i) => (mean[i % X.cols]! += x / X.rows));
  X.data.forEach((x, i) => (variance[i % X.cols]! += (x - mean[i % X.cols]!) ** 2 / X.rows));
  return map(X, (x, i) => (X.rows === 1 ? 0 : (x - mean[i % X.cols]!) / (Math.sqrt(variance[i % X.cols]!) + 1e-8)));
}

/** Labels that are not those of their rows, in the loss and in the gradient alike. */
function labels(classes: number): Mistake[] {
  const label = (id: string, name: string, mend: string, effect: string, change: (y: number, r: number, all: Uint32Array) => number): Mistake => ({
    id,
    name,
    stage: 'loss',
    tensor: 'loss',
    right: 'Y[r][k] = 1 where k = y[r], else 0',
    mend,
    effect,
    wrong: (right) => ({ targets: (y, task) => right.targets(isClasses(y) ? y.map(change) : y, task) }),
  });
  const apart = 'Take rows and labels by the same index, always.';
  const noise = "The labels are noise to the network: it learns the classes' shares and no more.";
  return [
    ...(classes > 1
      ? [
          label(
            'one-hot-next',
            'The one-hot column is off by one: class k is written to column k + 1, the last to column 0',
            'Y[r][y[r]] = 1; classes count from 0.',
            'It learns the next class for every class: accuracy falls towards 0.',
            (k) => (k + 1) % classes,
          ),
          label(
            'one-hot-previous',
            'The one-hot column is off by one: class k is written to column k − 1, class 0 to the last',
            'Y[r][y[r]] = 1; classes count from 0.',
            'It learns the class before for every class: accuracy falls towards 0.',
            (k) => (k + classes - 1) % classes,
          ),
          label(
            'one-hot-from-one',
            'Classes are counted from 1: class k is written to column k − 1, class 0 nowhere',
            'Y[r][y[r]] = 1; classes count from 0.',
            'It learns the class before for every class, and of class 0 nothing.',
            (k) => (k === 0 ? classes : k - 1),
          ),
          label(
            'one-hot-beyond',
            'The one-hot column is off by one: class k is written to column k + 1, the last class nowhere',
            'Y[r][y[r]] = 1; classes count from 0.',
            'It learns the next class for every class, and of the last nothing.',
            (k) => k + 1,
          ),
        ]
      : [
          label(
            'labels-flipped',
            'The labels are flipped: 0 for 1 and 1 for 0',
            'The sigmoid answers for class 1: y is 1 there.',
            'It learns the opposite: accuracy becomes one minus accuracy.',
            (k) => 1 - k,
          ),
        ]),
    label('labels-shifted', 'Each row has the label of the row after it', apart, noise, (_y, r, all) => all[(r + 1) % all.length]!),
    label('labels-shifted/back', 'Each row has the label of the row before it', apart, noise, (_y, r, all) => all[(r + all.length - 1) % all.length]!),
    label('labels-reversed', 'The labels come in the reverse order of the rows', apart, noise, (_y, r, all) => all[all.length - 1 - r]!),
  ];
}

/**
 * A shuffle of the network's own cannot be predicted, but on a batch of nine with two classes there are 126 orders of
 * the labels: the one that gives the loss must give every gradient, too.
 */
const shuffledApart: Reading = {
  id: 'labels-shuffled',
  stage: 'loss',
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
    if (gives(y)) return [];
    return orders(y)
      .filter(gives)
      .map((order) => ({
        id: 'labels-shuffled',
        name: `Rows and labels are shuffled apart: the batch of ${y.length} was trained as if its labels were ${order.join(' ')}, not ${y.join(' ')}`,
        stage: 'loss' as const,
        tensor: 'loss',
        right: 'row r of X goes with y[r]',
        mend: 'Shuffle one list of indices and take both by it; in step(), better not at all: the order is given.',
        effect: "The labels are noise to the network: it learns the classes' shares and no more.",
        wrong: (right) => ({ targets: (given, task) => right.targets(targetRows(given) === y.length ? Uint32Array.from(order) : given, task) }),
        unpredictable: (probe) => !['few', 'one'].includes(probe.id),
      }));
  },
};

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
