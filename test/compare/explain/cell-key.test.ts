import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { explainCommand } from '../../../compare/cli/explain/command.ts';
import { type Circumstances, keyOf, keysFor } from '../../../compare/explain/cell-key.ts';
import { configurationOf, type Settings } from '../../../compare/explain/configuration.ts';
import type { Task } from '../../../compare/explain/train-cell.ts';
import { parityCorners } from '../../../src/data/generate/parity-corners.ts';
import type { Parts } from '../../../src/run/run-plan.ts';
import { folderWith, moduleWith } from '../networks/fixtures.ts';

const rows = parityCorners({ rows: 40, features: 5, seed: 1 });
const parts: Parts = { train: rows, validation: rows, test: rows };
const taskOf = (settings: Settings = {}, seed = 8): Task => ({ title: 'cell', configuration: configurationOf(settings, String), seed });
const key = async (settings: Settings = {}, data = parts, seed = 8) => {
  const task = taskOf(settings, seed);
  return (await keysFor(data, [task.configuration]))(task);
};

describe('the key of a training', () => {
  it('is the same for the same training, wherever its data lies and its report goes, and however long it may take', async () => {
    const same = { data: 'elsewhere', labelColumn: 2, seed: 3, out: 'there', verbose: true, timeout: 5 };
    expect(await key(same, structuredClone(parts))).toBe(await key());
  });

  it('is another for another setting, quirk or seed', async () => {
    const others = await Promise.all([key(), key({ epochs: 3 }), key({ order: 'independent' }), key({ learningRate: 1 }), key({}, parts, 9)]);
    expect(new Set(others).size).toBe(others.length);
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
    const now: Circumstances = { data: 'd', arithmetic: 'TensorFlow.js 4.22.0, wasm, float32', program: '0.1.0', engine: 'V8 11.3, x64' };
    const others = [
      now,
      { ...now, data: 'e' },
      { ...now, arithmetic: 'TensorFlow.js 4.22.0, cpu, float32' },
      { ...now, program: '0.2.0' },
      { ...now, engine: 'V8 12.4, x64' },
    ];
    expect(new Set(others.map((circumstances) => keyOf(taskOf(), circumstances))).size).toBe(others.length);
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
