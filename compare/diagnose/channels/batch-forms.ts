import type { Formulas, Pass } from '../../../scratch/formulas.ts';
import { step } from '../../../scratch/plain.ts';
import { outputsOf } from '../../../src/model/losses/batch.ts';
import type { Target } from '../../../src/model/target.ts';
import type { NamedTensors } from '../../../src/model/tensors.ts';
import { map, transpose } from '../../../src/numbers/algebra.ts';
import { type Matrix, rowRange } from '../../../src/numbers/matrix.ts';
import type { Found, Option } from './finding.ts';
import { total } from './search/numbers.ts';

const RIGHT = '(1/B)·Σ over the rows, each by itself';

const SHIFTS = {
  next: { text: 'of the next row', from: (r: number, B: number) => (r + 1) % B },
  before: { text: 'of the row before', from: (r: number, B: number) => (r + B - 1) % B },
  reversed: { text: 'of the rows in reverse', from: (r: number, B: number) => B - 1 - r },
  first: { text: 'of the first row', from: () => 0 },
} as const;

/** What may be done with the rows of a batch, beside a factor. */
export const OTHER_BATCHES: readonly Option[] = [
  online('the weights are updated after every row of the batch', (rate) => rate),
  online('the weights are updated after every row of the batch, at the rate η/B', (rate, B) => rate / B),
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

function online(computed: string, rate: (η: number, B: number) => number): Option {
  const updated: Found['formulas'] = (right) => ({
    updated: (pass, direction, η) => (pass.X.rows === 1 ? right.updated(pass, direction, η) : rowByRow(pass, rate, right).weights),
  });
  const withLosses =
    (over: (B: number) => number): Found['formulas'] =>
    (right) => ({
      ...updated(right),
      reported: (pass, after) => (pass.X.rows === 1 ? right.reported(pass, after) : total(rowByRow(pass, rate, right).losses) * over(pass.X.rows)),
    });
  return {
    channel: 'batch',
    computed,
    right: 'one update by the mean over the batch',
    formulas: updated,
    variants: [
      { computed: `${computed}; the loss is the mean of theirs, each at the weights that it met`, formulas: withLosses((B) => 1 / B) },
      { computed: `${computed}; the loss is the sum of theirs, each at the weights that it met`, formulas: withLosses(() => 1) },
    ],
  };
}

function rowByRow(pass: Pass, rate: (η: number, B: number) => number, right: Formulas): { readonly weights: NamedTensors; readonly losses: readonly number[] } {
  let { weights } = pass;
  const losses: number[] = [];
  for (let r = 0; r < pass.X.rows; r++) {
    const one = step(
      pass.task,
      { weights, memory: pass.memory },
      { X: rowRange(pass.X, r, r + 1), y: targetRange(pass.target, r) },
      rate(pass.learningRate, pass.X.rows),
      right,
    );
    weights = one.after.weights;
    losses.push(one.loss);
  }
  return { weights, losses };
}

function targetRange(target: Target, r: number): Target {
  return target instanceof Uint32Array ? target.slice(r, r + 1) : rowRange(target, r, r + 1);
}

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
