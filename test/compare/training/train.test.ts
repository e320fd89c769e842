import { describe, expect, it } from 'vitest';
import { train } from '../../../compare/training/train.ts';
import { scratchBackend } from '../../../scratch/backend.ts';
import { replacing } from '../../../src/model/replacing.ts';
import { classesOf } from '../../../src/model/target.ts';
import { matrix } from '../../../src/numbers/matrix.ts';
import { orderOf, type RunPlan } from '../../../src/run/run-plan.ts';
import { modelOf, tinyPlan } from '../../tiny-plan.ts';
import { fakeNetwork } from './fake-network.ts';

/** Ten training rows whose first feature is their number, in batches of 4, 4 and 2; two epochs; two classes in turn. */
function plan(): RunPlan {
  const made = tinyPlan({ model: modelOf(3, [2], 'tanh', { kind: 'softmax', classes: 2 }) });
  const X = matrix(Array.from({ length: 10 }, (_, r) => [r, 0, 0]));
  return { ...made, train: { X, y: Uint32Array.from({ length: 10 }, (_, r) => r % 2) } };
}

describe('the training loop', () => {
  it('gives every row of every epoch in the plan’s order, labels beside them, the short last batch short', async () => {
    const { backend, calls } = fakeNetwork();
    await train(plan(), backend);
    const expected = [1, 2].flatMap((epoch) => {
      const order = [...orderOf(plan(), epoch)];
      return [order.slice(0, 4), order.slice(4, 8), order.slice(8)].map(
        (rows) => `step ${rows.length} 0.1: ${rows.join(' ')} | ${rows.map((row) => row % 2).join(' ')}`,
      );
    });
    expect(calls.filter((call) => call.startsWith('step'))).toEqual(expected);
  });

  it('measures training and validation rows after the last update of each epoch, the test rows after the last of all', async () => {
    const { backend, calls } = fakeNetwork();
    await train(plan(), backend);
    expect(calls.map((call) => call.replace(/ 0\.1.*/, ''))).toEqual([
      'predict 4', // should the first step tell no loss
      'step 4',
      'step 4',
      'step 2',
      'predict 10',
      'predict 6',
      'step 4',
      'step 4',
      'step 2',
      'predict 10',
      'predict 6',
      'predict 5',
      'dispose',
    ]);
  });

  it('tells what the network ran on beside what it is', async () => {
    const { backend } = fakeNetwork();
    const onTwo = replacing(backend, { create: async (...of) => replacing(await backend.create(...of), { ranOn: () => '2 threads' }) });
    expect((await train(plan(), onTwo)).history.description).toBe('a fake, 2 threads');
    expect((await train(plan(), backend)).history.description).toBe('a fake');
  });

  it('has as train loss the mean over the rows of the losses before each update', async () => {
    const { history } = await train(plan(), fakeNetwork({ loss: (step) => [1, 2, 6, 0.5, 0.5, 0.5][step - 1]! }).backend);
    expect(history.epochs.map(({ epoch, trainLoss }) => [epoch, trainLoss])).toEqual([
      [1, (4 * 1 + 4 * 2 + 2 * 6) / 10],
      [2, 0.5],
    ]);
    expect(history.stepLosses).toEqual([1, 2, 6, 0.5, 0.5, 0.5]);
  });

  it('has the same from the logits before each update where the network tells no loss', async () => {
    // after s steps each row's logits are (s, 0): its loss is log(1 + e^−s) of class 0, log(1 + e^s) of class 1
    const logit = (steps: number, _: number, column: number) => (column === 0 ? steps : 0);
    const { history } = await train(plan(), fakeNetwork({ loss: () => undefined, logit }).backend);
    const expected = [1, 2].flatMap((epoch) => {
      const order = [...orderOf(plan(), epoch)];
      return [order.slice(0, 4), order.slice(4, 8), order.slice(8)].map((rows, batch) => {
        const steps = 3 * (epoch - 1) + batch;
        return { of: rows.length, loss: rows.reduce((sum, row) => sum + Math.log1p(Math.exp(row % 2 === 0 ? -steps : steps)), 0) / rows.length };
      });
    });
    expect(history.state).toBe('completed');
    history.stepLosses.forEach((loss, s) => expect(loss).toBeCloseTo(expected[s]!.loss, 12));
    const mean = expected.slice(0, 3).reduce((sum, { of, loss }) => sum + (of * loss) / 10, 0);
    expect(history.epochs[0]!.trainLoss).toBeCloseTo(mean, 12);
  });

  it('measures accuracies and validation loss from the logits alone', async () => {
    // after the first epoch always class 0, after the second class 1: half of the rows 0 1 0 1 … either way
    const { history, test } = await train(plan(), fakeNetwork({ logit: (steps, _, column) => (column === (steps > 3 ? 1 : 0) ? 5 : 0) }).backend);
    const loss = (right: number, wrong: number) => (right * Math.log1p(Math.exp(-5)) + wrong * (5 + Math.log1p(Math.exp(-5)))) / (right + wrong);
    expect(history.epochs).toMatchObject([
      { trainAccuracy: 0.5, validationAccuracy: 0.5 },
      { trainAccuracy: 0.5, validationAccuracy: 0.5 },
    ]);
    expect(history.epochs[0]!.validationLoss).toBeCloseTo(loss(3, 3), 12);
    expect([...classesOf(test!.predictions)]).toEqual([1, 1, 1, 1, 1]);
    expect(test!.accuracy).toBe(2 / 5); // labels 0 1 0 1 0
    expect(test!.loss).toBeCloseTo(loss(2, 3), 12);
  });

  it('takes a network that answers with promises', async () => {
    const { history } = await train(plan(), fakeNetwork({ loss: async (step) => step }).backend);
    expect(history.stepLosses).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('keeps the weights before the steps that are asked for', async () => {
    const { snapshots } = await train(plan(), fakeNetwork().backend, { snapshotSteps: new Set([1, 3, 4]) });
    expect([...snapshots].map(([step, { weights, state }]) => [step, weights[0]!.W.data[0], state])).toEqual([
      [1, 0, undefined],
      [3, 2, undefined],
      [4, 3, undefined],
    ]);
  });

  it('keeps the state of one that has a state beside them', async () => {
    const { snapshots } = await train(plan(), await scratchBackend({ kernel: 'naive', dtype: 'float32' }), { snapshotSteps: new Set([1, 5]) });
    expect([...snapshots].map(([step, { state }]) => [step, state])).toEqual([
      [1, { steps: 0, tensors: {} }],
      [5, { steps: 4, tensors: {} }],
    ]);
  });

  it('tells of every step and every epoch, in order', async () => {
    const told: string[] = [];
    await train(plan(), fakeNetwork().backend, { onStep: (step) => told.push(`step ${step}`), onEpoch: ({ epoch }) => told.push(`epoch ${epoch}`) });
    expect(told).toEqual(['step 1', 'step 2', 'step 3', 'epoch 1', 'step 4', 'step 5', 'step 6', 'epoch 2']);
  });

  it('names the network and what it is', async () => {
    const { history } = await train(plan(), fakeNetwork().backend);
    expect(history).toMatchObject({ state: 'completed', network: 'fake', description: 'a fake' });
  });
});

describe('a training that diverges', () => {
  it.each([NaN, Infinity])('by a loss of %d ends at that step, with the epochs before it', async (bad) => {
    const { backend, calls } = fakeNetwork({ loss: (step) => (step === 5 ? bad : 1) });
    const { history, test } = await train(plan(), backend);
    expect(history).toMatchObject({ state: 'diverged', epoch: 2, step: 5, loss: bad });
    expect(history.epochs.map(({ epoch }) => epoch)).toEqual([1]);
    expect(history.stepLosses).toEqual([1, 1, 1, 1, bad]);
    expect(test).toBeUndefined();
    expect(calls.filter((call) => call.startsWith('step'))).toHaveLength(5);
    expect(calls.at(-1)).toBe('dispose');
  });

  it('by its last update alone is seen when it is measured', async () => {
    const { history, test } = await train(plan(), fakeNetwork({ logit: (steps) => (steps >= 6 ? NaN : 0) }).backend);
    expect(history).toMatchObject({ state: 'diverged', epoch: 2, step: 6, loss: NaN });
    expect(history.epochs).toHaveLength(1);
    expect(test).toBeUndefined();
  });

  it('in its weights alone, behind a finite loss, is seen when it is measured', async () => {
    const { history } = await train(plan(), fakeNetwork({ weight: (steps) => (steps >= 4 ? NaN : 1) }).backend);
    expect(history).toMatchObject({ state: 'diverged', epoch: 2, step: 6 });
    expect(history.epochs).toHaveLength(1);
  });

  it('keeps the snapshots that it came to', async () => {
    const { snapshots } = await train(plan(), fakeNetwork({ loss: (step) => (step === 2 ? NaN : 1) }).backend, { snapshotSteps: new Set([1, 2, 3]) });
    expect([...snapshots.keys()]).toEqual([1, 2]);
  });
});

describe('a training without a loss', () => {
  it('diverges as any other: by its logits', async () => {
    const { history } = await train(plan(), fakeNetwork({ loss: () => undefined, logit: (steps) => (steps >= 4 ? NaN : 0) }).backend);
    expect(history).toMatchObject({ state: 'diverged', epoch: 2, step: 5, loss: NaN });
    expect(history.epochs).toHaveLength(1);
  });
});

describe('a network that throws', () => {
  it('is disposed of, and the error goes on', async () => {
    const { backend, calls } = fakeNetwork({
      loss: (step) => {
        if (step === 2) throw new Error('out of memory');
        return 1;
      },
    });
    await expect(train(plan(), backend)).rejects.toThrow('out of memory');
    expect(calls.at(-1)).toBe('dispose');
  });

  it('is disposed of when a promise of it fails, too', async () => {
    const { backend, calls } = fakeNetwork({ loss: () => Promise.reject(new Error('lost')) });
    await expect(train(plan(), backend)).rejects.toThrow('lost');
    expect(calls.at(-1)).toBe('dispose');
  });

  it('when it is made leaves nothing to dispose of', async () => {
    const { backend, calls } = fakeNetwork({
      create: () => {
        throw new Error('no such device');
      },
    });
    await expect(train(plan(), backend)).rejects.toThrow('no such device');
    expect(calls).toEqual([]);
  });
});
