import { mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCsv } from '../../../../src/data/csv/csv.ts';
import { generatedFolder, isGenerated, toCsv } from '../../../../src/data/generate/generated.ts';
import { parityCorners } from '../../../../src/data/generate/parity-corners.ts';

const fresh = () => mkdtempSync(join(tmpdir(), 'generated-'));

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
    const { train, test } = await readCsv(join(folder, 'train.csv'), join(folder, 'test.csv'));
    expect([train.X.rows, train.X.cols, test?.X.rows]).toEqual([8500, 100, 1500]);
  });

  it('say where they cannot be written', async () => {
    const file = join(fresh(), 'file');
    writeFileSync(file, '');
    await expect(generatedFolder('document', file)).rejects.toThrow(/the generated set document cannot be written there \(ENOTDIR\)/);
  });
});

describe('a data set as CSV', () => {
  it('is read back as the same numbers', async () => {
    const dataset = parityCorners({ rows: 50, features: 7, seed: 2 });
    const path = join(fresh(), 'rows.csv');
    writeFileSync(path, toCsv(dataset));
    const { train } = await readCsv(path);
    expect([...train.X.data]).toEqual([...dataset.X.data]);
    expect({ y: train.y, classes: train.classes, features: train.features }).toEqual({ y: dataset.y, classes: dataset.classes, features: dataset.features });
  });
});
