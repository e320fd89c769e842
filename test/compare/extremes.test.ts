import { describe, expect, it } from 'vitest';
import { checkParity } from '../../compare/parity/parity.ts';
import { makeComparison } from '../../compare/results/comparison.ts';
import type { Comparison } from '../../compare/results/schema.ts';
import { palette } from '../../compare/show/terminal/palette.ts';
import { summary } from '../../compare/show/terminal/summary.ts';
import { scratchBackend } from '../../scratch/backend.ts';
import { type Dataset, takeRows } from '../../src/data/dataset.ts';
import { zeros } from '../../src/numbers/matrix.ts';
import { stream } from '../../src/numbers/random.ts';
import { parseRunSpec } from '../../src/run/config.ts';
import { makePlan } from '../../src/run/make-plan.ts';
import type { RunPlan } from '../../src/run/run-plan.ts';
import { tfjsBackend } from '../../tfjs/backend.ts';
import { runtimeUnderTest } from '../tfjs/runtime-under-test.ts';
import { trained } from './parity/networks.ts';

const scratch = await scratchBackend({ dtype: 'float32', kernel: 'auto' });
const tfjs = await tfjsBackend({ runtime: runtimeUnderTest() });
const text = { width: 80, colours: palette(false) };

/** Two classes side by side in three features of the given size. */
function data(scale: number): Dataset {
  const random = stream(1, 'test');
  const X = zeros(96, 3, 'float64');
  const y = Uint32Array.from({ length: 96 }, (_, r) => r % 2);
  for (let i = 0; i < X.data.length; i++) X.data[i] = scale * (random.normal() + (i % 3 === 0 ? y[i / 3]! : 0));
  return { name: 'made', X, y, classes: ['0', '1'], features: ['a', 'b', 'c'] };
}

function planOf(settings: Record<string, unknown>, scale = 1): RunPlan {
  const rows = (from: number, to: number) =>
    takeRows(
      data(scale),
      Array.from({ length: to - from }, (_, i) => from + i),
    );
  const spec = parseRunSpec({ hidden: '8,8', batchSize: 16, epochs: 2, ...settings }, (option) => option);
  return makePlan(spec, { train: rows(0, 40), validation: rows(40, 64), test: rows(64, 96) }).plan;
}

async function compared(plan: RunPlan): Promise<Comparison> {
  const [first, second] = [await trained(plan, scratch), await trained(plan, tfjs)];
  const parity = [await checkParity(plan, first, second)];
  const spec = parseRunSpec({}, (option) => option);
  return makeComparison({ name: 'made', command: '', spec, plan, trainings: [first.training, second.training], parity, warnings: [] });
}

/** Both end where the other does, or diverge at the same step; no NaN or infinity stands for a result. */
async function expectTheSameOf(plan: RunPlan): Promise<void> {
  const comparison = await compared(plan);
  const [ours, theirs] = comparison.networks;
  expect(ours!.diverged && { ...ours!.diverged, loss: 0 }).toEqual(theirs!.diverged && { ...theirs!.diverged, loss: 0 });
  expect(comparison.parity[0]!.verdict).not.toBe('differ');
  for (const { epochs, test } of comparison.networks) {
    for (const { trainLoss, validationLoss } of epochs) expect([trainLoss, validationLoss].every(Number.isFinite)).toBe(true);
    if (test) expect(Number.isFinite(test.loss)).toBe(true);
  }
  expect(
    summary(comparison, text)
      .split('\n')
      .filter((line) => /│.*(NaN|Infinity|undefined)/.test(line)),
  ).toEqual([]);
}

describe(`at the ends of float32, the hand-written network and TensorFlow.js, ${tfjs.description}, do the same`, () => {
  const rates = [1e-12, 1e-6, 1, 1e2, 1e4, 1e6, 1e9, 1e12];
  it.each(rates.flatMap((rate) => ['relu', 'tanh', 'sigmoid'].map((activation) => [rate, activation] as const)))(
    'learning rate %d, %s',
    (learningRate, activation) => expectTheSameOf(planOf({ learningRate, activation })),
  );
  it.each([1e2, 1e12])('learning rate %d, a sigmoid output', (learningRate) => expectTheSameOf(planOf({ learningRate, output: 'sigmoid' })));
  it.each([1e-30, 1e-6, 1e6, 1e30, 0])('inputs of the size of %d', (scale) => expectTheSameOf(planOf({}, scale)));
  it.each(['1', '1,1,1', '4096'])('hidden layers of %s units', (hidden) => expectTheSameOf(planOf({ hidden, epochs: 1 })));
  it.each(['relu', 'tanh', 'sigmoid'])('50 layers of %s', (activation) => {
    return expectTheSameOf(planOf({ hidden: Array(50).fill(8).join(','), activation, epochs: 1 }));
  });

  it('a training that diverges says so, at the step whose loss was not finite, and has no test result', async () => {
    const { networks } = await compared(planOf({ learningRate: 1e9 }));
    for (const { diverged, test } of networks) {
      expect(diverged).toMatchObject({ epoch: 1, step: 3 });
      expect(test).toBeUndefined();
    }
  });
});
