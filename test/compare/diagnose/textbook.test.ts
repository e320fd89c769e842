import { describe, expect, it } from 'vitest';
import { planProbes } from '../../../compare/diagnose/probe-plan.ts';
import { backward, PlainNetwork } from '../../../scratch/plain.ts';
import { tensorsOf } from '../../../src/model/tensors.ts';
import { taskOf } from '../../../src/model/training-spec.ts';
import { SHAPES } from './mutants.ts';
import { PlantedNetwork } from './planted-network.ts';

describe.each(
  SHAPES.map((shape) => ({
    ...shape,
    name: `${shape.depth} layers, ${shape.activation}, ${shape.softmax ? 'softmax' : 'sigmoid'}${shape.square ? ', square' : ''}`,
  })),
)('the formulas that are right: $name', ({ spec }) => {
  const { probes } = planProbes(spec, 16, 3);
  const { weights, steps } = probes.find(({ id }) => id === 'short')!;
  const { X, y } = steps[0]!.batch;

  it('train as a network does that was written apart, sample by sample', () => {
    const plain = new PlainNetwork(taskOf(spec), weights);
    const apart = new PlantedNetwork(spec, weights, [], false);
    for (let step = 0; step < 3; step++) expect(plain.step(X, y, 0.5)).toBeCloseTo(apart.step(X, y, 0.5), 12);
    tensorsOf(plain.weights()).forEach(({ values }, t) => {
      const expected = tensorsOf(apart.weights())[t]!.values.data;
      values.data.forEach((w, i) => expect(w).toBeCloseTo(expected[i]!, 12));
    });
  });

  it('have the gradient that finite differences of the loss give', () => {
    const h = 1e-5;
    const gradients = tensorsOf(backward(taskOf(spec), { weights: weights }, { X: X, y: y }).gradients);
    const lossWith = (t: number, i: number, by: number) => {
      const moved = weights.map(({ W, b }) => ({ W: { ...W, data: Float64Array.from(W.data) }, b: { ...b, data: Float64Array.from(b.data) } }));
      tensorsOf(moved)[t]!.values.data[i]! += by;
      return backward(taskOf(spec), { weights: moved }, { X: X, y: y }).loss;
    };
    gradients.forEach(({ values }, t) => values.data.forEach((g, i) => expect((lossWith(t, i, h) - lossWith(t, i, -h)) / (2 * h)).toBeCloseTo(g, 8)));
  });
});

describe('probes', () => {
  it('are the same for the same seed, and others for another', () => {
    const rows = (seed: number) => planProbes(SHAPES[0]!.spec, 16, seed).probes.map(({ steps }) => [...steps[0]!.batch.X.data]);
    expect(rows(4)).toEqual(rows(4));
    expect(rows(4)).not.toEqual(rows(5));
  });

  it('have biases that are not zero, confident rows near ±30 and extreme logits in the thousands', () => {
    const { probes } = planProbes(SHAPES[0]!.spec, 64, 8);
    const probe = (id: string) => probes.find((each) => each.id === id)!;
    const widest = (id: string) =>
      Math.max(
        ...backward(taskOf(SHAPES[0]!.spec), { weights: probe(id).weights }, probe(id).steps[0]!.batch)
          .Z.at(-1)!
          .data.map(Math.abs),
      );
    expect(probe('full').weights.every(({ b }) => b.data.every((v) => Math.abs(v) >= 0.09))).toBe(true);
    expect(widest('confident')).toBeGreaterThan(10);
    expect(widest('confident')).toBeLessThan(80);
    expect(widest('extreme')).toBeGreaterThan(1000);
  });
});
