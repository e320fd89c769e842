import { describe, expect, it } from 'vitest';
import type { Check } from '../../../compare/results/schema.ts';
import { furthest } from '../../../compare/show/words/verdict.ts';
import { returnTo, snapshotOf } from '../../../compare/training/snapshot.ts';
import type { Formulas } from '../../../scratch/formulas.ts';
import { PlainNetwork } from '../../../scratch/plain.ts';
import { combine, textbook } from '../../../scratch/textbook.ts';
import { type HiddenLayer, type Normalisation, USUAL_NORMALISATION } from '../../../src/model/model-spec.ts';
import type { Backend } from '../../../src/model/network.ts';
import type { OptimiserSpec } from '../../../src/model/optimisers/optimisers.ts';
import { replacing } from '../../../src/model/replacing.ts';
import { type TrainingSpec, taskOf } from '../../../src/model/training-spec.ts';
import type { RunPlan } from '../../../src/run/run-plan.ts';
import { modelOf, numbersOf, SOFTMAX3, tinyPlan, weightsFor } from '../../tiny-plan.ts';
import { withMomentum } from '../../with-momentum.ts';
import { correct, parityOf } from './networks.ts';

const plan = tinyPlan({ model: modelOf(6, [8, 8], 'tanh', SOFTMAX3), rows: 30, batchSize: 8, epochs: 6 });
const byMomentum = <T>(use: (plan: RunPlan) => Promise<T>) => withMomentum(plan.training, (training) => use({ ...plan, training }));

const plain = (name: string, formulas: Formulas = textbook): Backend => ({
  name,
  description: name,
  create: async (model, training, initial) => new PlainNetwork({ model, training }, initial, 'float32', formulas),
});

/** Networks of this kind that keep their state to themselves. */
const secretive = (backend: Backend): Backend => ({
  ...backend,
  create: async (...given) => replacing(await backend.create(...given), { state: undefined, setState: undefined }),
});

describe('re-anchored steps of an optimiser with memory', () => {
  it('agree between correct networks, each with the textbook’s own step from there', () =>
    byMomentum(async (plan) => {
      const { verdict, checks, freeRunning } = await parityOf(plan, await correct('a', 'naive'), await correct('b'));
      expect([verdict, freeRunning.partedAt]).toEqual(['agree', undefined]);
      for (const { fromReference } of checks) expect(Math.max(...fromReference)).toBeLessThan(1e-5);
    }));

  it('differ where one forgets', () =>
    byMomentum(async (plan) => {
      const forgetful = plain('forgetful', { ...textbook, direction: (gradients, memory) => ({ direction: gradients, memory }) });
      const { checks } = await parityOf(plan, plain('right'), forgetful);
      expect(checks.map(({ verdict }) => verdict)).toEqual(checks.map(({ step }) => (step === 1 ? 'agree' : 'differ'))); // the first step has nothing to remember
    }));

  it('say nothing where a network keeps its memory to itself', () =>
    byMomentum(async (plan) => {
      const { checks } = await parityOf(plan, plain('right'), secretive(plain('secretive')));
      expect(checks.map(({ verdict }) => verdict)).toEqual(checks.map(() => 'unresolved'));
    }));

  it('need no state where there is nothing to remember', async () => {
    expect((await parityOf(plan, plain('right'), secretive(plain('secretive')))).verdict).toBe('agree');
  });
});

