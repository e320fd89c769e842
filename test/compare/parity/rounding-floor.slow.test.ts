import { describe, expect, it } from 'vitest';
import { AGREE } from '../../../compare/parity/gap.ts';
import { rounding, sumsOf } from '../../../compare/parity/rounding.ts';
import { roundingOf } from '../../../compare/parity/rounding-floor.ts';
import { backward, forward, NEW, step } from '../../../scratch/plain.ts';
import type { Activation } from '../../../src/model/activations/activations.ts';
import { type ModelSpec, type Output, parameterCount } from '../../../src/model/model-spec.ts';
import { type LayerWeights, tensorsOf } from '../../../src/model/tensors.ts';
import { taskOf } from '../../../src/model/training-spec.ts';
import { difference, norm } from '../../../src/numbers/norms.ts';
import { stream } from '../../../src/numbers/random.ts';
import type { LabelledSamples } from '../../../src/run/batches.ts';
import { predict } from '../../../src/run/metrics/classification.ts';
import { modelOf, SIGMOID, SOFTMAX3, tinySamples, weightsFor } from '../../tiny-plan.ts';
import { float32Step } from './float32-step.ts';

interface Trial {
  readonly error: number; // of a step rounded to float32 throughout, from float64
  readonly floor: number;
  readonly size: number;
}

/** Weights whose logits are `scale` times as large as usual: the larger, the surer the rows are classified. */
function steep(model: ModelSpec, scale: number, seed: number): LayerWeights[] {
  const weights = weightsFor(model, seed);
  const { W } = weights.at(-1)!;
  for (let i = 0; i < W.data.length; i++) W.data[i]! *= scale;
  return weights;
}

