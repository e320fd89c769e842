import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { linearRegression } from 'simple-statistics';
import { beforeAll, describe, expect, it } from 'vitest';
import { runtimeUnderTest } from '../tfjs/runtime-under-test.ts';
import type { Sample } from './sample.ts';

const script = fileURLToPath(new URL('./comparisons.ts', import.meta.url));

/** SOAK=200 is the long way. */
const TIMES = Number(process.env['SOAK'] ?? 3);
const LONG = 200; // fewer show V8 compiling, more than anything kept
const KIB = 2 ** 10;
const MIB = 2 ** 20;
const MEMORY = ['rss', 'heapUsed', 'arrayBuffers'] as const;
type Memory = (typeof MEMORY)[number];
const MOST_SECONDS = 20; // that a comparison takes, on a machine that has other work

async function comparisons(): Promise<Sample[]> {
  const args = ['--expose-gc', '--import', 'tsx', script, String(TIMES), runtimeUnderTest()];
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 10 * MIB });
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Sample);
}

/** Bytes more from one comparison to the next, over the later half: before that V8 still compiles and its heaps find their size. */
function slopeOf(samples: readonly Sample[], key: Memory): number {
  const later = samples.map((sample, i) => [i, sample[key]]).slice(samples.length / 2);
  return linearRegression(later).m;
}

/** What a process was at each quarter of the way, for who wants to see it. */
function table(samples: readonly Sample[]): string {
  const rows = [0, 0.25, 0.5, 0.75, 1].map((share) => {
    const i = Math.round(share * (samples.length - 1));
    const { rss, heapUsed, arrayBuffers, handles, threads, tensors } = samples[i]!;
    const mib = [rss, heapUsed, arrayBuffers].map((bytes) => (bytes / MIB).toFixed(1));
    return [i + 1, ...mib, handles, threads, tensors];
  });
  const slopes = MEMORY.map((key) => `${key} ${(slopeOf(samples, key) / KIB).toFixed(1)}`).join(', ');
  return (
    [['comparisons', ...MEMORY, 'handles', 'threads', 'tensors'], ...rows].map((row) => row.join('\t')).join('\n') +
    `\nKiB more each time, later half: ${slopes}`
  );
}

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

  it.skipIf(TIMES < LONG)(`keep memory flat (seen over ${LONG} or more: SOAK=${LONG})`, () => {
    console.log(table(samples));
    // the least that is worth keeping by mistake, the results of one comparison, is 140 KiB; what V8 still compiles comes to some 6
    expect(slopeOf(samples, 'heapUsed') / KIB).toBeLessThan(25);
    expect(slopeOf(samples, 'arrayBuffers') / KIB).toBeLessThan(10);
    // of the whole process, which the allocator gives back when it likes
    expect(slopeOf(samples, 'rss') / KIB).toBeLessThan(200);
  });
});