describe('a network whose rate falls with its steps', () => {
  it('is set back to the step that is checked: it takes the very step that it took in the training', async () => {
    const taken = new Map<number, number[][][]>(); // the weights after each step, by the steps before it
    const falling = plain('falling', { ...textbook, rate: (rate, { steps }) => rate / (1 + steps) });
    const watched: Backend = {
      ...falling,
      async create(...given) {
        const network = (await falling.create(...given)) as PlainNetwork;
        return replacing(network, {
          step(X, y, rate) {
            const { steps } = network.state();
            const loss = network.step(X, y, rate);
            if (rate === plan.learningRate) taken.set(steps, [...(taken.get(steps) ?? []), numbersOf(network.weights())]);
            return loss;
          },
        });
      },
    };
    const { verdict, checks } = await parityOf(plan, watched, falling);
    expect(verdict).toBe('agree');
    expect(checks.length).toBeGreaterThan(5);
    for (const { step } of checks) {
      const [inTraining, ...again] = taken.get(step - 1)!;
      expect(again.length).toBeGreaterThan(0);
      for (const weights of again) expect(weights).toEqual(inTraining);
    }
  });
});

describe('what batch normalisation keeps', () => {
  it('is set back with the rest', async () => {
    const model = { ...plan.model, hidden: plan.model.hidden.map((layer) => ({ ...layer, normalise: 'batch' as const })) };
    const initial = weightsFor(model);
    const [stood, other] = [new PlainNetwork(taskOf(model), initial), new PlainNetwork(taskOf(model), initial)];
    stood.step(plan.train.X, plan.train.y, 0.1);
    await returnTo(await snapshotOf(stood), other);
    expect(other.state()).toEqual(stood.state());
    expect(other.predict(plan.test.X)).toEqual(stood.predict(plan.test.X));
  });
});

describe('a network that tells no loss', () => {
  const silent = (backend: Backend): Backend => ({
    ...backend,
    create: async (...given) => {
      const network = await backend.create(...given);
      return replacing(network, { step: async (X, y, rate, masks) => void (await network.step(X, y, rate, masks)) as undefined });
    },
  });

  it('is held to the loss of its logits', async () => {
    const right = await parityOf(plan, plain('right'), silent(plain('silent')));
    expect(right.verdict).toBe('agree');
    for (const { losses } of right.checks) expect(losses[1]).toBeCloseTo(losses[0], 7);
    const wrong = plain('wrong', { ...textbook, answer: ({ data, ...Z }) => ({ ...Z, data: data.map((z) => 1.01 * z) }) });
    expect((await parityOf(plan, plain('right'), silent(wrong))).verdict).toBe('differ');
  });

  it.each<Partial<TrainingSpec>>([
    { loss: 'huber(0.3)' },
    { penalty: { l1: 0.01, l2: 0.05, biases: true, in: 'loss', overBatch: true } },
    { labelSmoothing: 0.1, classWeights: { weights: [1, 2, 0.5], over: 'weights' } },
  ])('is held to the loss of the training, by its logits: %j', async (more) => {
    const task = { ...plan, training: { ...plan.training, ...more } };
    const { verdict, checks } = await parityOf(task, plain('right'), silent(plain('silent')));
    expect(verdict).toBe('agree');
    for (const { losses, lossUntold } of checks) expect([losses[1], lossUntold]).toEqual([expect.closeTo(losses[0], 6), undefined]);
  });

  it.each<Partial<HiddenLayer>>([{ dropout: 0.5 }, { normalise: 'batch' }])('is held to none where it predicts otherwise than it steps: %j', async (more) => {
    const model = { ...plan.model, hidden: plan.model.hidden.map((layer) => ({ ...layer, ...more })) };
    const { verdict, checks } = await parityOf({ ...plan, model, initial: weightsFor(model) }, plain('right'), silent(plain('silent')));
    expect([verdict, new Set(checks.map(({ lossUntold }) => lossUntold))]).toEqual(['agree', new Set([true])]);
  });
});

