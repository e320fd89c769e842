import { describe, expect, it } from 'vitest';
import { DEFAULT_MODEL } from '../../../compare/diagnose/diagnose.ts';
import { planProbes } from '../../../compare/diagnose/probe-plan.ts';
import { forward } from '../../../scratch/plain.ts';
import type { ModelSpec } from '../../../src/model/model-spec.ts';
import { taskOf } from '../../../src/model/training-spec.ts';

/** The largest pre-activation of each hidden layer on the confident rows, and then the largest lead of a logit. */
function reached(model: ModelSpec, seed: number): { hidden: number[]; logit: number } {
  const { weights, steps } = planProbes(model, 64, seed).probes.find(({ id }) => id === 'confident')!;
  const { Z } = forward(taskOf(model), weights, steps[0]!.batch.X);
  const largest = Z.map(({ data }) => Math.max(...data));
  return { hidden: largest.slice(0, -1), logit: largest.at(-1)! };
}

describe('confident predictions', () => {
  it.each([1, 2, 3, 8])('come of ReLUs that are far out in every layer, where one that is cut off at 6 shows; seed %i', (seed) => {
    const { hidden, logit } = reached(DEFAULT_MODEL, seed);
    for (const z of hidden) expect(z).toBeGreaterThan(6);
    expect(logit).toBeGreaterThan(10);
    expect(logit).toBeLessThan(300);
  });

  it('leave tanh where it is: far out it would say nothing of its derivative', () => {
    const tanh = { ...DEFAULT_MODEL, hidden: DEFAULT_MODEL.hidden.map((layer) => ({ ...layer, activation: 'tanh' as const })) };
    for (const z of reached(tanh, 1).hidden) expect(z).toBeLessThan(10);
  });
});