/** Every tensor of steps from several seeds, half of them on rows that are all classified right. */
function trials(activation: Activation, output: Output, scale: number, learningRate: number): Trial[] {
  const model = modelOf(8, [16, 16], activation, output);
  return [1, 2, 3, 4, 5, 6].flatMap((seed) => {
    const weights = steep(model, scale, seed);
    const samples = tinySamples(16, 8, output, 100 + seed);
    const right = predict(backward(taskOf(model), { weights }, { X: samples.X, y: samples.y }).Z.at(-1)!, output);
    const given: LabelledSamples = seed % 2 === 0 ? { ...samples, y: right } : samples;
    const { step, changes } = roundingOf(taskOf(model), { weights, memory: NEW }, given);
    const floors = changes(learningRate);
    const rounded = float32Step(model, weights, given, learningRate);
    return tensorsOf(step.direction).map(({ values: { data } }, t) => ({
      error: norm(difference(rounded[t]!, data)),
      floor: floors[t]!,
      size: norm(data),
    }));
  });
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;

describe.each<[string, Output]>([
  ['softmax', SOFTMAX3],
  ['sigmoid', SIGMOID],
])('the rounding floor, %s output', (_, output) => {
  describe.each<Activation>(['relu', 'tanh', 'sigmoid'])('%s', (activation) => {
    it.each([0.1, 2 ** 20])('bounds the error of float32 at learning rate %d, to far less than what is called agreement', (learningRate) => {
      for (const scale of [1, 15, 40]) {
        for (const { error, floor, size } of trials(activation, output, scale, learningRate)) expect((error - floor) / size).toBeLessThan(AGREE / 10);
      }
    });

    it.each([0.1, 2 ** 20])('is of the order of that error at learning rate %d, not far above', (learningRate) => {
      for (const scale of [1, 15]) {
        const ratios = trials(activation, output, scale, learningRate).map(({ error, floor }) => error / floor);
        expect(median(ratios)).toBeGreaterThan(1 / 30);
        expect(median(ratios)).toBeLessThan(1);
      }
    });
  });
});

/** A narrow network whose biases all but cancel the sums of the first row, in every hidden layer: what is left is near the rounding of its terms, and near a kink. */
function cancelling(seed: number): { model: ModelSpec; weights: LayerWeights[]; samples: LabelledSamples } {
  const random = stream(seed, 'narrow');
  const one = <T>(of: readonly T[]): T => of[Math.floor(random.uniform(0, of.length))]!;
  const hidden = Array.from({ length: one([1, 2, 3]) }, () => one([2, 3, 4]));
  const output = one([SIGMOID, SOFTMAX3]);
  const model = modelOf(one([2, 3, 5, 12]), hidden, one(['relu', 'tanh', 'sigmoid', 'elu', 'gelu', 'hard-tanh']), output);
  const weights = weightsFor(model, seed);
  const samples = tinySamples(one([2, 4, 8]), model.inputs, output, seed);
  const scale = one([1, 5, 20]);
  for (const { W } of weights) for (let i = 0; i < W.data.length; i++) W.data[i]! *= scale;
  weights.slice(0, -1).forEach(({ b }, l) => {
    const { data } = forward(taskOf(model), weights, samples.X).Z[l]!;
    for (let j = 0; j < b.data.length; j++) b.data[j]! -= data[j]! * (1 - 10 ** random.uniform(-7, -1));
  });
  return { model, weights, samples };
}

describe('the rounding floor of narrow layers', () => {
  it.each([0.1, 2 ** 20])('bounds the error of float32 where sums cancel, at learning rate %d', (learningRate) => {
    for (let seed = 1; seed <= 100; seed++) {
      const { model, weights, samples } = cancelling(seed);
      const { step, changes } = roundingOf(taskOf(model), { weights, memory: NEW }, samples);
      const [floors, rounded] = [changes(learningRate), float32Step(model, weights, samples, learningRate)];
      tensorsOf(step.direction).forEach(({ label, values: { data } }, t) => {
        expect(norm(difference(rounded[t]!, data)) - floors[t]!, `${seed} ${label}`).toBeLessThanOrEqual(AGREE * norm(data));
      });
    }
  });
});

describe('the rounding floor', () => {
  const model = modelOf(8, [16], 'tanh', SOFTMAX3);
  const floorsAt = (scale: number, learningRate: number) => {
    const weights = steep(model, scale, 1);
    const { X } = tinySamples(16, 8, SOFTMAX3);
    const y = predict(backward(taskOf(model), { weights }, { X, y: new Uint32Array(16) }).Z.at(-1)!, SOFTMAX3);
    const { step, changes } = roundingOf(taskOf(model), { weights, memory: NEW }, { X, y });
    const sizes = tensorsOf(step.direction).map(({ values }) => norm(values.data));
    return changes(learningRate).map((floor, t) => floor / sizes[t]!);
  };

  it('is lower where the learning rate magnifies the change', () => {
    expect(Math.max(...floorsAt(1, 2 ** 20))).toBeLessThan(Math.max(...floorsAt(1, 0.01)) / 5);
  });

  it('rises above the gradient itself where every row is classified right and surely', () => {
    expect(Math.max(...floorsAt(1, 2 ** 20))).toBeLessThan(1e-5);
    expect(Math.min(...floorsAt(1e4, 2 ** 20))).toBeGreaterThan(1);
  });

  it.each([
    ['eight pairs of trials', [16], 8],
    ['two pairs, where there are more than 2000 parameters', [200], 2],
  ])('is twice the furthest of %s, in the second of which each coin falls the other way', (_, hidden, pairs) => {
    const wide = modelOf(8, hidden, 'linear', SOFTMAX3); // of straight pieces: no trial leaps
    const [task, before] = [taskOf(wide), { weights: weightsFor(wide), memory: NEW }];
    for (const batch of [1, 2, 3, 4].map((seed) => tinySamples(4, 8, SOFTMAX3, seed))) {
      const right = step(task, before, batch, NaN);
      const furthest = Array.from({ length: pairs }, (_, pair) =>
        [1, -1].map((side) => {
          const random = stream(0, `rounding/${pairs}/${pair}`);
          const coin = () => (random.uniform(-1, 1) < 0 ? -side : side);
          return Math.abs(step(task, before, batch, NaN, rounding(coin, sumsOf(right.pass))).loss - right.loss);
        }),
      );
      expect(roundingOf(task, before, batch).loss).toBe(2 * Math.max(...furthest.flat()));
    }
    expect(parameterCount(wide) > 2000).toBe(pairs === 2);
  });
});
