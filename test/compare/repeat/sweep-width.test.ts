import { describe, expect, it } from 'vitest';
import { fromBase64 } from '../../../compare/inside/quantise.ts';
import { dataOf } from '../../../compare/jobs/data.ts';
import { inline } from '../../../compare/jobs/inline.ts';
import { sweepSchema } from '../../../compare/repeat/sweep-schema.ts';
import { sweepWidth } from '../../../compare/repeat/sweep-width.ts';
import { planeSet } from '../../../src/data/generate/plane.ts';
import { splitFraction } from '../../../src/data/split.ts';
import { parseRunSpec } from '../../../src/run/config.ts';
import { GRID_SIZE } from '../../../src/run/grid.ts';

const { train, test } = planeSet('xor');
const split = splitFraction(train, 0.2, 8);
const data = dataOf({ train: split.train, validation: split.validation, test: test ?? split.validation });
const spec = (settings: Record<string, unknown>) => parseRunSpec({ networks: ['scratch'], kernel: 'naive', ...settings }, String);
const sweep = (settings: Record<string, unknown>) => sweepWidth(spec(settings), { data, executor: inline(data) });

describe('a sweep of widths', () => {
  it('shows universal approximation at work: one unit cannot part XOR, sixty-four can', async () => {
    const { widths, activation } = sweepSchema.parse(await sweep({ epochs: 40 }));
    expect(activation).toBe('relu');
    expect(widths.map(({ width }) => width)).toEqual([1, 2, 4, 8, 16, 32, 64]);
    expect(widths.map(({ parameters }) => parameters)).toEqual([7, 12, 22, 42, 82, 162, 322]); // (2 + 1)·w + (w + 1)·2
    const accuracy = widths.map(({ networks }) => networks[0]!.test!.accuracy);
    expect(accuracy[0]).toBeLessThan(0.8); // one hyperplane parts at most three of the four corners
    expect(accuracy.at(-1)).toBeGreaterThan(0.98);
    for (const { networks } of widths) expect(fromBase64(networks[0]!.surface!)).toHaveLength(GRID_SIZE ** 2);
  });

  it('keeps a width that diverged, without a result', async () => {
    const { widths } = await sweep({ epochs: 2, learningRate: 1e30 });
    expect(widths).toHaveLength(7);
    expect(widths.at(-1)!.networks[0]).toEqual({ name: 'scratch' });
  });
});