describe('the running statistics of both networks', () => {
  const normalised = { ...plan.model, hidden: plan.model.hidden.map((layer) => ({ ...layer, normalise: 'batch' as const })) };
  const ofBatches = tinyPlan({ model: normalised, rows: 30, batchSize: 8, epochs: 6 });
  const keeping = (normalisation: Partial<Normalisation>): Backend => ({
    ...plain('keeping'),
    create: async (model, training, initial) =>
      new PlainNetwork({ model: { ...model, normalisation: { ...USUAL_NORMALISATION, ...normalisation } }, training }, initial, 'float32'),
  });

  it('is compared after every step, and agrees between right networks, a short last batch among them', async () => {
    for (const other of [await correct('b', 'simd'), plain('plain')]) {
      const { verdict, checks } = await parityOf(ofBatches, await correct('a', 'naive'), other);
      expect(verdict).toBe('agree');
      for (const { running, runningUntold } of checks) {
        expect(running!.map(({ name }) => name)).toEqual(['running mean1', 'running variance1', 'running mean2', 'running variance2']);
        for (const { relativeL2, floor } of running!) expect(relativeL2).toBeLessThanOrEqual(floor);
        for (const { floor } of running!) expect(floor).toBeLessThan(1e-3);
        expect(runningUntold).toBeUndefined();
      }
    }
  });

  it.each<[string, Partial<Normalisation>, RegExp]>([
    ['the share that is kept taken for the share that is new', { momentum: 0.9 }, /^running (mean|variance)\d$/],
    ['a share that is 1 % more', { momentum: 0.101 }, /^running (mean|variance)\d$/],
    ['a variance by B where B − 1 is meant', { unbiased: false }, /^running variance\d$/],
  ])('differs, and is named, though every gradient is right: %s', async (_, normalisation, name) => {
    const parity = await parityOf(ofBatches, plain('right'), keeping(normalisation));
    expect(parity.verdict).toBe('differ');
    expect(furthest(structuredClone(parity.checks.slice(0, 1)) as Check[]).name).toMatch(name);
    for (const { gradient } of parity.checks) for (const { relativeL2, floor } of gradient) expect(relativeL2).toBeLessThanOrEqual(floor + 1e-5);
  });

  it('is left aside where a network keeps it to itself', async () => {
    const { verdict, checks } = await parityOf(ofBatches, plain('right'), secretive(keeping({ momentum: 0.9 })));
    expect(verdict).toBe('agree');
    for (const { running, runningUntold } of checks) expect([running, runningUntold]).toEqual([undefined, true]);
  });
});

describe('gradients of several batches for one update', () => {
  const gathering = (accumulate: number, optimiser: OptimiserSpec = { name: 'sgd' }): RunPlan => ({
    ...plan,
    training: { ...plan.training, optimiser, accumulate },
  });

  it.each([
    ['plain descent', gathering(3)],
    ['Adam', gathering(2, { name: 'adam' })],
  ])('agree between right networks, the steps between updates too: %s', async (_, plan) => {
    for (const other of [await correct('b', 'simd'), plain('plain')]) {
      const { verdict, checks } = await parityOf(plan, await correct('a', 'naive'), other);
      expect(verdict).toBe('agree');
      expect(checks.every((check) => check.verdict === 'agree')).toBe(true);
      const updates = checks.filter(({ step }) => step % plan.training.accumulate! === 0);
      expect(updates.length).toBeGreaterThan(4);
      for (const { fromReference } of updates) expect(Math.max(...fromReference)).toBeLessThan(1e-5);
    }
  });

  const otherwise = (training: Partial<TrainingSpec>): Backend => ({
    ...plain('otherwise'),
    create: async (model, own, initial) => new PlainNetwork({ model, training: { ...own, ...training } }, initial, 'float32'),
  });

  it.each([
    ['one that updates after every batch', otherwise({ accumulate: 1 })],
    ['one that gathers a batch more', otherwise({ accumulate: 4 })],
    [
      'one that adds up where a mean is meant',
      plain('sums', {
        ...textbook,
        direction: (gradients, memory, pass) =>
          textbook.direction(
            combine(gradients, gradients, (a, b) => a + b + a),
            memory,
            pass,
          ),
      }),
    ],
  ])('differ in %s', async (_, other) => {
    expect((await parityOf(gathering(3), plain('right'), other)).verdict).toBe('differ');
  });
});
