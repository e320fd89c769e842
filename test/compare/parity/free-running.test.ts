import { describe, expect, it, vi } from 'vitest';
import { freeRunning } from '../../../compare/parity/free-running.ts';
import type { LayerWeights } from '../../../src/model/tensors.ts';
import { usualTraining } from '../../../src/model/training-spec.ts';
import { matrix } from '../../../src/numbers/matrix.ts';
import { orderOf, type RunPlan } from '../../../src/run/run-plan.ts';
import { layer, modelOf, SOFTMAX3, tinyPlan } from '../../tiny-plan.ts';
import { correct, parityOf, planted, trained } from './networks.ts';

const smooth = tinyPlan({ model: modelOf(6, [8, 8], 'tanh', SOFTMAX3), rows: 30, batchSize: 8, epochs: 6 });

describe('the drift of two trainings', () => {
  it('of correct networks begins at nothing, is never nothing again, and stays within 10 × 1.3e-8·√t', async () => {
    const {
      freeRunning: { drift, partedAt },
    } = await parityOf(smooth, await correct('a', 'naive'), await correct('b'));
    expect(drift[0]).toEqual({ step: 1, weights: 0, envelope: 0 });
    for (const { step, weights, envelope } of drift.slice(1)) {
      expect(envelope).toBeCloseTo(1.3e-7 * Math.sqrt(step - 1), 20);
      expect(weights).toBeGreaterThan(0);
      expect(weights).toBeLessThan(envelope);
    }
    expect(drift.at(-1)!.step).toBe(24);
    expect(partedAt).toBeUndefined();
  });

  it('of a network that learns a little too much leaves it at a step that is found, and no flip is blamed', async () => {
    const greedy = planted(await correct('greedy'), ({ step }) => ({ step: (X, y, rate) => step(X, y, rate * (1 + 5e-6)) }));
    const {
      verdict,
      freeRunning: { drift, partedAt, flip },
    } = await parityOf(smooth, await correct('a'), greedy);
    const above = drift.find(({ weights, envelope }) => weights > envelope)!;
    expect(verdict).toBe('agree'); // each step alone is within 1e-5
    expect(partedAt).toBeLessThan(above.step);
    expect(partedAt).toBeGreaterThanOrEqual(drift[drift.indexOf(above) - 1]!.step);
    expect(flip).toBeUndefined();
  });
});

/**
 * Twelve rows in batches of four. Unit 0 sees them all from below zero, but for the one row for which z = 1 + 2⁻²⁵ − 1:
 * summed in float64, as the naive kernels do, that is 2⁻²⁵, and the unit learns; summed in float32, term by term, it
 * is 0, and the unit does not. So two correct networks part at that row's step, by the sign of one number.
 */
function balanced(): RunPlan & { special: number } {
  const model = modelOf(3, [2], 'relu', { kind: 'softmax', classes: 2 });
  const plan = tinyPlan({ model, rows: 12, batchSize: 4, epochs: 2, learningRate: 0.5 });
  const special = orderOf(plan, 1)[9]!; // in the third batch
  const X = matrix(Array.from({ length: 12 }, (_, r) => (r === special ? [1, 2 ** -25, 1] : [-1, 0.1 * r, 2])));
  const initial = [
    layer(
      [
        [1, 0.5],
        [1, 0.25],
        [-1, 0.75],
      ],
      [0, 0.5],
    ),
    layer(
      [
        [1, -1],
        [0.5, 0.25],
      ],
      [0, 0],
    ),
  ];
  return { ...plan, train: { ...plan.train, X }, initial, special };
}

describe('the replay', () => {
  it('orders all rows once an epoch, not once a step', async () => {
    const plan = tinyPlan({ model: modelOf(6, [8], 'tanh', SOFTMAX3), rows: 60, batchSize: 2, epochs: 2 });
    let orders = 0;
    const counting: RunPlan = {
      ...plan,
      get orderPurpose() {
        orders++;
        return 'order';
      },
    }; // asked for whenever an order is drawn
    const [first, second] = [await trained(plan, await correct('a', 'naive')), await trained(plan, await correct('b'))];
    const pair = {
      baseline: await first.backend.create(plan.model, usualTraining(plan.model), plan.initial),
      other: await second.backend.create(plan.model, usualTraining(plan.model), plan.initial),
    };
    const steps = vi.spyOn(pair.other, 'step');
    const apart = plan.initial.map(({ W, b }) => ({ W: { ...W, data: W.data.map((w) => w + 1) }, b }));
    const endingIn = (weights: readonly LayerWeights[]) =>
      new Map([
        [1, { weights: plan.initial }],
        [60, { weights }],
      ]); // all that lies between is replayed
    await freeRunning(counting, pair, { ...first.training, snapshots: endingIn(plan.initial) }, { ...second.training, snapshots: endingIn(apart) });
    expect([steps.mock.calls.length, orders]).toEqual([59, 2]);
  });
});

describe('a ReLU flip', () => {
  it('is found: step, layer, unit, row and its z, and is no difference', async () => {
    const plan = balanced();
    const { verdict, checks, freeRunning } = await parityOf(plan, await correct('a', 'naive'), await correct('b'));
    expect(freeRunning.partedAt).toBe(3);
    expect(freeRunning.flip).toEqual({ step: 3, epoch: 1, layer: 1, unit: 0, row: plan.special, z: 2 ** -25, activation: 'relu', kink: 0 });
    expect(checks.map((check) => check.verdict)).not.toContain('differ');
    expect(verdict).toBe('agree');
  });

  it('is found as well where the optimiser has altered the gradient, and at the kink of another activation', async () => {
    const { special, ...plan } = balanced();
    const adam = { ...plan, learningRate: 0.01, training: { ...plan.training, optimiser: { name: 'adam' as const } } };
    const other = { ...plan, model: modelOf(3, [2], 'relu6', { kind: 'softmax', classes: 2 }) };
    for (const [each, activation] of [
      [adam, 'relu'],
      [other, 'relu6'],
    ] as const) {
      const { verdict, freeRunning } = await parityOf(each, await correct('a', 'naive'), await correct('b'));
      expect([verdict, freeRunning.flip]).toEqual(['agree', { step: 3, epoch: 1, layer: 1, unit: 0, row: special, z: 2 ** -25, activation, kink: 0 }]);
    }
  });

  it('is found in whichever order the two are compared', async () => {
    const {
      freeRunning: { flip },
    } = await parityOf(balanced(), await correct('b'), await correct('a', 'naive'));
    expect(flip).toMatchObject({ step: 3, layer: 1, unit: 0, row: balanced().special });
  });

  it('at a step that is checked explains the gap there: the step is unresolved, not different', async () => {
    const { checks } = await parityOf(balanced(), await correct('a', 'naive'), await correct('b'));
    const third = checks.find(({ step }) => step === 3)!;
    const [W1] = third.gradient;
    expect(W1!.relativeL2).toBeGreaterThan(1e-3);
    expect(W1!.floor).toBeGreaterThan(W1!.relativeL2);
    expect(third.verdict).toBe('unresolved');
  });
});
