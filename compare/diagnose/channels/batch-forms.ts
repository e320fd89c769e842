import type { Formulas, Pass } from '../../../scratch/formulas.ts';
import { outputsOf } from '../../../src/model/losses/batch.ts';
import { map, transpose } from '../../../src/numbers/algebra.ts';
import type { Matrix } from '../../../src/numbers/matrix.ts';
import type { Option } from './finding.ts';
import { total } from './search/numbers.ts';
import { severalUpdates } from './several-updates.ts';

const RIGHT = '(1/B)·Σ over the rows, each by itself';

const SHIFTS = {
  next: { text: 'of the next row', from: (r: number, B: number) => (r + 1) % B },
  before: { text: 'of the row before', from: (r: number, B: number) => (r + B - 1) % B },
  reversed: { text: 'of the rows in reverse', from: (r: number, B: number) => B - 1 - r },
  first: { text: 'of the first row', from: () => 0 },
} as const;

/** What may be done with the rows of a batch, beside a factor. */
export const OTHER_BATCHES: readonly Option[] = [
  ...severalUpdates(),
  only(
    'the gradient is that of the last row alone',
    (r, B) => r === B - 1,
    (B) => B,
  ),
  only(
    'the gradient is that of the last row alone, divided by B',
    (r, B) => r === B - 1,
    () => 1,
  ),
  only(
    'the gradient is that of the first row alone',
    (r) => r === 0,
    (B) => B,
  ),
  only(
    'the gradient is that of the first row alone, divided by B',
    (r) => r === 0,
    () => 1,
  ),
  only(
    'the last row of the batch is left out',
    (r, B) => r < B - 1,
    () => 1,
  ),
  only(
    'the first row of the batch is left out',
    (r) => r > 0,
    () => 1,
  ),
  softmax('the softmax divides by the sum over the whole batch, all rows and classes', whole),
  softmax('the softmax is taken over the rows of the batch, class by class: the wrong axis', (Z) => transpose(softmaxRows(transpose(Z)))),
  ...(['next', 'before', 'reversed', 'first'] as const).map((name) => labels(name)),
];

function only(computed: string, keeps: (r: number, B: number) => boolean, factor: (B: number) => number): Option {
  return {
    channel: 'batch',
    computed,
    right: RIGHT,
    formulas: (right) => ({
      lossGradient(pass) {
        const d = right.lossGradient(pass);
        return map(d, (v, i) => (keeps(Math.floor(i / d.cols), d.rows) ? v * factor(d.rows) : 0));
      },
    }),
  };
}

function softmax(computed: string, of: (Z: Matrix) => Matrix): Option {
  const ofP: Formulas['loss'] = ({ P, Y }) => total(Y.data.map((y, i) => (y === 0 ? 0 : -y * Math.log(P.data[i]!)))) / P.rows;
  const made = { outputs: of, lossGradient: ({ P, Y }: Pass) => map(P, (p, i) => (p - Y.data[i]!) / P.rows) };
  return {
    channel: 'batch',
    computed,
    right: 'softmax of each row by itself',
    formulas: () => made,
    variants: [{ computed: `${computed}; the loss is of these, too`, formulas: () => ({ ...made, loss: ofP }) }],
  };
}

function softmaxRows(Z: Matrix): Matrix {
  return outputsOf(Z, { kind: 'softmax', classes: Z.cols });
}

function whole(Z: Matrix): Matrix {
  const one = softmaxRows({ rows: 1, cols: Z.data.length, data: Z.data });
  return { ...Z, data: one.data };
}

function labels(name: keyof typeof SHIFTS): Option {
  const { text, from } = SHIFTS[name];
  const moved = (Y: Matrix): Matrix => map(Y, (_, i) => Y.data[from(Math.floor(i / Y.cols), Y.rows) * Y.cols + (i % Y.cols)]!);
  return {
    channel: 'batch',
    computed: `the rows of a batch are trained on the labels ${text}`,
    right: 'each row on its own',
    formulas: (right: Formulas) => ({ targets: (target, task) => moved(right.targets(target, task)) }),
  };
}
