import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Dataset } from '../../../src/data/dataset.ts';
import { Fault } from '../../../src/fault.ts';
import { classesOf } from '../../../src/model/target.ts';
import type { Matrix } from '../../../src/numbers/matrix.ts';
import { parseRunSpec } from '../../../src/run/config.ts';
import { loadData } from '../../../src/run/load-data.ts';

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'data-'))));
afterEach(() => rm(folder, { recursive: true }));

const load = (settings: Record<string, unknown>) => loadData(parseRunSpec(settings, (option) => `--${option}`));
const rows = (count: number, from = 0) => Array.from({ length: count }, (_, r) => `${r % 2},${from + r}\n`).join('');
const features = ({ X }: Dataset) => [...X.data];
const file = async (name: string, content: string | Buffer) => (await writeFile(join(folder, name), content), join(folder, name));

describe('data from a folder', () => {
  it('is train.csv and test.csv, a stratified fifth of the former set aside to validate', async () => {
    await file('train.csv', rows(20));
    await file('test.csv', rows(3, 100));
    const { name, parts } = await load({ data: folder });
    expect(name).toBe(folder.split('/').at(-1));
    expect([parts.train.X.rows, parts.validation.X.rows]).toEqual([16, 4]);
    expect([...features(parts.train), ...features(parts.validation)].toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, r) => r));
    expect([...classesOf(parts.validation.y)].filter((k) => k === 0)).toHaveLength(2);
    expect(features(parts.test)).toEqual([100, 101, 102]);
  });

  it('may be packed', async () => {
    await file('train.csv.gz', gzipSync(rows(10)));
    await file('test.csv.gz', gzipSync(rows(2)));
    expect((await load({ data: folder })).parts.train.X.rows).toBe(8);
  });

  it('is split at a row where --train-rows says so, in the order of the file', async () => {
    await file('train.csv', rows(10));
    await file('test.csv', rows(2));
    const { parts } = await load({ data: folder, trainRows: 7 });
    expect([features(parts.train), features(parts.validation)]).toEqual([
      [0, 1, 2, 3, 4, 5, 6],
      [7, 8, 9],
    ]);
  });

  it('that is not there, or has no such files, is a fault', async () => {
    await expect(load({ data: join(folder, 'none') })).rejects.toThrow(/^--data '.*': there is no such file or folder, and no data set of that name ships\.$/);
    await expect(load({ data: 'mnist-party' })).rejects.toThrow('no data set of that name ships. Did you mean mnist-parity?');
    await expect(load({ data: 'moon' })).rejects.toThrow('no data set of that name ships. Did you mean moons?');
    await expect(load({ data: folder })).rejects.toThrow(
      new Fault(`${folder} has no train.csv or train.csv.gz. For files of other names use --train and --test.`),
    );
    await file('train.csv', rows(10));
    await expect(load({ data: folder })).rejects.toThrow(`${folder} has no test.csv or test.csv.gz.`);
  });
});

describe('data from one file', () => {
  it('has a stratified fifth set aside to test with, and of the rest a fifth to validate', async () => {
    const { name, parts } = await load({ train: await file('iris.csv.gz', gzipSync(rows(50))) });
    expect(name).toBe('iris');
    expect([parts.train.X.rows, parts.validation.X.rows, parts.test.X.rows]).toEqual([32, 8, 10]);
    const all = [parts.train, parts.validation, parts.test].flatMap(features);
    expect(all.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, r) => r));
  });

  it('warns of rows that the division leaves on both sides', async () => {
    const twice = rows(50) + rows(50);
    const { parts, warnings, name } = await load({ train: await file('twice.csv', twice), testFraction: 0.5 });
    const trained = new Set([...features(parts.train), ...features(parts.validation)]);
    const shared = features(parts.test).filter((x) => trained.has(x)).length;
    expect(shared).toBeGreaterThan(10);
    expect([name, warnings]).toEqual([
      'twice',
      [
        `${shared} rows of the 50 set aside from ${join(folder, 'twice.csv')} to test with have exactly the features of a row to train on: what is measured there is partly memory (leakage).`,
      ],
    ]);
    expect((await load({ train: await file('once.csv', rows(50)) })).warnings).toEqual([]);
  });

  it('is split by the seed, and by the fractions asked for', async () => {
    const train = await file('a.csv', rows(100));
    const drawn = async (settings: object) => features((await load({ train, ...settings })).parts.test);
    expect(await drawn({})).toEqual(await drawn({}));
    expect(await drawn({ seed: 9 })).not.toEqual(await drawn({}));
    expect(await drawn({ testFraction: 0.4 })).toHaveLength(40);
    const { parts } = await load({ train, testFraction: 0.5, validation: 0.5 });
    expect([parts.train.X.rows, parts.validation.X.rows]).toEqual([25, 25]);
  });
});

