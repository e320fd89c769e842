import type { Pass } from '../../../scratch/formulas.ts';
import { backward } from '../../../scratch/plain.ts';
import { mapTensors, type NamedTensors, tensorsOf } from '../../../src/model/tensors.ts';
import { scale } from '../../../src/numbers/algebra.ts';
import { part } from './draws.ts';
import { finding, type Known, number, type Outcome, verdict } from './known.ts';
import { dot, sizeOf, snapped } from './search/numbers.ts';

/** c·‖W‖² or c·Σ|W| of one tensor. */
export interface Strength {
  readonly label: string; // 'W1'
  readonly name: string;
  readonly layer: number;
  readonly l2: number;
  readonly l1: number;
}

/** What the weights themselves add to the loss of one row: each tensor made larger by itself, twice, tells squares from sizes. */
export async function penaltyInLoss(
  known: Known,
  ofRows: (pass: Pass) => number,
): Promise<{ readonly outcome: Outcome; readonly value?: (pass: Pass) => number } | undefined> {
  const { draw, asker, task, formulas } = known;
  const batch = part(draw, 0, 1);
  const restAt = async (weights: NamedTensors) => {
    const reply = await asker.ask({ title: 'the loss at rate 0', weights, steps: [{ ...batch, rate: 0 }] });
    return (reply?.losses[0] ?? Number.NaN) - ofRows(backward(task, { weights }, batch, 0, formulas));
  };
  const base = await restAt(draw.weights);
  const strengths: Strength[] = [];
  for (const { name, layer, label, values } of tensorsOf(draw.weights)) {
    const scaled = (by: number) => mapTensors(draw.weights, (M, at) => (at.name === name && at.layer === layer ? scale(M, by) : M));
    const [more, most] = [(await restAt(scaled(1.5))) - base, (await restAt(scaled(2))) - base];
    const tiny = 1e-7 * Math.abs(base);
    if (Math.abs(most) < tiny) continue;
    const ratio = most / more;
    if (Math.abs(ratio - 2.4) > 0.01 && Math.abs(ratio - 2) > 0.01) return { outcome: verdict('penalty', 'open') };
    const isSquare = Math.abs(ratio - 2.4) < 0.01;
    const c = snapped(isSquare ? most / (3 * dot(values.data, values.data)) : most / sizeOf(values.data), known.float === 'float32' ? 1e-3 : 1e-6);
    strengths.push({ label, name, layer, l2: isSquare ? c : 0, l1: isSquare ? 0 : c });
  }
  const value = (pass: Pass) =>
    strengths.reduce((sum, { name, layer, l2, l1 }) => {
      const { data } = pass.weights[layer - 1]![name as 'W' | 'b']!;
      return sum + l2 * dot(data, data) + l1 * sizeOf(data);
    }, 0);
  const constant = base - value(backward(task, { weights: draw.weights }, batch, 0, formulas));
  if (strengths.length === 0)
    return {
      outcome: finding('loss', {
        computed: `the loss has the constant ${number(constant)} added`,
        right: 'no constant',
        formulas: added(
          () => constant,
          () => 1,
        ),
      }),
      value: () => constant,
    };
  if (Math.abs(constant) > 1e-4 * Math.abs(base)) return { outcome: verdict('penalty', 'open') };
  const overBatch = await isOverBatch(known, ofRows, value);
  const text = strengths.map(({ label, l2, l1 }) => (l2 ? `${number(l2)}·‖${label}‖²` : `${number(l1)}·Σ|${label}|`)).join(' + ');
  const over = (pass: Pass) => (overBatch ? pass.X.rows : 1);
  const outcome = finding('penalty', {
    computed: `the loss has ${overBatch ? `(${text})/B` : text}`,
    right: 'no penalty, as none is declared',
    strengths: { overBatch, of: strengths },
    formulas: added(value, over),
  });
  return { outcome, value: (pass) => value(pass) / over(pass) };
}

function added(value: (pass: Pass) => number, over: (pass: Pass) => number) {
  return (right: Known['formulas']): Partial<Known['formulas']> => ({ reported: (pass, updated) => right.reported(pass, updated) + value(pass) / over(pass) });
}

/** The term of two batches, where it is known to stand beside a sum or a mean of the rows' losses. */
async function isOverBatch({ draw, asker, task, formulas }: Known, ofRows: (pass: Pass) => number, value: (pass: Pass) => number): Promise<boolean> {
  const batch = part(draw, 0, 8);
  const reply = await asker.ask({ title: 'the loss of 8 rows', weights: draw.weights, steps: [{ ...batch, rate: 0 }] });
  const pass = backward(task, { weights: draw.weights }, batch, 0, formulas);
  const near = (rows: number, over: number) => Math.abs((reply?.losses[0] ?? Number.NaN) - ofRows(pass) / rows - value(pass) / over);
  return Math.min(near(8, 8), near(1, 8)) < Math.min(near(8, 1), near(1, 1));
}
