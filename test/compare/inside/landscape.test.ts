import { describe, expect, it } from 'vitest';
import { landscapeOf } from '../../../compare/inside/landscape.ts';
import { landscapesOf } from '../../../compare/inside/landscapes.ts';
import { train } from '../../../compare/training/train.ts';
import { scratchBackend } from '../../../scratch/backend.ts';
import { matrix } from '../../../src/numbers/matrix.ts';
import { batchAt } from '../../../src/run/run-plan.ts';
import { layer, normalMatrix, numbersOf, tinyPlan } from '../../tiny-plan.ts';
import { differences, lossByHand, shapesOf } from './by-hand.ts';

const plan = tinyPlan();
const start = { epoch: 1, step: 1, weights: plan.initial };
const found = landscapeOf(plan, start)!;

/** The loss of the first step's batch, by hand, at these numbers of all tensors. */
const byHand = (numbers: readonly (readonly number[])[]) => {
  const { X, y } = batchAt(plan, 1);
  return lossByHand(numbers, shapesOf(plan.initial), X, y as Uint32Array);
};
const w = numbersOf(plan.initial);
const g = differences(w, byHand);

describe('the loss along its gradient', () => {
  it('is that of w − t·g by hand, g by central differences, at every point of the line', () => {
    expect(found.gradient).toBeCloseTo(Math.hypot(...g.flat()), 7);
    const t = found.line.map((_, i) => found.reach * (1.2 * (i / (found.line.length - 1)) - 0.2));
    for (const [i, loss] of found.line.entries())
      expect(loss).toBeCloseTo(byHand(w.map((tensor, n) => tensor.map((value, j) => value - t[i]! * g[n]![j]!))), 6);
    expect(t.filter((value) => Math.abs(value) < 1e-12 * found.reach)).toHaveLength(1); // the weights themselves are a point of it
  });

  it('reaches to where the loss has risen above its start again, and not much further', () => {
    const mixed = tinyPlan({ rows: 30, batchSize: 30 });
    const hard = { ...mixed, train: { X: normalMatrix(30, 4, 5), y: mixed.train.y } }; // labels that have nothing to do with the rows
    const { reach } = landscapeOf(hard, start)!;
    const { X, y } = batchAt(hard, 1);
    const loss = (numbers: readonly (readonly number[])[]) => lossByHand(numbers, shapesOf(plan.initial), X, y as Uint32Array);
    const gradient = differences(w, loss);
    const at = (t: number) => loss(w.map((tensor, n) => tensor.map((value, j) => value - t * gradient[n]![j]!)));
    expect(at(reach)).toBeGreaterThan(at(0));
    expect(at(reach / 2)).toBeLessThanOrEqual(at(0));
  });

  it('reaches no further than twice the length of the weights, where the loss falls on and on', () => {
    expect(found.reach * found.gradient).toBeCloseTo(2 * Math.hypot(...w.flat()), 6);
    expect(found.line.at(-1)).toBeLessThan(found.line[0]!);
  });

  it('has the penalty in it, and in the gradient', () => {
    const l2 = 0.05;
    const penalised = { ...plan, training: { ...plan.training, penalty: { l1: 0, l2, biases: false, in: 'loss' as const, overBatch: false } } };
    const loss = (numbers: readonly (readonly number[])[]) =>
      byHand(numbers) + l2 * [numbers[0]!, numbers[2]!].flat().reduce((sum, value) => sum + value * value, 0);
    const { gradient, line } = landscapeOf(penalised, start)!;
    expect(gradient).toBeCloseTo(Math.hypot(...differences(w, loss).flat()), 7);
    expect(line[(line.length - 1) / 6]).toBeCloseTo(loss(w), 7);
  });
});

describe('the plane of the gradient and of a random direction', () => {
  it('holds the line’s loss where the direction is not taken', () => {
    const middle = found.plane[(found.plane.length - 1) / 2]!;
    const every = (found.line.length - 1) / (middle.length - 1);
    for (const [i, loss] of middle.entries()) expect(loss).toBeCloseTo(found.line[i * every]!, 12);
  });

  it('stands at a right angle: the loss of a line fitted by least squares, a parabola, has no slope along it, and a length of ‖g‖', () => {
    const model = { inputs: 2, hidden: [], output: { kind: 'linear' as const, outputs: 1 } };
    const linear = {
      ...tinyPlan(),
      model,
      training: { loss: 'squared-error' as const, optimiser: { name: 'sgd' as const } },
      train: {
        X: matrix([
          [1, 0],
          [0, 1],
          [1, 1],
        ]),
        y: matrix([[1], [2], [0]]),
      },
      initial: [layer([[0.5], [-1]], [0.25])],
      batchSize: 3,
    };
    const { plane, reach } = landscapeOf(linear, { epoch: 1, step: 1, weights: linear.initial })!;
    const column = (plane[0]!.length - 1) / 6; // t = 0
    const [low, high] = [plane[0]![column]!, plane.at(-1)![column]!];
    expect(high).toBeCloseTo(low, 10); // L(w ± s·d) = L ± s·g·d + s²·dᵀHd/2
    expect(high).toBeGreaterThan(plane[(plane.length - 1) / 2]![column]!);
    expect(reach).toBeGreaterThan(0);
  });

  it('is decided by the seed alone', () => {
    expect(landscapeOf(plan, start)).toEqual(found);
    const whole = tinyPlan({ batchSize: 10 }); // all rows: their order changes nothing but rounding
    const [first, other] = [8, 9].map((seed) => landscapeOf({ ...whole, seed }, start)!);
    for (const [i, loss] of first!.line.entries()) expect(other!.line[i]).toBeCloseTo(loss, 10);
    expect(Math.abs(other!.plane[0]![2]! - first!.plane[0]![2]!)).toBeGreaterThan(1e-3);
  });
});

describe('a landscape', () => {
  it('is of the first 32 rows of a larger batch', () => {
    const large = tinyPlan({ rows: 50, batchSize: 50 });
    expect(landscapeOf(large, { ...start, weights: large.initial })!.rows).toBe(32);
  });

  it('is not drawn where steps do not go by what is predicted, nor where the gradient is nothing', () => {
    const dropped = { ...plan, model: { ...plan.model, hidden: [{ ...plan.model.hidden[0]!, dropout: 0.5 }] } };
    expect(landscapeOf(dropped, start)).toBeUndefined();
    const nowhere = plan.initial.map(({ W, b }) => ({ W: { ...W, data: new Float64Array(W.data.length).fill(NaN) }, b }));
    expect(landscapeOf(plan, { ...start, weights: nowhere })).toBeUndefined();
  });

  it('is worked out once for the start and for the end of each network, ahead where there is time', async () => {
    const training = await train(plan, await scratchBackend({ dtype: 'float32', kernel: 'naive' }), { momentEpochs: new Set([1, 2]) });
    const landscapes = landscapesOf(plan);
    expect(landscapes.of([])).toEqual([]);
    await landscapes.ahead(
      training,
      () => true,
      async () => {},
    );
    const first = landscapes.of([training]);
    expect(first.map(({ network, epoch, step }) => [network, epoch, step])).toEqual([
      [undefined, 1, 1],
      ['scratch', 2, 6],
    ]);
    expect(landscapes.of([training])[1]).toBe(first[1]);
    const { moments: _, ...untold } = training;
    expect(landscapesOf(plan).of([untold])).toEqual([]);
  });
});
