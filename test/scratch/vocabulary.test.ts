import { describe, expect, it } from 'vitest';
import { ScratchNetwork } from '../../scratch/fast/network.ts';
import { createNaive } from '../../scratch/kernels/naive.ts';
import { backward, PlainNetwork } from '../../scratch/plain.ts';
import { layersOf } from '../../src/model/model-spec.ts';
import { penaltyOf, withPenalty } from '../../src/model/penalty.ts';
import { copyWeights, tensorsOf } from '../../src/model/tensors.ts';
import { difference, largest, norm } from '../../src/numbers/norms.ts';
import { weightsFor } from '../tiny-plan.ts';
import { batchFor, variants } from '../vocabulary.ts';

const names = Object.keys(variants);

describe.each(names)('%s', (name) => {
  const task = variants[name]!;

  it('has the gradient that central differences of its loss give', () => {
    const weights = copyWeights(weightsFor(task.model, 3), 'float64');
    const batch = batchFor(task, 6, 2);
    const { X } = batch;
    const pass = backward(task, { weights }, batch);
    const gradients = tensorsOf(withPenalty(task.training, 'loss', pass.gradients, weights, X.rows));
    const lossAt = () => backward(task, { weights }, batch).loss + penaltyOf(task.training, weights, X.rows);
    const h = 1e-6;
    tensorsOf(weights).forEach(({ values: { data }, label, name, layer }, t) => {
      if (name === 'b' && layersOf(task.model)[layer - 1]!.bias === false) return; // not there
      const found = Array.from(data, (w, i) => {
        const at = (value: number) => ((data[i] = value), lossAt());
        const slope = (at(w + h) - at(w - h)) / (2 * h);
        data[i] = w;
        return slope;
      });
      const expected = gradients[t]!.values.data;
      expect(norm(difference(found, expected)) / Math.max(1e-3, norm(expected)), label).toBeLessThan(1e-6);
    });
  });

  it('is trained by the fast network as by the plain one, ten steps, the last of them short', () => {
    const initial = weightsFor(task.model, 5);
    const plain = new PlainNetwork(task, initial);
    const fast = new ScratchNetwork(task, initial, createNaive('float64'));
    for (let step = 1; step <= 10; step++) {
      const { X, y, masks } = batchFor(task, step === 10 ? 3 : 8, step);
      const [a, b] = [plain.step(X, y, 0.05, masks), fast.step(X, y, 0.05, masks)];
      expect(Math.abs(a - b)).toBeLessThan(1e-12 * Math.max(1, Math.abs(a)));
      const gradients = tensorsOf(plain.gradients());
      const size = largest(gradients.map(({ values }) => norm(values.data))); // that of a bias below a batch normalisation is 0 but for rounding
      gradients.forEach(({ values, label }, t) => {
        expect(norm(difference(values.data, tensorsOf(fast.gradients())[t]!.values.data)), `∂L/∂${label}`).toBeLessThan(1e-11 * size);
      });
    }
    tensorsOf(plain.weights()).forEach(({ values, label }, t) => {
      expect(norm(difference(values.data, tensorsOf(fast.weights())[t]!.values.data)), label).toBeLessThanOrEqual(1e-11 * norm(values.data));
    });
    expect(fast.state().steps).toBe(10);
    expect(Object.keys(fast.state().tensors)).toEqual(Object.keys(plain.state().tensors));
  });
});
