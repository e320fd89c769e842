import { describe, expect, it } from 'vitest';
import { fitted, predicted } from '../../bench/cost/fit.ts';
import { costMarkdown } from '../../bench/cost/report.ts';
import { amountsOf, nameOf, SHAPES } from '../../bench/cost/shapes.ts';
import { madeModel } from '../../bench/workloads.ts';

describe('the model of what a step costs', () => {
  const amounts = [
    [1e6, 1e4, 10],
    [1e9, 1e6, 20],
    [2e7, 5e6, 12],
    [3e5, 2e3, 26],
    [4e8, 3e7, 12],
  ];

  it('is found again where the times follow it, over four powers of ten', () => {
    const costs = [1e-11, 3e-10, 2e-7];
    const found = fitted(amounts.map((each) => ({ amounts: each, seconds: predicted({ amounts: each }, costs) })));
    found.forEach((cost, k) => void expect(cost / costs[k]!).toBeCloseTo(1, 9));
  });

  it('counts relative errors: one of twice the time is twice as much whatever its size', () => {
    // c·1 against 1 and 2: c = (1/1 + 1/2)/(1/1 + 1/4) = 1.2, where absolute errors would have 1.5
    expect(
      fitted([
        { amounts: [1], seconds: 1 },
        { amounts: [1], seconds: 2 },
      ])[0],
    ).toBeCloseTo(1.2, 12);
  });

  it('has no term that makes a step faster', () => {
    const found = fitted(amounts.map((each) => ({ amounts: each, seconds: 1e-11 * each[0]! + 2e-7 * each[2]! - 1e-15 * each[1]! })));
    expect(found[1]).toBe(0);
    expect(Math.min(...found)).toBeGreaterThanOrEqual(0);
  });
});

it('there are 40 shapes, each by a name of its own', () => {
  expect(new Set(SHAPES.map(nameOf)).size).toBe(40);
});

it('what a step asks is counted', () => {
  const shape = { model: madeModel(3, [4], 2), batchSize: 5 };
  expect(nameOf(shape)).toBe('3 → 4 → 2, batch 5');
  // products: 2·5·3·4 in the first layer, which has no dX, 3·5·4·2 in the second: 120 + 120 multiply-adds
  // numbers: 2·15 of the batch, 8·26 of the parameters, 9·5·6 of the outputs
  // calls: affine, slope, dW, db, two updates; affine, dX, dW, db, two updates
  expect(amountsOf(shape)).toEqual({ flops: 480, bytes: 4 * (30 + 208 + 270), calls: 12 });
});

it('the report says the model, and of each network by how much it is off', () => {
  const priced = [{ name: '3 → 2, batch 5', amounts: { flops: 1000, bytes: 100, calls: 5 }, seconds: 2e-6, spread: 0.02, predicted: 2.2e-6 }];
  const text = costMarkdown({ ran: 'Node 0', costs: [1e-9, 2e-9, 2e-7], priced });
  expect(text).toContain('time = flops / 1 per ns + bytes / 0.5 per ns + calls × 200 ns (Node 0;');
  expect(text).toMatch(/\| 3 → 2, batch 5 +\| +2 µs \| 2 % \| +2\.2 µs \| +\+10 % \| +45 % \| +9 % \| +45 % \| +0\.5 \|/);
});
