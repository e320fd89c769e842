import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { pluginBackend } from '../../../compare/networks/plugin-backend.ts';
import { usualTraining } from '../../../src/model/training-spec.ts';
import { matrix } from '../../../src/numbers/matrix.ts';
import { faultOf, folderWith, INITIAL, MODEL, moduleWith, useEveryMethod, withBackend, X, y } from './fixtures.ts';

/** The Fault of a folder's mine.ts (or another file) when every method is called. */
async function messageOf(files: Record<string, string> | string, options: { source?: string; timeoutSeconds?: number } = {}): Promise<string> {
  await using folder = await folderWith(typeof files === 'string' ? { 'mine.ts': files } : files);
  const { source = './mine.ts', ...limits } = options;
  return await faultOf(() => useEveryMethod(source, { cwd: folder.cwd, ...limits }));
}

describe('a module, wherever it lies', () => {
  const typed = `
    import { defineNetwork, toNested, type ModelSpec } from 'mlp-compare/plugin';
    import { half } from './half.ts';
    enum Loss { none }
    const nothing: number = await Promise.resolve(Loss.none);
    export default defineNetwork((model: ModelSpec, initial) => ({
      step: () => half + nothing,
      predict: (X) => toNested(X).map(() => [1, 2, 3]),
      weights: () => initial,
      setWeights: () => {},
    }));`;
  const plain = moduleWith({});
  const commonjs = plain.replace('export default', 'module.exports =');

  it.each<[string, Record<string, string>, string]>([
    [
      'TypeScript, with a package.json that says nothing',
      { 'mine.ts': typed, 'half.ts': 'export const half: number = 0.5;', 'package.json': '{}' },
      './mine.ts',
    ],
    ['TypeScript in an ES package', { 'mine.ts': typed, 'half.ts': 'export const half = 0.5;', 'package.json': '{"type":"module"}' }, 'mine.ts'],
    ['TypeScript, .mts', { 'my nets/mine.mts': plain }, './my nets/mine.mts'],
    ['JavaScript as an ES module', { 'mine.js': `// no require('x') here\n${plain}` }, 'mine.js'],
    ['JavaScript, .mjs', { 'mine.mjs': `import { defineNetwork } from 'mlp-compare/plugin';\n${plain}` }, 'mine.mjs'],
    ['JavaScript as CommonJS', { 'mine.js': commonjs }, 'mine.js'],
    ['JavaScript, .cjs', { 'mine.cjs': commonjs }, 'mine.cjs'],
  ])('%s', async (_name, files, source) => {
    await using folder = await folderWith(files);
    await withBackend(source, { cwd: folder.cwd }, async (backend) => {
      expect([backend.name, backend.description]).toEqual(['mine', `${source} (your file, in a thread of its own)`]);
      const network = await backend.create(MODEL, usualTraining(MODEL), INITIAL);
      expect(await network.step(X, y, 0.1)).toBe(0.5);
      expect((await network.predict(X)).rows).toBe(5);
      expect(await network.weights()).toEqual(INITIAL);
    });
  });
});

