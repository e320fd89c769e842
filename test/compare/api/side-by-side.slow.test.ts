import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type CompareRequest, type Comparison, compare, diagnose } from '../../../compare/index.ts';
import { toJson } from '../../../compare/results/file.ts';
import { faultOf, folderWith } from '../networks/fixtures.ts';
import { meanTwice, right } from './networks.ts';

/** All that was computed, to the last bit; nothing of how long it took or when. */
function computed(comparison: Comparison): unknown {
  return JSON.parse(toJson(comparison), (key, value: unknown) => (/seconds$|^finished$/i.test(key) ? undefined : value)) as unknown;
}

/** Two runs that meet wherever they could: threads, this thread, the parity of both on it, and the setting of TensorFlow.js' runtime. */
const REQUESTS: readonly CompareRequest[] = [
  { data: 'penguins', hidden: [6], epochs: 2, batchSize: 32, networks: ['scratch', 'tfjs', right], tfjsRuntime: 'cpu' },
  { data: 'xor', hidden: [8], epochs: 2, networks: [right, 'tfjs'], tfjsRuntime: 'wasm', activation: 'tanh', seed: 5 },
];

describe('two at once in one process', { timeout: 120_000 }, () => {
  it('compute the same bits as one after the other, on two runtimes of TensorFlow.js too', async () => {
    const one = [];
    for (const request of REQUESTS) one.push(computed((await compare(request)).comparison));
    const both = await Promise.all(REQUESTS.map((request) => compare(request)));
    expect(both.map(({ comparison }) => computed(comparison))).toEqual(one);
  });

  it('are stopped each by its own signal', async () => {
    const stop = new AbortController();
    const stopped = expect(compare({ ...REQUESTS[1], epochs: 500, signal: stop.signal })).rejects.toBe('enough');
    const goesOn = compare(REQUESTS[0]);
    for await (const event of goesOn) if (event.kind === 'epoch') stop.abort('enough');
    await stopped;
    expect((await goesOn).kind).toBe('parity');
  });

  it('are not both let into one folder; the next one is', async () => {
    await using folder = await folderWith({});
    const request = { ...REQUESTS[1], networks: ['scratch'], folder: join(folder.cwd, 'run') };
    const first = compare(request);
    expect(await faultOf(() => compare(request))).toBe(
      `${request.folder}: another run of this process is under way into this folder. Choose another, or let it end.`,
    );
    await first;
    expect((await compare(request)).report).toBe(join(request.folder, 'report.md'));
  });

  it('diagnose what each would alone', async () => {
    const found = await Promise.all([
      diagnose(right),
      diagnose(meanTwice),
      diagnose('tfjs', { tfjsRuntime: 'cpu' }),
      diagnose('tfjs', { tfjsRuntime: 'wasm' }),
    ]);
    expect(found.map(({ kind }) => kind)).toEqual(['correct', 'mistake', 'correct', 'correct']);
  });
});
