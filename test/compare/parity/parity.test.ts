import { describe, expect, it } from 'vitest';
import { checkParity } from '../../../compare/parity/parity.ts';
import { scratchBackend } from '../../../scratch/backend.ts';
import type { Activation } from '../../../src/model/activations/activations.ts';
import type { ModelSpec, Output } from '../../../src/model/model-spec.ts';
import type { Backend } from '../../../src/model/network.ts';
import { copyWeights } from '../../../src/model/tensors.ts';
import { taskOf, usualTraining } from '../../../src/model/training-spec.ts';
import { tfjsBackend } from '../../../tfjs/backend.ts';
import { modelOf, SIGMOID, SOFTMAX3, tinyPlan, weightsFor } from '../../tiny-plan.ts';
import { correct, parityOf, planted, trained } from './networks.ts';

const planOf = (model: ModelSpec) => tinyPlan({ model, rows: 30, batchSize: 8, epochs: 6 });
const plan = planOf(modelOf(6, [8, 8], 'relu', SOFTMAX3));

describe('two correct networks', () => {
  it.each<[Activation, Output['kind'], number[]]>([
    ['relu', 'softmax', [8, 8]],
    ['tanh', 'softmax', [8]],
    ['sigmoid', 'sigmoid', [8, 8, 8]],
    ['relu', 'sigmoid', []],
  ])('agree at every step: %s, %s, %j hidden', async (activation, kind, hidden) => {
    const model = modelOf(6, hidden, activation, kind === 'softmax' ? SOFTMAX3 : SIGMOID);
    const { verdict, checks, freeRunning } = await parityOf(planOf(model), await correct('a', 'naive'), await correct('b'));
    expect(verdict).toBe('agree');
    expect(checks.map((check) => check.verdict)).toEqual(checks.map(() => 'agree'));
    expect(checks.map(({ rows }) => rows)).toContain(6); // the short batch
    expect(freeRunning).not.toHaveProperty('partedAt');
  });

  it('agree in two float types', async () => {
    const double = { ...(await scratchBackend({ dtype: 'float64', kernel: 'naive' })), name: 'double' };
    const { verdict, checks } = await parityOf(plan, await correct('single'), double);
    expect(verdict).toBe('agree');
    for (const {
      fromReference: [single, exact],
    } of checks) {
      expect(exact).toBeLessThan(1e-9); // 2⁻⁵³ magnified by what W′ = W − 2²⁰·g rounds away
      expect(single).toBeGreaterThan(exact);
    }
  });
});

describe('a network with a mistake', () => {
  const mistakes: Record<string, (inner: Backend) => Backend> = {
    'divides its gradient by the batch size once more': (inner) => planted(inner, ({ step }) => ({ step: (X, y, rate) => step(X, y, rate / X.rows) })),
    'goes up the gradient': (inner) => planted(inner, ({ step }) => ({ step: (X, y, rate) => step(X, y, -rate) })),
    'learns 1 % too much': (inner) => planted(inner, ({ step }) => ({ step: (X, y, rate) => step(X, y, 1.01 * rate) })),
    'returns a loss of another batch size': (inner) =>
      planted(inner, ({ step }) => ({ step: async (X, y, rate) => (((await step(X, y, rate)) ?? NaN) * X.rows) / 8 })),
    'never moves its last bias': (inner) =>
      planted(inner, ({ step, weights, setWeights }) => ({
        async step(X, y, rate) {
          const before = (await weights()).at(-1)!.b;
          const loss = await step(X, y, rate);
          const after = await weights();
          await setWeights([...after.slice(0, -1), { ...after.at(-1)!, b: before }]);
          return loss;
        },
      })),
    'returns NaN': (inner) => planted(inner, ({ step }) => ({ step: async (X, y, rate) => (await step(X, y, rate), X.rows === 6 ? NaN : 1) })),
  };

  it.each([
    ['divides its gradient by the batch size once more', 1],
    ['goes up the gradient', 1],
    ['learns 1 % too much', 1],
    ['never moves its last bias', 1],
    ['returns a loss of another batch size', 4], // right on full batches of 8, wrong on the short one of 6
  ])('that %s differs from step %i on', async (name, step) => {
    const { verdict, checks } = await parityOf(plan, await correct('right'), mistakes[name]!(await correct('wrong')));
    expect(verdict).toBe('differ');
    expect(checks.find((check) => check.verdict !== 'agree')?.step).toBe(step);
  });

  it('differs, whichever of the two is the baseline', async () => {
    const wrong = mistakes['divides its gradient by the batch size once more']!(await correct('wrong'));
    expect((await parityOf(plan, wrong, await correct('right'))).verdict).toBe('differ');
  });

  it('that is NaN where the other is not differs', async () => {
    const { verdict, checks } = await parityOf(plan, await correct('right'), mistakes['returns NaN']!(await correct('wrong')));
    expect(verdict).toBe('differ');
    expect(checks.find(({ step }) => step === 4)?.verdict).toBe('differ');
  });

  it('of one part in ten thousand is a warning, of one in a million is none', async () => {
    const by = async (factor: number) => planted(await correct('other'), ({ step }) => ({ step: (X, y, rate) => step(X, y, factor * rate) }));
    expect((await parityOf(plan, await correct('right'), await by(1.0001))).verdict).toBe('warning');
    expect((await parityOf(plan, await correct('right'), await by(1.000001))).verdict).toBe('agree');
  });

  it('that begins from weights of its own differs, however it steps', async () => {
    const own = await correct('own');
    const stubborn: Backend = { ...own, create: (model) => own.create(model, usualTraining(model), weightsFor(model, 99)) };
    const { verdict, checks, freeRunning } = await parityOf(plan, await correct('right'), stubborn);
    expect(new Set(checks.map((check) => check.verdict))).toEqual(new Set(['agree']));
    expect(freeRunning.partedAt).toBe(0);
    expect(verdict).toBe('differ');
  });
});

