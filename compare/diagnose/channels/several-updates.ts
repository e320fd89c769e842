import type { Formulas, Pass } from '../../../scratch/formulas.ts';
import { backward, passedBack } from '../../../scratch/plain.ts';
import type { Target } from '../../../src/model/target.ts';
import type { LayerWeights, NamedTensors } from '../../../src/model/tensors.ts';
import { type Matrix, rowRange } from '../../../src/numbers/matrix.ts';
import type { Found, Option } from './finding.ts';
import { total } from './search/numbers.ts';

/** How a step is made of one update for every row of its batch. */
interface Updates {
  readonly text: string;
  readonly of: 'row' | 'batch'; // what each is made from
  readonly isForwardOnce: boolean; // all of them on the outputs that the weights before the first gave
}

const UPDATES: readonly Updates[] = [
  { text: 'the weights are updated after every row of the batch', of: 'row', isForwardOnce: false },
  { text: 'the weights are updated after every row of the batch, on outputs that were all computed before the first', of: 'row', isForwardOnce: true },
  { text: 'the update is repeated for every row of the batch, each time by the whole of it, on outputs computed once', of: 'batch', isForwardOnce: true },
  { text: 'the update is repeated for every row of the batch, each time by the whole of it', of: 'batch', isForwardOnce: false },
];
const RATES: readonly { readonly text: string; readonly rate: (η: number, B: number) => number }[] = [
  { text: '', rate: (η) => η },
  { text: ', at the rate η/B', rate: (η, B) => η / B },
];

/** As many updates as a batch has rows, in place of one. */
export function severalUpdates(): Option[] {
  return UPDATES.flatMap((updates) => RATES.map(({ text, rate }) => optionOf({ ...updates, text: updates.text + text }, rate)));
}

function optionOf(updates: Updates, rate: (η: number, B: number) => number): Option {
  const weights: Found['formulas'] = (right) => ({
    updated: (pass, direction, η) => (pass.X.rows === 1 ? right.updated(pass, direction, η) : after(pass, updates, rate, right).weights),
  });
  const withLosses =
    (over: (B: number) => number): Found['formulas'] =>
    (right) => ({
      ...weights(right),
      reported: (pass, now) => (pass.X.rows === 1 ? right.reported(pass, now) : total(after(pass, updates, rate, right).losses) * over(pass.X.rows)),
    });
  return {
    channel: 'batch',
    computed: updates.text,
    right: 'one update by the mean over the batch',
    formulas: weights,
    variants: [
      { computed: `${updates.text}; the loss is the mean of theirs, each at the weights that it met`, formulas: withLosses((B) => 1 / B) },
      { computed: `${updates.text}; the loss is the sum of theirs, each at the weights that it met`, formulas: withLosses(() => 1) },
    ],
  };
}

function after(
  pass: Pass,
  { of, isForwardOnce }: Updates,
  rate: (η: number, B: number) => number,
  right: Formulas,
): { readonly weights: NamedTensors; readonly losses: readonly number[] } {
  let { weights } = pass;
  const η = rate(pass.learningRate, pass.X.rows);
  const losses: number[] = [];
  for (let r = 0; r < pass.X.rows; r++) {
    const rows = of === 'row' ? rowOf(pass, r) : pass;
    const now = isForwardOnce
      ? again({ ...rows, weights }, right)
      : backward(pass.task, { weights, memory: pass.memory }, { X: rows.X, y: rows.target, masks: rows.masks }, η, right);
    const gradients = right.penalised(now, now.gradients);
    const { direction } = right.direction(right.treated(now, gradients), pass.memory, now);
    weights = right.updated(now, direction, right.rate(η, pass.memory));
    losses.push(right.reported(now, weights));
  }
  return { weights, losses };
}

/** The chain rule once more, on the same outputs at other weights. */
function again(pass: Pass, right: Formulas): Pass {
  const L = pass.layers.length;
  return passedBack({ ...pass, dA: new Array<Matrix>(L), dZ: new Array<Matrix>(L), gradients: new Array<LayerWeights>(L) }, right);
}

/** One row of all that a pass computed going forward. */
function rowOf(pass: Pass, r: number): Pass {
  const row = (M: Matrix) => rowRange(M, r, r + 1);
  const target: Target = pass.target instanceof Uint32Array ? pass.target.slice(r, r + 1) : row(pass.target);
  const { A, Z, F, N } = pass;
  const forward = { A: A.map(row), Z: Z.map(row), F: F.map(row), N: N.map((of) => ({ ...of, values: row(of.values) })) };
  const masks = pass.masks.map((mask) => mask && row(mask));
  return { ...pass, ...forward, masks, X: row(pass.X), target, P: row(pass.P), Y: row(pass.Y) };
}
