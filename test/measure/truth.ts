import type { Formulas } from '../../scratch/formulas.ts';
import { newMemory, step } from '../../scratch/plain.ts';
import { initialWeights } from '../../src/model/initialisers/initialisers.ts';
import { type NamedTensors, tensorsOf } from '../../src/model/tensors.ts';
import type { Task } from '../../src/model/training-spec.ts';
import { stream } from '../../src/numbers/random.ts';
import { batchFor } from '../vocabulary.ts';

const STEPS = [1, 2, 3, 8, 13, 64];
const RATES = [0.01, 0.5];

/**
 * How far two sets of formulas train apart, over batches that no diagnosis asked for: the largest difference in a weight or a loss,
 * relative to the largest change of its tensor. 0 of formulas that are the same, whatever their words; both are float64.
 */
export function distance(a: Formulas, b: Formulas, task: Task, seed: number): number {
  let worst = 0;
  for (const rate of RATES) {
    let weights: NamedTensors = initialWeights(task.model, 'glorot-normal', stream(seed, 'truth'));
    let [ours, theirs] = [newMemory(task), newMemory(task)];
    for (const [t, rows] of STEPS.entries()) {
      const batch = batchFor(task, rows, 1000 * seed + t);
      const [of, by] = [step(task, { weights, memory: ours }, batch, rate, a), step(task, { weights, memory: theirs }, batch, rate, b)];
      for (const [i, { values, name, layer }] of tensorsOf(by.after.weights).entries()) {
        const before = tensorsOf(weights).find((tensor) => tensor.name === name && tensor.layer === layer)!.values.data;
        worst = Math.max(worst, apart(tensorsOf(of.after.weights)[i]!.values.data, values.data, before));
      }
      worst = Math.max(worst, apart([of.loss], [by.loss], [0]));
      [weights, ours, theirs] = [by.after.weights, of.after.memory, by.after.memory];
    }
  }
  return worst;
}

/** Numbers that are not finite are the same where both are the same. */
function apart(a: ArrayLike<number>, b: ArrayLike<number>, before: ArrayLike<number>): number {
  const size = Math.max(1e-9, ...Array.from(b, (value, i) => Math.abs(value - before[i]!)).filter(Number.isFinite));
  return Math.max(...Array.from(b, (value, i) => (Object.is(value, a[i]) ? 0 : Math.abs(value - a[i]!) / size)).map((d) => (Number.isNaN(d) ? Infinity : d)));
}
