import { describe, expect, it } from 'vitest';
import { ScratchNetwork } from '../../scratch/fast/network.ts';
import { createNaive } from '../../scratch/kernels/naive.ts';
import { bestVariant } from '../../scratch/kernels/simd/choice.ts';
import { variants as simdVariants } from '../../scratch/kernels/simd/engine.ts';
import { createSimd } from '../../scratch/kernels/simd/simd.ts';
import { backward, PlainNetwork } from '../../scratch/plain.ts';
import { layersOf } from '../../src/model/model-spec.ts';
import { penaltyOf, withPenalty } from '../../src/model/penalty.ts';
import { copyWeights, tensorsOf } from '../../src/model/tensors.ts';
import { difference, largest, norm } from '../../src/numbers/norms.ts';
import { weightsFor } from '../tiny-plan.ts';
import { batchFor, variants } from '../vocabulary.ts';

bestVariant(); // lets Node 20 accept the relaxed variant

const names = Object.keys(variants);

type TensorList = ReturnType<typeof tensorsOf>;

const HALF_ULP = 2 ** -24;
/**
 * Roundings on the way from weights to their change, each of at most half an ulp: forward, in each of three layers, sums of 5
 * products and a bias and an activation within 2 ulps (10); the loss (10); backward as often sums of 5 and of 8 products, a
 * slope and a product (17); the optimiser (10). They are independent, so that their squares add up; what normalisation, an
 * optimiser's root or cancellation makes of them is a small factor, 2.
 */
const ROUNDINGS = 2 * Math.sqrt(3 * 10 + 10 + 3 * 17 + 10);

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

  it.each(simdVariants)('is trained by the %s simd kernels in float32 as in float64, five steps, but for rounding', (variant) => {
    const initial = weightsFor(task.model, 5);
    const plain = new PlainNetwork(task, initial);
    const fast = new ScratchNetwork(task, initial, createSimd(variant));
    const STEPS = 5;
    for (let step = 1; step <= STEPS; step++) {
      const { X, y, masks } = batchFor(task, step === 4 ? 3 : 8, step);
      const [a, b] = [plain.step(X, y, 0.05, masks), fast.step(X, y, 0.05, masks)];
      expect(Math.abs(a - b)).toBeLessThan(ROUNDINGS * HALF_ULP * Math.max(1, Math.abs(a)));
    }
    const [before, expected, found] = [initial, plain.weights(), fast.weights()].map(tensorsOf) as [TensorList, TensorList, TensorList];
    const moved = expected.map(({ values }, t) => norm(difference(values.data, before[t]!.values.data)));
    before.forEach(({ values, label, layer }, t) => {
      const error = norm(difference(found[t]!.values.data, expected[t]!.values.data));
      const ofLayer = Math.max(...moved.filter((_, other) => before[other]!.layer === layer)); // a bias that is normalised away moves by dust alone
      expect(error, label).toBeLessThanOrEqual(HALF_ULP * (ROUNDINGS * ofLayer + STEPS * norm(values.data)));
    });
  });
});
