import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { explainCommand } from '../../../compare/cli/explain/command.ts';
import { configurationOf, type Settings } from '../../../compare/explain/configuration.ts';
import { dataOf } from '../../../compare/jobs/data.ts';
import type { Asked, TrainJob } from '../../../compare/jobs/job.ts';
import { type Circumstances, keyOf, keysFor } from '../../../compare/jobs/key.ts';
import { LAST_EPOCH, trainJob, WHOLE } from '../../../compare/jobs/make-job.ts';
import { parityCorners } from '../../../src/data/generate/parity-corners.ts';
import { divisionOf, type Rows } from '../../../src/run/divide.ts';
import type { Parts } from '../../../src/run/run-plan.ts';
import { folderWith, moduleWith } from '../networks/fixtures.ts';

const rows = parityCorners({ rows: 40, features: 5, seed: 1 });
const parts: Parts = { train: rows, validation: rows, test: rows };
const made = (settings: Settings = {}, given: Rows = parts, seed = 8, asked: Asked = WHOLE): TrainJob => {
  const { spec, quirks } = configurationOf(settings, String);
  const of = { network: spec.networks[0]!, quirks, data: dataOf(given).hash, division: divisionOf(spec, given), asked };
  return trainJob({ ...spec, seed }, { ...of, title: `seed ${seed}` });
};
const key = async (...of: Parameters<typeof made>) => {
  const job = made(...of);
  return (await keysFor([job]))(job);
};

describe('the key of a job', () => {
  it('is the same for the same training, wherever its data lies and its report goes, however long it may take and on how many threads', async () => {
    const same = { data: 'elsewhere', labelColumn: 2, seed: 3, out: 'there', verbose: true, timeout: 5, threads: 2 };
    expect(await key(same, structuredClone(parts))).toBe(await key());
  });

  it('is the same for what came as JSON, whatever the order of its properties, and however it is spoken of', async () => {
    const job = made();
    const { settings, ...rest } = JSON.parse(JSON.stringify(job)) as TrainJob;
    const turned = { settings: Object.fromEntries(Object.entries(settings).reverse()) as typeof settings, ...rest };
    const keys = await keysFor([job]);
    expect(keys(turned)).toBe(keys(job));
    expect(keys({ ...job, manner: { ...job.manner, title: 'another', name: 'other' } })).toBe(keys(job));
  });

  it('is another for another setting, quirk or seed, and where more is asked for', async () => {
    const settings = [key(), key({ epochs: 3 }), key({ order: 'independent' }), key({ learningRate: 1 }), key({}, parts, 9)];
    const asked = [key({}, parts, 8, LAST_EPOCH), key({}, parts, 8, { ...WHOLE, snapshots: [1] })];
    const others = await Promise.all([...settings, ...asked]);
    expect(new Set(others).size).toBe(others.length);
  });

  it('is another for rows that are divided otherwise, and the same under another seed of a division that draws nothing', async () => {
    const [drawn, given] = [{ train: rows }, { train: rows, test: rows }];
    const of = (settings: Settings, undivided: Rows) => key(settings, undivided);
    const others = await Promise.all([
      of({}, drawn),
      of({ seed: 9 }, drawn),
      of({ trainRows: 20 }, drawn),
      of({ trainRows: 20 }, given),
      of({ trainRows: 21 }, given),
    ]);
    expect(new Set(others).size).toBe(others.length);
    expect(await of({ trainRows: 20, seed: 9 }, given)).toBe(others[3]);
  });

  const { X, y } = rows;
  const changed = X.data.slice();
  changed[3]! += 1;
  it.each([
    ['number', { ...parts, test: { ...rows, X: { ...X, data: changed } } }],
    ['label', { ...parts, validation: { ...rows, y: y.with(0, 1 - y[0]!) } }],
    ['class that no row is of', { ...parts, train: { ...rows, classes: [...rows.classes, 'none'] } }],
    ['shape', { ...parts, test: { ...rows, X: { ...X, rows: X.cols, cols: X.rows } } }],
    ['float type of the same bytes', { ...parts, train: { ...rows, X: { ...X, data: new Float32Array(X.data.buffer.slice(0)) } } }],
  ])('is another for data with another %s', async (_name, data: Parts) => {
    expect(await key({}, data)).not.toBe(await key());
  });

  it('is another under another version of the program, what does the arithmetic, or the engine', () => {
    const now: Circumstances = { arithmetic: 'TensorFlow.js 4.22.0, wasm, float32', program: '0.1.0', engine: 'V8 11.3, x64' };
    const others = [now, { ...now, arithmetic: 'TensorFlow.js 4.22.0, cpu, float32' }, { ...now, program: '0.2.0' }, { ...now, engine: 'V8 12.4, x64' }];
    expect(new Set(others.map((circumstances) => keyOf(made(), circumstances))).size).toBe(others.length);
  });

  it('is another for other weights in the file that they come from', async () => {
    await using folder = await folderWith({ 'weights.json': '{"layers":[1]}' });
    const file = join(folder.cwd, 'weights.json');
    const before = await key({ init: `file:${file}` });
    expect(await key({ init: `file:${file}` })).toBe(before);
    await writeFile(file, '{"layers":[2]}');
    expect(await key({ init: `file:${file}` })).not.toBe(before);
  });

  it('is another for another text of a network of the reader’s own', async () => {
    await using folder = await folderWith({ 'net.mjs': moduleWith({}) });
    const file = join(folder.cwd, 'net.mjs');
    const before = await key({ networks: [file] });
    expect(await key({ networks: [file] })).toBe(before);
    await writeFile(file, moduleWith({ step: '(X) { return 0.25; }' }));
    expect(await key({ networks: [file] })).not.toBe(before);
  });
});

describe('explain --resume', () => {
  it('uses nothing of a store with other keys, and says so in a line; what it kept itself it uses in silence', async () => {
    await using folder = await folderWith({});
    const path = join(folder.cwd, 'cells.jsonl');
    const old = { key: '0'.repeat(32), title: 'cell 0.1, seed 8', seed: 8, outcome: { validationAccuracy: 0.123, testAccuracy: 0.123 } };
    await writeFile(path, `${JSON.stringify(old)}\n`);
    const printed: string[] = [];
    const terminal = { stream: new PassThrough().resume() as unknown as NodeJS.WriteStream, print: (text: string) => void printed.push(text) };
    const given = {
      data: 'xor',
      set: 'hidden=3,epochs=1',
      from: 'learning-rate=0.1',
      to: 'learning-rate=1',
      seeds: '1',
      workers: '1',
      resume: true,
      out: folder.cwd,
    };
    const notUsed = () =>
      printed
        .splice(0)
        .join('\n')
        .replace(/\s+/g, ' ')
        .match(/\d+ of the .* not used/)?.[0];
    await explainCommand(given, terminal as never);
    expect(notUsed()).toBe(`1 of the 1 training kept in ${path} is not used`);
    expect((await readFile(path, 'utf8')).trimEnd().split('\n')).toHaveLength(3);

    const lines = (await readFile(path, 'utf8')).split('\n').slice(1).join('\n'); // its own alone
    await writeFile(path, lines);
    await explainCommand(given, terminal as never);
    expect(notUsed()).toBeUndefined();
    expect(await readFile(path, 'utf8')).toBe(lines);
  });
});