describe('steps that float32 cannot tell', () => {
  it('for rows classified all but surely are unresolved', async () => {
    // one input, its sign is the class: logits ±1000·x, so p − y is all rounding
    const { model: _, ...rest } = plan;
    const model = modelOf(1, [], 'relu', SIGMOID);
    const y = Uint32Array.from({ length: 30 }, (_x, r) => r % 2);
    const X = { rows: 30, cols: 1, data: Float32Array.from(y, (k) => (k === 1 ? 1 : -1)) };
    const initial = copyWeights(weightsFor(model));
    initial[0]!.W.data[0] = 1000;
    const sure = { ...rest, ...taskOf(model), train: { X, y }, validation: { X, y }, test: { X, y }, initial };
    const { verdict, checks } = await parityOf(sure, await correct('a', 'naive'), await correct('b'));
    expect(verdict).toBe('unresolved');
    expect(checks.every(({ losses }) => losses[0] < 1e-300)).toBe(true);
  });

  it('for numbers beyond its range are unresolved: two networks that overflow alike do not differ', async () => {
    const { verdict, checks } = await parityOf({ ...plan, learningRate: 1e12 }, await correct('a', 'naive'), await correct('b'));
    expect(checks.at(-1)!.verdict).toBe('unresolved');
    expect(checks[0]!.verdict).toBe('agree');
    expect(verdict).toBe('agree');
  });

  it('for numbers whose products are beyond it are unresolved, too', async () => {
    const model = modelOf(6, [8], 'tanh', { kind: 'linear', outputs: 3 });
    const initial = copyWeights(weightsFor(model));
    for (let i = 0; i < 48; i++) initial[0]!.W.data[i]! *= 1e5; // saturated: dA is not passed on
    for (let i = 0; i < 24; i++) initial[1]!.W.data[i]! *= 1e21; // dA = dZ·Wᵀ is of the size of its square
    const { verdict } = await parityOf({ ...plan, ...taskOf(model), initial }, await correct('a', 'naive'), await correct('b'));
    expect(verdict).toBe('unresolved');
  });

  it('where a slope has z in it, whose product with what is passed back is beyond it, are unresolved, too', async () => {
    const model = modelOf(6, [8], 'gelu', { kind: 'linear', outputs: 3 });
    const initial = copyWeights(weightsFor(model));
    initial[0]!.b.data.fill(-1e17); // every unit is off: GELU′ is 0, and z·e^(−z²/2) with it
    for (let i = 0; i < 24; i++) initial[1]!.W.data[i]! *= 1e10;
    initial[1]!.b.data.fill(1e17); // dA is of the size of 1e27: z·dA is beyond float32, where TensorFlow.js multiplies these first
    const { verdict, checks } = await parityOf({ ...plan, ...taskOf(model), initial }, await correct('a', 'naive'), await tfjsBackend({ runtime: 'cpu' }));
    expect(checks[0]!.fromReference[0]).toBeLessThan(1e-5);
    expect(checks[0]!.fromReference[1]).toBeNaN();
    expect(verdict).not.toBe('differ');
  });

  it('at a learning rate that takes the first step out of range decide nothing', async () => {
    const { verdict, freeRunning } = await parityOf({ ...plan, learningRate: 1e39 }, await correct('a', 'naive'), await correct('b'));
    expect(verdict).toBe('unresolved');
    expect(freeRunning).not.toHaveProperty('partedAt');
  });
});

describe('the networks that are checked', () => {
  it('are disposed of, even where one of them throws', async () => {
    let disposed = 0;
    const counted = planted(await correct('a'), () => ({ dispose: () => void disposed++ }));
    const [first, second] = [await trained(plan, counted), await trained(plan, counted)];
    const atFirst = disposed;
    const broken: Backend = planted(counted, () => ({
      setWeights: () => {
        throw new Error('lost');
      },
    }));
    await expect(checkParity(plan, first, { ...second, backend: broken })).rejects.toThrow('lost');
    expect(disposed - atFirst).toBe(2);
  });

  it('are disposed of, though the other cannot be made, or goes with an error', async () => {
    let disposed = 0;
    const counted = planted(await correct('a'), () => ({ dispose: () => void disposed++ }));
    const [first, second] = [await trained(plan, counted), await trained(plan, await correct('b', 'naive'))];
    const unmade: Backend = { ...second.backend, create: () => Promise.reject(new Error('no room')) };
    const stubborn = planted(second.backend, () => ({
      dispose: () => {
        throw new Error('stays');
      },
    }));
    for (const [backend, why] of [
      [unmade, 'no room'],
      [stubborn, 'stays'],
    ] as const) {
      const before = disposed;
      await expect(checkParity(plan, first, { ...second, backend })).rejects.toThrow(why);
      expect(disposed - before).toBe(1);
    }
    await expect(checkParity(plan, { ...second, backend: stubborn }, first)).rejects.toThrow('stays');
    expect(disposed).toBe(4); // one of them in training
  });

  it('are told of, one check after the other', async () => {
    const told: string[] = [];
    const [a, b] = [await trained(plan, await correct('a')), await trained(plan, await correct('b', 'naive'))];
    const { checks } = await checkParity(plan, a, b, { onCheck: (done, of) => told.push(`${done}/${of}`) });
    expect(told).toEqual(checks.map((_, i) => `${i + 1}/${checks.length}`));
  });
});