describe('what passes the border of the thread', () => {
  it('hands the optional methods on', async () => {
    await using folder = await folderWith({
      'mine.ts': moduleWith({ gradients: '() { return weights; }', activations: '(X) { return [Array.from({ length: X.rows }, () => [1, 2, 3, 4])]; }' }),
    });
    await withBackend('mine.ts', { cwd: folder.cwd }, async (backend) => {
      const network = await backend.create(MODEL, usualTraining(MODEL), INITIAL);
      expect(await network.gradients?.()).toEqual(INITIAL);
      expect(await network.activations?.(matrix([[0, 0]]))).toEqual([matrix([[1, 2, 3, 4]], 'float64')]);
    });
  });

  it('has neither where the network has neither', async () => {
    await using folder = await folderWith({ 'mine.ts': moduleWith({}) });
    await withBackend('mine.ts', { cwd: folder.cwd }, async (backend) => {
      const network = await backend.create(MODEL, usualTraining(MODEL), INITIAL);
      expect([network.gradients, network.activations]).toEqual([undefined, undefined]);
    });
  });

  it('shows a batch that the network has altered', async () => {
    await using folder = await folderWith({ 'mine.ts': moduleWith({ step: '(X) { X.data[1] = 7; return 0.5; }' }) });
    await withBackend('mine.ts', { cwd: folder.cwd }, async (backend) => {
      const batch = matrix([[1, 2]]);
      await (await backend.create(MODEL, usualTraining(MODEL), INITIAL)).step(batch, y, 0.1);
      expect(batch).toEqual(matrix([[1, 7]]));
    });
  });

  it('ignores what else the module posts to whoever started its thread', async () => {
    const posts =
      "import { parentPort } from 'node:worker_threads';\nfor (const message of [null, 7, { message: 7 }, { output: 7 }, { id: 99, result: 1 }]) parentPort.postMessage(message);";
    await using folder = await folderWith({ 'mine.mjs': moduleWith({}, posts) });
    await useEveryMethod('mine.mjs', { cwd: folder.cwd });
  });

  it('lets divergence through as a result', async () => {
    await using folder = await folderWith({ 'mine.ts': moduleWith({ step: '() { return NaN; }' }) });
    await withBackend('mine.ts', { cwd: folder.cwd }, async (backend) => {
      expect(await (await backend.create(MODEL, usualTraining(MODEL), INITIAL)).step(X, y, 0.1)).toBeNaN();
    });
  });

  it('gives what the network prints to whoever asks for it, and to nobody else', async () => {
    await using folder = await folderWith({ 'mine.ts': moduleWith({ step: "() { console.log('loss', 1); console.error('hm'); return 1; }" }) });
    let printed = '';
    await withBackend(
      'mine.ts',
      {
        cwd: folder.cwd,
        onOutput: (text) => {
          printed += text;
        },
      },
      async (backend) => {
        await (await backend.create(MODEL, usualTraining(MODEL), INITIAL)).step(X, y, 0.1);
      },
    );
    expect(printed).toBe('loss 1\nhm\n');
  });
});

