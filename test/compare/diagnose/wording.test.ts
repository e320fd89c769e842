import { describe, expect, it } from 'vitest';
import { DEFAULT_MODEL, diagnose } from '../../../compare/diagnose/diagnose.ts';
import type { Diagnosis, Relation } from '../../../compare/diagnose/diagnosis.ts';
import { relationOf } from '../../../compare/diagnose/evidence.ts';
import type { Observation } from '../../../compare/diagnose/observation.ts';
import { planProbes } from '../../../compare/diagnose/probe-plan.ts';
import { toText } from '../../../compare/show/words/diagnosis.ts';
import { wordEvidence } from '../../../compare/show/words/word-evidence.ts';
import type { Backend } from '../../../src/model/network.ts';
import { copyWeights } from '../../../src/model/tensors.ts';
import { type Matrix, matrix } from '../../../src/numbers/matrix.ts';
import { PlantedNetwork, planted } from './planted-network.ts';

const probe = planProbes(DEFAULT_MODEL, 16, 8).probes[0]!;
const observed = (row: number[]): Observation => ({
  probe,
  step: 0,
  quantity: 'gradient',
  name: 'b',
  layer: 2,
  values: matrix([row], 'float64'),
  floor: 0,
});
/** How db2 would be worded that came as one row of numbers, where the reference has another. */
const worded = (is: number[], expected: number[]) => said(relationOf(observed(is), observed(expected)));
const said = (relation: Relation) => wordEvidence({ tensors: ['db2'], found: [{ where: 'the full batch of 16', relation }] });

describe('numbers that differ are worded so that they are seen to', () => {
  it.each([
    [5.3331, 1.1188, 'db2 is 5.333 for 1.119 (× 4.767) on the full batch of 16.'],
    [1.1670315, 1.16701, 'db2 is 1.167031 for 1.16701 (× 1.000018) on the full batch of 16.'],
    [1.16701, 1.1670315, 'db2 is 1.16701 for 1.167031 (÷ 1.000018) on the full batch of 16.'],
    [-2.5, 5, 'db2 is −2.5 for 5 (× −0.500) on the full batch of 16.'],
    [Number.MAX_VALUE / 2, 2794, 'db2 is 8.988e307 for 2794 (× 3.217e304) on the full batch of 16.'],
    [NaN, 1.119, 'db2 is NaN for 1.119 on the full batch of 16.'],
    [1.119, Infinity, 'db2 is 1.119 for Infinity on the full batch of 16.'],
    [0.5, 0, 'db2 is 0.5 for 0 on the full batch of 16.'],
  ])('%d for %d', (is, expected, words) => {
    expect(worded([is], [expected])).toBe(words);
  });

  it('a multiple near 1 is not worded as 1', () => {
    expect(worded([1.00004, 2.00008, 4.00016], [1, 2, 4])).toBe('db2 is the reference × 1.000040 on the full batch of 16.');
    expect(worded([64, 128], [1, 2])).toBe('db2 is the reference × 64.000 on the full batch of 16.');
  });

  it('the number that differs most has as many digits as it takes, and one number that differs is no plural', () => {
    expect(worded([1, 1, 1.0002], [1, 1, 1])).toBe(
      'db2 is off by 0.0001155 × the norm of the reference (cosine above 0.9999, nearest multiple × 1; 1 of 3 numbers differs, most [0, 2]: 1.0002 for 1) on the full batch of 16.',
    );
  });
});

describe('what is far from the reference', () => {
  it('is measured in the norm of the reference', () => {
    expect(worded([-3, 4], [3, 4])).toMatch(
      /^db2 is off by 1\.2 × the norm of the reference \(cosine 0\.2800, nearest multiple × 0\.28; 1 of 2 numbers differs, most \[0, 0\]: −3 for 3\)/,
    );
  });

  it('has a finite size and cosine, though the squares of the reference vanish', () => {
    expect(worded([-3, 4], [3e-200, 4e-200])).toContain(
      'off by 1e200 × the norm of the reference (cosine 0.2800, nearest multiple × 2.8e199; 2 of 2 numbers differ,',
    );
  });

  it('has no angle to a reference that is zero', () => {
    expect(worded([0.05, -0.2], [0, 0])).toBe('db2 is up to 0.2 in size (the reference is zero) on the full batch of 16.');
  });

  it.each([
    [[NaN, 1, 2], [0, 1, 2], 'not finite in 1 of 3 numbers'],
    [[NaN, NaN, NaN], [0, 1, 2], 'not finite'],
    [[0, 1, 2], [NaN, Infinity, 2], 'finite (the reference is not in 2 of 3 numbers)'],
    [[NaN, 1, 2], [NaN, 5, 6], 'not finite in 1 of 3 numbers (nor is the reference in 1 of 3 numbers)'],
  ])('%j for %j: says whose numbers are not finite', (is, expected, words) => {
    expect(worded(is, expected)).toBe(`db2 is ${words} on the full batch of 16.`);
  });
});

