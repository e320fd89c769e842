import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { toJson } from '../../compare/results/file.ts';
import type { Comparison } from '../../compare/results/schema.ts';
import { compare } from '../../compare/run/compare.ts';
import { parseRunSpec } from '../../src/run/config.ts';
import type { Sample } from './sample.ts';

/** All that was computed, and nothing of how long it took or when. */
function fingerprint(comparison: Comparison): string {
  const json = JSON.parse(toJson(comparison), (key, value: unknown) => (/seconds$|^finished$/i.test(key) ? undefined : value)) as unknown;
  return createHash('sha256').update(JSON.stringify(json)).digest('hex');
}

/** Of this process, after the garbage has been collected. Linux says how many threads there are. */
function sample(fingerprint: string): Sample {
  globalThis.gc?.();
  const threads = /^Threads:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  const { rss, heapUsed, arrayBuffers } = process.memoryUsage();
  return {
    fingerprint,
    threads: Number(threads),
    tensors: tf.memory().numTensors,
    handles: process.getActiveResourcesInfo().length,
    rss,
    heapUsed,
    arrayBuffers,
  };
}

const [times, runtime] = process.argv.slice(2) as [string, string];
for (let i = 0; i < Number(times); i++) {
  const spec = parseRunSpec({ data: 'xor', epochs: 2, tfjsRuntime: runtime }, (option) => option);
  process.stdout.write(`${JSON.stringify(sample(fingerprint(await compare(spec))))}\n`);
}
