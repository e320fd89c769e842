import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleForBrowsers } from '../../bench/build/browser.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'browser-'));
  const { outputFiles } = await bundleForBrowsers();
  for (const { path, contents } of outputFiles) await writeFile(join(folder, basename(path)), contents);
  await writeFile(join(folder, 'package.json'), '{ "type": "module", "sideEffects": false }'); // as the package's own says
});
afterAll(() => rm(folder, { recursive: true }));

/** A program of a reader's that imports from the entry, as a bundler makes one script of it. @throws where anything of Node's is asked for */
async function scriptOf(program: string, format: 'esm' | 'iife' = 'esm'): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: program.replace("'mlp-compare'", "'./index.js'"), resolveDir: folder },
    ...{ bundle: true, format, minify: true, platform: 'browser', write: false, logLevel: 'silent' },
  });
  return outputFiles[0]!.text;
}

describe('the entry for browsers', () => {
  it.each([
    ['all of it', "export * from 'mlp-compare';", 140],
    ['a diagnosis', "export { diagnose } from 'mlp-compare';", 120],
    ['the hand-written network with its kernels', "export { scratchBackend } from 'mlp-compare';", 36],
    ['the shares of a gap', "export { shapleyShares, interactions } from 'mlp-compare';", 1],
    ['what a network of one’s own is written with', "export { defineNetwork, toNested, layersOf } from 'mlp-compare';", 8],
  ])('brings, for %s, few kB, compressed, and nothing of Node', async (_, program, kilobytes) => {
    expect(gzipSync(await scriptOf(program)).length / 1000).toBeLessThan(kilobytes);
  });

  it('diagnoses where there is no process, no Buffer and no module of Node: the hand-written network, and one that throws', async () => {
    const program = `
      import { diagnose, scratchBackend, shapleyShares, toText } from 'mlp-compare';
      const throwing = (model, initial) => ({
        step() { throw new Error('not today'); }, predict: ({ rows }) => Array.from({ length: rows }, () => [0, 0, 0]), weights: () => initial, setWeights() {},
      });
      async function found() {
        const right = await diagnose(await scratchBackend({ dtype: 'float32', kernel: 'auto' }));
        const wrong = await diagnose(throwing).catch((error) => error);
        const stop = new AbortController();
        const stopped = diagnose(await scratchBackend({ dtype: 'float64', kernel: 'naive' }), { signal: stop.signal }).catch((reason) => reason);
        stop.abort('enough');
        return [right.kind, wrong.message, await stopped, shapleyShares([0, 1, 2, 4]), toText(right.diagnosis).split('\\n')[0]];
      }
      found().then(tell, tell);`;
    const script = await scriptOf(program, 'iife');
    const found = await new Promise((tell) => {
      const { performance, setTimeout, MessageChannel, TextEncoder, TextDecoder, atob, AbortController, URL } = globalThis;
      runInContext(script, createContext({ tell, performance, setTimeout, MessageChannel, TextEncoder, TextDecoder, atob, AbortController, URL }));
    });
    expect(found).toEqual(['correct', expect.stringContaining('not today'), 'enough', [1.5, 2.5], 'scratch: no mistake found.']);
  });
});