describe("a reader's mistake in a module", () => {
  const expected = 'Expected: export default defineNetwork((model, initial, training) => network)';
  it.each<[string, string, string | RegExp]>([
    ['no default export', 'export const network = 1, width = 2;', `./mine.ts has no default export. It exports 'network', 'width'. ${expected}`],
    ['an empty file', '', /^\.\/mine\.ts(: the default export must be a function| {1,2}has no default export)/],
    [
      'a default export that is a network',
      'export default { step() {}, predict() {} };',
      `./mine.ts: the default export must be a function that makes a network; it is an object with 'step', 'predict'. A network of its own is made for every model and set of weights. ${expected}`,
    ],
    [
      'a default export that is a class',
      'export default class Mlp {}',
      /^\.\/mine\.ts: no network was recognised in 'Mlp': Mlp has no weights of 2 layers\. .* A default export works as well\. Expected: export default defineNetwork/,
    ],
    ['a syntax error', 'export default (model) => {\n  return {;\n};', /^mine\.ts:2:10: Expected identifier but found ";"\.$/],
    [
      'a package that is not there',
      "import 'no-such-package';\nexport default () => {};",
      /^\.\/mine\.ts: Cannot find package 'no-such-package' imported from .*mine\.ts\.$/,
    ],
    [
      'an error while it loads',
      '\n\nnull.x;\nexport default () => {};',
      /^mine\.ts:3:6: loading it threw TypeError: Cannot read properties of null \(reading 'x'\)\.$/,
    ],
    [
      'an error while a network is made',
      'export default () => {\n  throw new RangeError("no such width");\n};',
      /^mine\.ts:2:9: making the network threw RangeError: no such width\.$/,
    ],
    ['a method missing', moduleWith({ setWeights: '' }), /^\.\/mine\.ts: the network has no method 'setWeights'\. A network has step/],
    ['a wrong shape', moduleWith({ predict: '() { return [[1, 2]]; }' }), './mine.ts: predict() must give the logits, (5, 3) for 5 rows; it gave (1, 2).'],
    [
      'an error in a step',
      moduleWith({ step: '(X) {\n  const W: number[][] = [];\n  return W[0][0];\n}' }),
      /^mine\.ts:\d+:\d+: step\(\) threw TypeError: Cannot read properties of undefined/,
    ],
    [
      'a rejected promise',
      moduleWith({ step: 'async (X) {\n  throw new Error("later");\n}'.replace('async (X)', ': async (X) =>') }),
      /^mine\.ts:\d+:\d+: step\(\) threw Error: later\.$/,
    ],
    [
      'a rejected promise that nobody waits for',
      moduleWith({ step: '() { void Promise.reject(new Error("lost")); return new Promise(() => {}); }' }),
      /^mine\.ts:\d+:\d+: something that nobody waits for \(is an await missing\?\), during step\(\), threw Error: lost\.$/,
    ],
    ['process.exit', moduleWith({ step: '() { process.exit(3); }' }), './mine.ts: it ended its thread during step(): process.exit(3).'],
  ])('%s', async (_name, text, message) => {
    const came = await messageOf(text);
    if (typeof message === 'string') expect(came).toBe(message);
    else expect(came).toMatch(message);
  });

  it('an error in a file that it imports is put with the place there', async () => {
    const files = {
      'mine.ts': moduleWith({ step: '() { return boom(); }' }, "import { boom } from './lib/boom.ts';"),
      'lib/boom.ts': '\nexport function boom(): number {\n  throw new Error("deep");\n}',
    };
    expect(await messageOf(files)).toBe('lib/boom.ts:3:9: step() threw Error: deep.');
  });

  it('an error thrown by an adapter is put with the place of the call', async () => {
    const text = moduleWith({ predict: '() {\n  return oneHot([5], 3);\n}' }, "import { oneHot } from 'mlp-compare/plugin';");
    expect(await messageOf(text)).toMatch(/^mine\.ts:\d+:\d+: predict\(\) threw ShapeError: y\[0\] = 5: there are classes 0 to 2\.$/);
  });

  it.each([
    ['a loop without end', moduleWith({ step: '() { for (;;); }' }), 'step'],
    ['a promise that never comes', moduleWith({ predict: '() { return new Promise(() => {}); }' }), 'predict'],
    ['a loop while it loads', 'for (;;); export default () => {};', 'load'],
  ])('%s is ended', async (_name, text, method) => {
    expect(await messageOf(text, { timeoutSeconds: 1.5 })).toBe(
      `./mine.ts: ${method}() has not answered within 1.5 s, and was ended. Does it loop for ever, or wait for something that never comes? If it is only slow, give it longer: --timeout <seconds>.`,
    );
  });

  it('after a hang, every later question fails with the same fault, at once', async () => {
    await using folder = await folderWith({ 'mine.ts': moduleWith({ step: '() { for (;;); }' }) });
    await withBackend('mine.ts', { cwd: folder.cwd, timeoutSeconds: 1.5 }, async (backend) => {
      const network = await backend.create(MODEL, usualTraining(MODEL), INITIAL);
      const first = await faultOf(async () => network.step(X, y, 1));
      await sleep(300); // until the thread is really gone
      expect(await faultOf(async () => network.predict(X))).toBe(first);
      expect(await faultOf(() => backend.create(MODEL, usualTraining(MODEL), INITIAL))).toBe(first);
      await network.dispose?.();
    });
  });

  it('after it was closed, it says so', async () => {
    const backend = await pluginBackend('examples/correct.ts');
    await backend.close();
    await backend.close();
    expect(await faultOf(() => backend.create(MODEL, usualTraining(MODEL), INITIAL))).toBe('examples/correct.ts: it was closed.');
  });
});
