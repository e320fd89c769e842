import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { runtimeUnderTest } from '../tfjs/runtime-under-test.ts';
import type { Sample } from './sample.ts';

const script = fileURLToPath(new URL('./comparisons.ts', import.meta.url));

/** SOAK=200 is the long way. */
const TIMES = Number(process.env['SOAK'] ?? 3);
const LONG = 50;
const MIB = 2 ** 20;
const MOST_SECONDS = 5; // that a comparison takes

async function comparisons(): Promise<Sample[]> {
  const args = ['--expose-gc', '--import', 'tsx', script, String(TIMES), runtimeUnderTest()];
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 10 * MIB });
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Sample);
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;

describe.skipIf(process.platform !== 'linux')(`${TIMES} comparisons in one process (its threads are read where Linux shows them)`, () => {
  let samples: Sample[];
  beforeAll(
    async () => {
      samples = await comparisons();
    },
    1000 * MOST_SECONDS * (TIMES + 10),
  );

  it('give the same results every time', () => {
    expect(samples).toHaveLength(TIMES);
    expect(new Set(samples.map(({ fingerprint }) => fingerprint)).size).toBe(1);
  });

  it('leave no thread, no tensor and no handle behind', () => {
    const left = samples.slice(1).map(({ threads, tensors, handles }) => ({ threads, tensors, handles }));
    expect(left).toEqual(left.map(() => left[0]));
  });

  it.skipIf(TIMES < LONG)(`keep memory flat (seen over ${LONG} or more: SOAK=200)`, () => {
    const quarter = Math.floor(TIMES / 4);
    const grown = (key: 'rss' | 'heapUsed' | 'arrayBuffers') =>
      (median(samples.slice(-quarter).map((sample) => sample[key])) - median(samples.slice(quarter, 2 * quarter).map((sample) => sample[key]))) / MIB;
    expect(grown('rss')).toBeLessThan(0.2 * TIMES); // MiB: a leak of one W784 network is 0.2 MiB
    expect(grown('heapUsed')).toBeLessThan(0.05 * TIMES);
    expect(grown('arrayBuffers')).toBeLessThan(0.05 * TIMES);
  });
});
