import { describe, expect, it } from 'vitest';
import { backward } from '../../scratch/plain.ts';
import { ACTIVATIONS } from '../../src/model/activations/activations.ts';
import { copyWeights, tensorsOf } from '../../src/model/tensors.ts';
import type { Task } from '../../src/model/training-spec.ts';
import { difference, norm } from '../../src/numbers/norms.ts';
import { weightsFor } from '../tiny-plan.ts';
import { batchFor, pairs, taskWith } from '../vocabulary.ts';

const H = 1e-6;

/** Central differences: their own error is of H²·L‴ ≈ 1e-12 and of 2⁻⁵³·L/H ≈ 1e-10, beside gradients of 1e-2 and more. */
const TOLERANCE = 1e-7;

/** The tensors whose gradient is not the slope of the loss, all others as they are, in a batch with targets of that seed. */
function wrongTensors(task: Task, seed: number): string[] {
  const weights = copyWeights(weightsFor(task.model, 3), 'float64');
  const batch = batchFor(task, 6, seed);
  const gradients = tensorsOf(backward(task, { weights }, batch).gradients);
  const lossAt = () => backward(task, { weights }, batch).loss;
  return tensorsOf(weights).flatMap(({ values: { data }, label }, t) => {
    const slopes = Array.from(data, (w, i) => {
      data[i] = w + H;
      const above = lossAt();
      data[i] = w - H;
      const slope = (above - lossAt()) / (2 * H);
      data[i] = w;
      return slope;
    });
    const expected = gradients[t]!.values.data;
    const error = norm(difference(slopes, expected)) / Math.max(1e-2, norm(expected));
    return error < TOLERANCE ? [] : [`${label}: ${error}`];
  });
}

// kinks have no slope; no pre-activation of these weights and rows lies within H of one
describe.each(pairs)('$loss on $output.kind', ({ loss, output }) => {
  it.each(ACTIVATIONS.map(({ name }) => name))('with %s: every gradient is the slope of the loss, of classes and of values or labels', (activation) => {
    const task = taskWith(output, { loss }, activation);
    for (const seed of [2, 3]) expect(wrongTensors(task, seed)).toEqual([]);
  });
});
