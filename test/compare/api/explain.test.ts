import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { explain, localBackend } from '../../../compare/index.ts';
import { faultOf } from '../networks/fixtures.ts';
import { meanTwice, right } from './networks.ts';

const X = Array.from({ length: 80 }, (_, r) => [Math.sin(r), Math.cos(2 * r)]);
const y = X.map(([a, b]) => Number(a! > b!));
const REQUEST = {
  data: { X, y },
  from: { learningRate: 0.5 },
  to: { learningRate: 0.001, activation: 'tanh' },
  set: { hidden: [4], epochs: 3, batchSize: 16 },
  seeds: 2,
} as const;

describe('explain', { timeout: 60_000 }, () => {
  it('shares a gap out among settings, on rows at hand, telling each training; a folder goes on with what is in it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'api-explain-'));
    const work = explain({ ...REQUEST, folder });
    const events = [];
    for await (const event of work) events.push(event);
    const { kind, explanation, says, report } = await work;
    expect(['explained', 'luck']).toContain(kind);
    expect(explanation.factors.map(({ option }) => option)).toEqual(['activation', 'learning-rate']);
    expect(explanation.effects.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(explanation.gap, 12);
    expect(explanation.from.title).toBe("'from' (learning-rate=0.5)");
    expect(says[0]).toContain('The gap to explain is');
    expect(events[0]).toMatchObject({ kind: 'prepared', trainings: 8, kept: 0 });
    expect(events.slice(1)).toHaveLength(8);
    expect(report).toBe(join(folder, 'explain.md'));
    expect((await readdir(folder)).sort()).toEqual(['cells.jsonl', 'explain.json', 'explain.md']);
    const again = explain({ ...REQUEST, folder });
    for await (const event of again) expect(event).toMatchObject({ kind: 'prepared', trainings: 8, kept: 8 });
    expect((await again).explanation).toEqual(explanation);
    await rm(folder, { recursive: true });
  });

  it('takes networks at hand on either side, and gives them the account that the same have by their names', async () => {
    const ways = { from: { learningRate: 0.5 }, to: { learningRate: 0.5, networks: [meanTwice] } } as const;
    const set = { ...REQUEST.set, dtype: 'float64' } as const;
    const { explanation } = await explain({ ...REQUEST, ...ways, set });
    expect(explanation.factors).toEqual([{ option: 'networks', from: 'scratch', to: 'meanTwice' }]);
    const asQuirk = await explain({ ...REQUEST, from: ways.from, to: { learningRate: 0.5, gradientMean: 'twice' }, set });
    expect(explanation.cells[1]!.mean).toBeCloseTo(asQuirk.explanation.cells[1]!.mean, 12);
    const turned = await explain({ ...REQUEST, set, from: { learningRate: 0.5, networks: [meanTwice] }, to: { learningRate: 0.5, networks: [right] } });
    expect(turned.explanation.gap).toBeCloseTo(-explanation.gap, 12);
  });

  it('keeps no training of a network at hand, which may be another one the next time', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'api-explain-'));
    const request = { ...REQUEST, from: { networks: ['scratch'] }, to: { networks: [right] }, folder } as const;
    await explain(request);
    for await (const event of explain(request)) if (event.kind === 'prepared') expect(event).toMatchObject({ trainings: 4, kept: 2 });
    await rm(folder, { recursive: true });
  });

  it.each([
    [{ to: undefined }, "'from' needs 'to' beside it"],
    [{ to: { learningRate: 0.5 } }, "'from' and 'to' are the same configuration"],
    [{ to: { learningRate: -1 } }, 'to.learningRate: expected'],
    [{ set: { batchSize: 0 } }, 'set.batchSize: expected'],
    [{ to: { seed: 9 } }, "'from' and 'to' differ in their seeds: every configuration is trained over the same ones. Give their number with 'seeds'."],
    [{ to: { learningRat: 1 } }, 'to.learningRat: there is no such option. Did you mean learningRate?'],
    [{ to: { outputActivation: 'softmax', output: 'sigmoid' } }, 'to.outputActivation and to.output are one option; give one of them.'],
    [{ seeds: 0 }, "seeds: expected a whole number from 1, got '0'."],
    [{ workers: 1.5 }, "workers: expected a whole number from 1, got '1.5'."],
    [{ from: { networks: [right] }, to: { networks: [localBackend(meanTwice, 'right')] } }, "networks: two are called 'right'."],
    [{ set: { out: 'reports' } }, 'out: this is an option of the command line alone. Did you mean folder?'],
  ])('says in a line what is wrong with %j', async (given, message) => {
    expect(await faultOf(() => explain({ ...REQUEST, ...given } as object))).toContain(message);
  });
});