describe('the whole diagnosis', () => {
  const examined = { network: 'mine', description: 'planted', model: DEFAULT_MODEL, probes: ['the full batch of 64'], tensors: 1, notes: [], unanswered: [] };
  const location = { tensor: 'loss', kind: 'loss' as const, probe: 'the full batch of 64', step: 0, implied: false, stillRight: ['logits'] };
  const named = (name: string) => ({ id: name, name, stage: 'loss' as const, tensor: 'loss', right: 'r', mend: 'm', effect: 'e' });
  const finding = { ...named('One'), location, evidence: [] };
  const furthest = { relative: 0, tensor: 'W1', probe: 'the full batch of 64' };

  it('claims the same numbers for an alternative to what explains all, and no more than as much beside what explains a part', () => {
    const alternatives = [[named('Another')], [named('A'), named('B')]];
    const all = textOf({ ...examined, verdict: 'mistake', mistakes: [finding], alternatives, location, furthest });
    expect(all).toContain('Or Another. It gives the same numbers in every probe: numbers cannot tell the two apart.');
    expect(all).toContain('Or A; and B. Together they give the same numbers in every probe');
    const part = textOf({ ...examined, verdict: 'partly', mistakes: [finding], alternatives, location, remaining: location, remainingEvidence: [] });
    expect(part).toContain('Or Another. It explains as much: as far as that goes, numbers cannot tell the two apart.');
    expect(part).toContain('Or A; and B. Together they explain as much:');
    expect(part).not.toContain('every probe');
  });

  it('counts one thing as one', () => {
    const text = textOf({ ...examined, verdict: 'mistake', mistakes: [finding], alternatives: [], location, furthest });
    expect(text).toContain('1 tensor in 1 probe.');
    expect(text).toContain('the reference gives the one tensor to within rounding; undo it');
  });

  it('names no tensor as furthest where none is off', () => {
    expect(textOf({ ...examined, verdict: 'correct', precision: 'float64', furthest })).toContain(
      'How far apart not at all: to the last digit the numbers of the float64 reference',
    );
  });

  it('does not say of a negative weight decay that it shrinks the weights', async () => {
    const diagnosis = await diagnose(planted([{ bug: 'decay', value: -0.01 }]));
    expect(textOf(diagnosis)).toContain('Every step enlarges the weights by 0.1·0.01 = 0.001 of themselves.');
  });
});

describe('tensors are one piece of evidence where they are worded alike', () => {
  it('not where one is twice the reference and the other half of it', async () => {
    const diagnosis = await diagnose(strangeLayers([2, 1, 0.5]), DEFAULT_MODEL, { batchSize: 16 });
    const text = textOf(diagnosis);
    expect(text).toMatch(/dW3, db3 are the reference ÷ 2\.000/);
    expect(text).toMatch(/dW1, db1 are the reference × 2\.000/);
  });
});

/** A sound network whose layers learn so many times too much, and from the third step on something that no formula says. */
function strangeLayers(factors: readonly number[]): Backend {
  return {
    name: 'strange',
    description: 'planted',
    async create(model, _training, initial) {
      const inner = new PlantedNetwork(model, initial, [], false);
      let steps = 0;
      return {
        step(X, y, learningRate) {
          const odd = ++steps > 2 ? 1e-3 : 0;
          const before = copyWeights(inner.weights());
          const loss = inner.step(X, y as Uint32Array, learningRate);
          const moved = (from: Matrix, to: Matrix, factor: number): Matrix => ({
            ...to,
            data: to.data.map((w, i) => from.data[i]! + (w - from.data[i]!) * factor + odd * Math.sin(1e4 * w)),
          });
          inner.setWeights(inner.weights().map(({ W, b }, l) => ({ W: moved(before[l]!.W, W, factors[l]!), b: moved(before[l]!.b, b, factors[l]!) })));
          return loss;
        },
        predict: (X) => inner.predict(X),
        weights: () => inner.weights(),
        setWeights: (weights) => inner.setWeights(weights),
      };
    },
  };
}

function textOf(diagnosis: Diagnosis): string {
  return toText(diagnosis).replace(/\s+/g, ' ');
}
