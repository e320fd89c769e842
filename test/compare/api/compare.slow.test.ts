import { readdirSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, expectTypeOf, it, vi } from 'vitest';
import { type CompareEvent, type CompareResult, type Comparison, compare, type Diverged } from '../../../compare/index.ts';
import { localBackend } from '../../../compare/networks/local-backend.ts';
import { readTable } from '../../../src/data/table/read-table.ts';
import { faultOf } from '../networks/fixtures.ts';
import { meanTwice, right } from './networks.ts';

const TWENTY = Array.from({ length: 20 }, (_, n) => n);
const SMALL = { data: 'penguins', hidden: [4], epochs: 2, batchSize: 64, tfjsRuntime: 'cpu' } as const;

async function eventsOf(work: AsyncIterable<CompareEvent>): Promise<CompareEvent[]> {
  const events: CompareEvent[] = [];
  for await (const event of work) events.push(event);
  return events;
}

/** Numbers alone: neither times nor names. */
const losses = ({ networks }: Comparison) => networks.map(({ stepLosses }) => stepLosses.losses);

describe('compare', { timeout: 60_000 }, () => {
  it('resolves with what was found and tells what happens, and neither prints nor writes', async () => {
    const there = readdirSync('.');
    const printed = vi.spyOn(process.stdout, 'write');
    const complained = vi.spyOn(process.stderr, 'write');
    const work = compare(SMALL);
    const events = await eventsOf(work);
    const result = await work;
    expect([printed.mock.calls, complained.mock.calls]).toEqual([[], []]);
    vi.restoreAllMocks();
    expect(readdirSync('.')).toEqual(there);
    expect(result).toMatchObject({ kind: 'parity', pairs: [{ baseline: 'scratch', other: 'tfjs', verdict: 'agree' }] });
    expect(result).not.toHaveProperty('report');
    const first = events.find(({ kind }) => kind !== 'reading');
    expect(first).toMatchObject({ kind: 'prepared', data: 'penguins', epochs: 2, networks: [{ name: 'scratch' }, { name: 'tfjs' }] });
    const of = (kind: CompareEvent['kind']) => events.filter((event) => event.kind === kind);
    expect([of('epoch').length, of('trained').length]).toEqual([4, 2]);
    const checks = of('checked').map((event) => (event.kind === 'checked' ? [event.done, event.of] : []));
    expect(checks.at(-1)).toEqual([checks.length, checks.length]);
  });

  it('holds networks at hand against each other, on either side, and names what is wrong with one', async () => {
    expect(await compare({ ...SMALL, networks: [right, 'scratch'], dtype: 'float64' })).toMatchObject({
      kind: 'parity',
      pairs: [{ baseline: 'right', other: 'scratch' }],
    });
    const found = await compare({ ...SMALL, networks: ['scratch', meanTwice] });
    expect(found.kind).toBe('differ');
    expect(found.comparison.diagnoses).toContainEqual(expect.objectContaining({ network: 'meanTwice', verdict: 'mistake' }));
    expect(found.comparison.command).toMatch(/^# By a program/);
  });

  it('tells a training that diverged from one that differs, and has nothing to judge of a network alone', async () => {
    const diverged = await compare({ ...SMALL, learningRate: 1e30, networks: ['scratch', right] });
    expect(diverged.kind === 'diverged' && diverged.diverged.map(({ network }) => network)).toEqual(['scratch', 'right']);
    expect((await compare({ ...SMALL, networks: [right] })).kind).toBe('unjudged');
  });

  it('gives rows at hand the numbers that the same rows have as files', async () => {
    const [train, test] = await Promise.all(['train', 'test'].map((part) => readTable(`data/penguins/${part}.csv`)));
    const columns = (table: typeof train) => table!.columns.map(({ numbers }) => numbers);
    const samples = (table: typeof train) => {
      const [y, ...X] = columns(table) as [Float64Array, ...Float64Array[]];
      return { X: Array.from(y, (_, r) => Float64Array.from(X, (column) => column[r]!)), y };
    };
    const objects = (table: typeof train) => {
      const [y, ...X] = columns(table) as [Float64Array, ...Float64Array[]];
      return Array.from(y, (label, r) => ({ ...Object.fromEntries(X.map((column, c) => [`f${c}`, column[r]])), label }));
    };
    const asFiles = await compare({ ...SMALL, networks: ['scratch'] });
    const asSamples = await compare({ ...SMALL, networks: ['scratch'], data: { name: 'birds', train: samples(train), test: samples(test) } });
    const asObjects = await compare({ ...SMALL, networks: ['scratch'], data: { train: objects(train), test: objects(test) } });
    expect([asSamples, asObjects].map(({ comparison }) => losses(comparison))).toEqual([losses(asFiles.comparison), losses(asFiles.comparison)]);
    expect([asSamples, asObjects].map(({ comparison }) => comparison.data.name)).toEqual(['birds', 'in memory']);
  });

  it('learns values, too, from one array row by row, and every column of it', async () => {
    const [rows, cols] = [60, 2];
    const data = Float32Array.from({ length: rows * cols }, (_, i) => (i % 2 === 0 ? i / 2 : Math.sin(i))); // the first counts the rows
    const y = Array.from({ length: rows }, (_, r) => data[2 * r]! / 7 + data[2 * r + 1]!);
    const { comparison } = await compare({ ...SMALL, data: { X: { rows, cols, data }, y }, task: 'regression', networks: ['scratch'], output: 'linear' });
    expect(comparison.data).toMatchObject({ features: 2, targets: ['y'] });
  });

  it('warns in the words of a program, too', async () => {
    const rare = { X: TWENTY.map((n) => [Math.sin(n)]), y: TWENTY.map((n) => Number(n === 3 || n === 4)) };
    const [prepared] = await eventsOf(compare({ ...SMALL, data: rare, networks: ['scratch'] }));
    expect(prepared).toMatchObject({
      kind: 'prepared',
      warnings: expect.arrayContaining([expect.stringContaining('; classWeights balanced weighs')]) as string[],
    });
  });

  it('writes a report into a folder that is named, and nowhere else', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'api-'));
    const result = await compare({ ...SMALL, networks: ['scratch', right], folder: join(folder, 'run') });
    expect(result.report).toBe(join(folder, 'run', 'report.md'));
    expect(await readdir(join(folder, 'run'))).toEqual(expect.arrayContaining(['report.html', 'report.md', 'results.json', 'weights.safetensors']));
    await rm(folder, { recursive: true });
  });

  it.each([
    [{ learningRate: -1 }, 'learningRate: expected'],
    [{ learningrat: 1 }, /learningrat: there is no such option\. Did you mean learningRate\? .*'batchSize'/],
    [{ minDelta: 0.1 }, /^minDelta goes with earlyStopping/],
    [{ data: { X: TWENTY.map((n) => [n]), y: TWENTY.map((n) => n % 2) }, topK: 2 }, /^topK 2: in memory has 2 classes/],
    [{ data: { X: [[1], [2], [3], [4]], y: [7, 7, 7, 7] } }, /Choose another column with label\.$/],
    [{ networks: 'scratch' }, 'networks: expected a list, [ … ]'],
    [{ networks: ['scratch', { predict() {}, getWeights() {} }] }, 'networks[1]: this is a model of TensorFlow.js, already made.'],
    [{ out: 'reports' }, 'out: this is an option of the command line alone. Did you mean folder?'],
    [{ networks: [right, localBackend(right, 'right')] }, "networks: two are called 'right'."],
    [{ data: { X: [[1, 2], [3]], y: [0, 1] } }, 'in memory: X: row 1 has 1 numbers, row 0 has 2.'],
    [{ data: { X: [[1], [3]], y: [0] } }, 'in memory: X has 2 rows, y has 1.'],
    [{ data: { X: [[1]], y: [0], features: ['a', 'b'] } }, 'in memory: X has 1 columns, features names 2.'],
    [{ data: { X: { rows: 2, cols: 2, data: new Float32Array(3) }, y: [0, 1] } }, 'in memory: X: 2 rows of 2 are 4 numbers, got 3.'],
    [{ data: [{ a: 1, y: 0 }], train: 'train.csv' }, 'data: these are the rows already'],
  ])('says in a line what is wrong with %j', async (given, message) => {
    const told = await faultOf(() => compare({ ...SMALL, ...given } as object));
    expect(told).toEqual(typeof message === 'string' ? expect.stringContaining(message) : expect.stringMatching(message));
  });
});

it('has types from the one table of settings, and a result that is told apart by its kind', () => {
  type Request = NonNullable<Parameters<typeof compare>[0]>;
  expectTypeOf<Request['learningRate']>().toEqualTypeOf<number | undefined>();
  expectTypeOf<'relu' | readonly ['relu', 'leaky-relu(0.2)']>().toExtend<Request['activation']>();
  expectTypeOf<8 | readonly [64, 32]>().toExtend<Request['hidden']>();
  expectTypeOf<Request>().not.toHaveProperty('out');
  expectTypeOf<Request>().not.toHaveProperty('quiet');
  expectTypeOf<Extract<CompareResult, { kind: 'diverged' }>['diverged']>().toEqualTypeOf<readonly Diverged[]>();
  expectTypeOf<Awaited<ReturnType<typeof compare>>>().toEqualTypeOf<CompareResult>();
  // @ts-expect-error there is no such activation
  const wrong: Request = { activation: 'rleu' };
  expect(wrong.activation).toBe('rleu');
});
