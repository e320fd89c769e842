import { mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Datasets, toDatasets } from '../../../../src/data/columns/datasets.ts';
import type { ColumnOptions } from '../../../../src/data/columns/options.ts';
import { friedman } from '../../../../src/data/generate/friedman.ts';
import { generatedFolder, isGenerated, toCsv } from '../../../../src/data/generate/generated.ts';
import { parityCorners } from '../../../../src/data/generate/parity-corners.ts';
import { venn } from '../../../../src/data/generate/venn.ts';
import { readTable } from '../../../../src/data/table/read-table.ts';
import type { Matrix } from '../../../../src/numbers/matrix.ts';

const fresh = () => mkdtempSync(join(tmpdir(), 'generated-'));

/** A training file, and perhaps one to test with. */
async function read([train, test]: readonly [string, string?], options: ColumnOptions = {}): Promise<Datasets> {
  return toDatasets(await readTable(train), test === undefined ? undefined : await readTable(test), options);
}

describe('generated sets', () => {
  it('are known by name', () => {
    expect(isGenerated('document')).toBe(true);
    expect(isGenerated('toString')).toBe(false);
  });

  it('are made once, whole: 8500 rows and 1500, with nothing left beside them', async () => {
    const cache = fresh();
    const folder = await generatedFolder('document', cache);
    expect(readdirSync(folder).sort()).toEqual(['test.csv', 'train.csv']);
    const made = statSync(join(folder, 'train.csv')).mtimeMs;
    expect(await generatedFolder('document', cache)).toBe(folder);
    expect(statSync(join(folder, 'train.csv')).mtimeMs).toBe(made);
    const { train, test } = await read([join(folder, 'train.csv'), join(folder, 'test.csv')]);
    expect([train.X.rows, train.X.cols, test?.X.rows]).toEqual([8500, 100, 1500]);
  });

  it('say where they cannot be written', async () => {
    const file = join(fresh(), 'file');
    writeFileSync(file, '');
    await expect(generatedFolder('document', file)).rejects.toThrow(/the generated set document cannot be written there \(ENOTDIR\)/);
  });
});

describe('Friedman’s first problem', () => {
  const { X, y } = friedman({ rows: 2000, seed: 1 });

  it('is its formula, and noise of standard deviation 1', () => {
    const noise = Array.from(y.data, (value, r) => {
      const [x1, x2, x3, x4, x5] = X.data.subarray(10 * r, 10 * r + 5) as unknown as [number, number, number, number, number];
      return value - (10 * Math.sin(Math.PI * x1 * x2) + 20 * (x3 - 0.5) ** 2 + 10 * x4 + 5 * x5);
    });
    const mean = noise.reduce((a, b) => a + b) / noise.length;
    expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(2000)); // four standard errors
    expect(Math.sqrt(noise.reduce((sum, e) => sum + e * e, 0) / noise.length)).toBeCloseTo(1, 1);
  });

  it('is read back from CSV as the same numbers', async () => {
    const path = join(fresh(), 'rows.csv');
    const made = friedman({ rows: 50, seed: 1 });
    writeFileSync(path, toCsv(made));
    const { train } = await read([path], { task: 'regression' });
    expect([[...train.X.data], [...(train.y as Matrix).data]]).toEqual([[...made.X.data], [...made.y.data]]);
    expect([train.targets, train.features]).toEqual([made.targets, made.features]);
  });
});

describe('a Venn diagram', () => {
  const { X, y, labels } = venn({ rows: 4000, seed: 1 });
  const rowsOf = (pattern: string) =>
    Array.from({ length: 4000 }, (_, r) => y.data.subarray(3 * r, 3 * r + 3).join('')).filter((row) => row === pattern).length;

  it('has rows in every part of it, outside all discs too', () => {
    expect(labels).toEqual(['a', 'b', 'c']);
    for (const pattern of ['000', '100', '010', '001', '110', '101', '011', '111']) expect(rowsOf(pattern), pattern).toBeGreaterThan(40);
  });

  it('has of each label the share of the square that its disc covers, but for chance', () => {
    [0.9, 0.8, 0.7].forEach((radius, k) => {
      const share = (Math.PI * radius ** 2) / 9; // a disc of c reaches to y = 1.25, none beyond the square
      const found = y.data.filter((label, i) => i % 3 === k && label === 1).length / 4000;
      expect(Math.abs(found - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / 4000)); // four standard errors
    });
  });

  it('is read back from CSV as the same numbers', async () => {
    const path = join(fresh(), 'rows.csv');
    const made = venn({ rows: 50, seed: 1 });
    writeFileSync(path, toCsv(made));
    const { train } = await read([path], { task: 'labels', label: 'a,b,c' });
    expect([[...train.X.data], train.y]).toEqual([[...made.X.data], made.y]);
    expect([train.labels, train.features]).toEqual([made.labels, made.features]);
    expect([...made.X.data]).toEqual([...X.data.subarray(0, 100)]); // the first rows, however many are asked for
  });
});

describe('a data set as CSV', () => {
  it('is read back as the same numbers', async () => {
    const dataset = parityCorners({ rows: 50, features: 7, seed: 2 });
    const path = join(fresh(), 'rows.csv');
    writeFileSync(path, toCsv(dataset));
    const { train } = await read([path]);
    expect([...train.X.data]).toEqual([...dataset.X.data]);
    expect({ y: train.y, classes: train.classes, features: train.features }).toEqual({ y: dataset.y, classes: dataset.classes, features: dataset.features });
  });
});
