import { describe, expect, it } from 'vitest';
import { coursesOf } from '../../../compare/inside/course.ts';
import { deadUnits } from '../../../compare/inside/dead.ts';
import type { Histogram } from '../../../compare/inside/schema.ts';
import { momentsOf } from '../../../compare/training/moments.ts';
import { train } from '../../../compare/training/train.ts';
import { PlainNetwork } from '../../../scratch/plain.ts';
import type { LayerWeights } from '../../../src/model/tensors.ts';
import { matrix } from '../../../src/numbers/matrix.ts';
import { batchAt } from '../../../src/run/run-plan.ts';
import { layer, modelOf, numbersOf, tinyPlan } from '../../tiny-plan.ts';
import { differences, lossByHand, shapesOf } from './by-hand.ts';

const plain = { name: 'plain', description: 'float64', create: async () => new PlainNetwork(plan, plan.initial) };
const plan = tinyPlan({ epochs: 5 });
const watched = { momentEpochs: new Set([1, 3, 5]) };

describe('the moments of a training', () => {
  it('are the weights before and after the last step of each epoch that was asked for', async () => {
    const { moments } = await train(plan, plain, watched);
    expect(moments!.map(({ epoch, step }) => [epoch, step])).toEqual([
      [1, 3],
      [3, 9],
      [5, 15],
    ]);
    const network = new PlainNetwork(plan, plan.initial);
    for (let step = 1; step <= 15; step++) {
      const moment = moments!.find((one) => one.step === step);
      if (moment) expect(numbersOf(moment.before)).toEqual(numbersOf(network.weights()));
      const { X, y, learningRate } = batchAt(plan, step);
      network.step(X, y, learningRate);
      if (moment) expect(numbersOf(moment.after)).toEqual(numbersOf(network.weights()));
    }
  });

  it('are not kept where nobody asks', async () => {
    expect(await train(plan, plain)).not.toHaveProperty('moments');
  });

  it('are those of the first epoch, the last, and at most seven between', () => {
    expect(momentsOf(1)).toEqual([1]);
    expect(momentsOf(4)).toEqual([1, 2, 3, 4]);
    expect(momentsOf(17)).toEqual([1, 3, 5, 7, 9, 11, 13, 15, 17]);
    expect(momentsOf(50)).toHaveLength(9);
    expect(momentsOf(50).at(-1)).toBe(50);
  });
});

describe('the course of a training', () => {
  const moment = (before: LayerWeights[], after: LayerWeights[]) => ({ epoch: 1, step: 3, before, after });

  it('tells how far a step moves the weights: ‖ΔW‖/‖W‖, layer by layer', () => {
    const model = modelOf(1, [2], 'relu', { kind: 'softmax', classes: 2 });
    const before = [
      layer([[3, 4]], [9, 9]),
      layer(
        [
          [1, 0],
          [0, 0],
        ],
        [0, 0],
      ),
    ];
    const after = [
      layer([[3.5, 4]], [0, 0]),
      layer(
        [
          [1, 0],
          [0, 2],
        ],
        [0, 0],
      ),
    ];
    const [course] = coursesOf(tinyPlan({ model }), [[moment(before, after)]]);
    expect(course!.epochs[0]!.updates).toEqual([0.1, 2]); // .5/5 and 2/1
  });

  it('tells no update where batches are gathered and the last step of the epoch updates nothing', () => {
    const gathered = { ...plan, training: { ...plan.training, accumulate: 2 } };
    expect(coursesOf(gathered, [[moment([...plan.initial], [...plan.initial])]])[0]!.epochs[0]!.updates).toEqual([]);
  });

  it('counts the gradients by their size, as central differences of a loss by hand give them', async () => {
    const { moments } = await train(plan, plain, watched);
    const [course] = coursesOf(plan, [moments]);
    for (const { epoch, step, before } of moments!) {
      const { X, y } = batchAt(plan, step);
      const shapes = shapesOf(before);
      const g = differences(numbersOf(before), (numbers) => lossByHand(numbers, shapes, X, y as Uint32Array));
      for (const l of [0, 1]) {
        const { gradients } = course!.histograms.find((one) => one.epoch === epoch && one.layer === l + 1)!;
        expect(gradients.counts).toEqual(
          counted(
            g[2 * l]!.map((value) => Math.log10(Math.abs(value))),
            gradients,
          ),
        );
      }
    }
  });

  it('counts the weights after the step, in bins that all networks and epochs share', async () => {
    const { moments } = await train(plan, plain, watched);
    const [first, second] = coursesOf(plan, [moments, moments!.slice(0, 1)]);
    for (const { epoch, after } of moments!) {
      const { weights } = first!.histograms.find((one) => one.epoch === epoch && one.layer === 2)!;
      expect(weights.counts).toEqual(counted([...after[1]!.W.data], weights));
      expect([weights.from, weights.to]).toEqual([second!.histograms[1]!.weights.from, second!.histograms[1]!.weights.to]);
    }
  });

  it('has nothing of a network whose moments were not kept, or that diverged before the first', () => {
    expect(coursesOf(plan, [undefined, []])).toEqual([undefined, undefined]);
  });
});

describe('dead units', () => {
  const model = modelOf(1, [3], 'relu', { kind: 'softmax', classes: 2 });
  const weights = [
    layer([[1, -1, 1]], [0, -9, -99.5]),
    layer(
      [
        [1, 0],
        [0, 1],
        [1, 1],
      ],
      [0, 0],
    ),
  ];
  const X = matrix(Array.from({ length: 100 }, (_, r) => [r + 1]));

  it('are the ReLU units that are 0 on every row: one that answers to the last row alone is alive', () => {
    expect(deadUnits({ ...plan, model }, weights, X)).toEqual([{ layer: 1, units: 3, dead: 1 }]); // x − 99.5 > 0 for x = 100 alone; −x − 9 for none
    expect(deadUnits({ ...plan, model }, weights, matrix([[1], [99]]))).toEqual([{ layer: 1, units: 3, dead: 2 }]);
  });

  it('are not told of other activations, nor of batches that are normalised', () => {
    expect(deadUnits({ ...plan, model: modelOf(1, [3], 'tanh', model.output) }, weights, X)).toEqual([]);
    const normalised = { ...model, hidden: [{ ...model.hidden[0]!, normalise: 'batch' as const }] };
    const gamma = matrix([[1, 1, 1]]);
    expect(deadUnits({ ...plan, model: normalised }, [{ ...weights[0]!, gamma, beta: gamma }, weights[1]!], X)).toEqual([]);
  });
});

/** How many of the values lie in each bin, what lies beyond in the outer ones, bin by bin. */
function counted(values: readonly number[], { from, to, counts }: Histogram): number[] {
  const width = (to - from) / counts.length;
  return counts.map((_, b) => {
    const [low, high] = [b === 0 ? -Infinity : from + b * width, b === counts.length - 1 ? Infinity : from + (b + 1) * width];
    return values.filter((value) => value >= low && value < high).length;
  });
}