describe('a single file', () => {
  it('may be named by --data, and have rows to test with beside it', async () => {
    const data = await file('a.csv', rows(50));
    expect((await load({ data })).parts.test.X.rows).toBe(10);
    const test = await file('b.csv', rows(5, 100));
    const { name, parts } = await load({ data, test });
    expect([name, parts.test.X.rows, parts.train.X.rows]).toEqual(['a', 5, 40]);
    await file('train.csv', rows(10));
    await file('test.csv', rows(10));
    await expect(load({ data: folder, test })).rejects.toThrow(`--test is for a single file; ${folder} is a folder, with a test file of its own.`);
    await expect(load({ data: folder, testFraction: 0.1 })).rejects.toThrow('--test-fraction is for a single file;');
  });

  it('has its gaps filled in by those of its rows that are trained on, whichever these are', async () => {
    const lines = Array.from({ length: 40 }, (_, r) => `${r % 4 === 0 ? '' : r * r},${r % 2}`).join('\n');
    const train = await file('gaps.csv', `x,label\n${lines}\n`);
    const fillings = await Promise.all(
      [1, 2].map(async (seed) => {
        const { parts } = await load({ train, missing: 'mean', seed });
        const squares = new Set(Array.from({ length: 40 }, (_, r) => r * r));
        const known = features(parts.train).filter((x) => squares.has(x));
        const mean = known.reduce((sum, x) => sum + x, 0) / known.length;
        const filled = [parts.train, parts.validation, parts.test].flatMap(features).filter((x) => !squares.has(x));
        expect(filled.length).toBe(10);
        for (const x of filled) expect(x).toBeCloseTo(mean, 9);
        return mean;
      }),
    );
    expect(fillings[0]).not.toBe(fillings[1]);
  });

  it('of values is divided between their quantiles, where that is asked for', async () => {
    const lines = Array.from({ length: 100 }, (_, r) => `${(r * 37) % 100},${r === 0 ? 1e6 : r}`).join('\n');
    const train = await file('values.csv', `x,y\n${lines}\n`);
    const spec = { train, task: 'regression', output: 'linear', label: 'y' } as const;
    for (const seed of [1, 2, 3]) {
      const { parts } = await load({ ...spec, stratifyQuantiles: 4, seed });
      const quarters = [...(parts.test.y as Matrix).data].map((y) => Math.min(3, Math.floor((y - 1) / 25)));
      expect([0, 1, 2, 3].map((quarter) => quarters.filter((one) => one === quarter).length)).toEqual([5, 5, 5, 5]);
    }
    const plain = await Promise.all([spec, { ...spec, stratify: false }].map(async (one) => features((await load(one)).parts.test)));
    expect(plain[0]).toEqual(plain[1]); // where it is not asked for, as ever
  });

  it('is divided between groups, or by time, where that is asked for', async () => {
    const lines = Array.from({ length: 60 }, (_, r) => `p${r % 12},${r},${(r * 7) % 11},${r % 2}`).join('\n');
    const train = await file('patients.csv', `patient,minute,x,label\n${lines}\n`);
    const { parts } = await load({ train, group: 'patient', drop: 'minute' });
    expect(parts.train.features).toEqual(['x']);
    const [a, b, c] = [parts.train, parts.validation, parts.test].map(({ groups }) => new Set(groups));
    expect([...a!].filter((group) => b!.has(group) || c!.has(group))).toEqual([]);
    expect([...b!].filter((group) => c!.has(group))).toEqual([]);
    const { parts: byTime, division } = await load({ train, time: true, columns: 'minute' });
    expect([features(byTime.train).at(-1), features(byTime.validation)[0], features(byTime.test)]).toEqual([
      37,
      38,
      Array.from({ length: 12 }, (_, r) => 48 + r),
    ]);
    expect(division.seed).toBe(0);
  });
});

/** Inputs, classes, and the sum of all features in the two files. */
const SHIPPED = [
  ['mnist-parity', 196, 2, 2_313_588],
  ['digits', 64, 10, 561_718],
  ['breast-cancer', 30, 2, 1_056_474.4596356],
  ['penguins', 4, 3, 1_526_600],
] as const;

describe('data that ships', () => {
  it('is read as it always was: label first, every pixel kept', async () => {
    for (const [data, inputs, classes, sum] of SHIPPED) {
      const { parts } = await load({ data });
      const all = [parts.train, parts.validation, parts.test];
      const total = all.reduce((most, { X }) => most + Float64Array.from(X.data).reduce((s, x) => s + x, 0), 0);
      expect([data, parts.train.X.cols, parts.train.classes]).toEqual([data, inputs, Array.from({ length: classes }, (_, k) => String(k))]);
      expect(total).toBeCloseTo(sum, 6);
    }
  });

  it('is found by its name, alone or below data/, and by no other path', async () => {
    for (const data of ['penguins', 'data/penguins']) {
      const { name, parts } = await load({ data });
      expect(name).toBe('penguins');
      expect([parts.train.X.rows + parts.validation.X.rows, parts.test.X.rows]).toEqual([274, 68]);
    }
    await expect(load({ data: join(folder, 'penguins') })).rejects.toThrow(Fault);
  });

  it('is mnist-parity, 4000 rows to train on, where nothing is said', async () => {
    const { name, parts } = await load({});
    expect([name, parts.train.X.rows, parts.validation.X.rows, parts.test.X.rows]).toEqual(['mnist-parity', 4000, 4500, 1500]);
  });

  it('is divided as asked where its rows are', async () => {
    const { parts } = await load({ validation: 0.1 });
    expect([parts.train.X.rows, parts.validation.X.rows]).toEqual([7650, 850]);
  });
});
