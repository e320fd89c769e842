import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { PluginOptions } from '../../../compare/networks/options.ts';
import { type PluginBackend, pluginBackend } from '../../../compare/networks/plugin-backend.ts';
import { Fault } from '../../../src/fault.ts';
import { layersOf, type ModelSpec } from '../../../src/model/model-spec.ts';
import type { Network } from '../../../src/model/network.ts';
import type { LayerWeights } from '../../../src/model/tensors.ts';
import { usualTraining } from '../../../src/model/training-spec.ts';
import { type Matrix, zeros } from '../../../src/numbers/matrix.ts';

export const MODEL: ModelSpec = { inputs: 2, hidden: [{ units: 4, activation: 'relu' }], output: { kind: 'softmax', classes: 3 } };
export const INITIAL: LayerWeights[] = layersOf(MODEL).map(({ inputs, outputs }) => ({ W: zeros(inputs, outputs), b: zeros(1, outputs) }));
export const X: Matrix = zeros(5, 2);
export const y = Uint32Array.of(0, 1, 2, 0, 1);

/** A folder with these files in it, in which no package.json says anything. */
export async function folderWith(files: Readonly<Record<string, string>>): Promise<{ cwd: string } & AsyncDisposable> {
  const cwd = await realpath(await mkdtemp(join(tmpdir(), 'mlp-compare-')));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(cwd, name)), { recursive: true });
    await writeFile(join(cwd, name), text);
  }
  return { cwd, [Symbol.asyncDispose]: () => rm(cwd, { recursive: true, force: true }) };
}

/** A module whose network answers zeros, with some of it replaced. */
export function moduleWith(replaced: Readonly<Record<string, string>>, before = ''): string {
  const methods = {
    step: '(X, y, learningRate) { return 0.5; }',
    predict: '(X) { return Array.from({ length: X.rows }, () => [0, 0, 0]); }',
    weights: '() { return weights; }',
    setWeights: '(given) { weights = given; }',
    ...replaced,
  };
  const lines = Object.entries(methods)
    .filter(([, body]) => body !== '')
    .map(([name, body]) => `    ${name}${body},`);
  return `${before}\nexport default (model, weights) => {\n  return {\n${lines.join('\n')}\n  };\n};\n`;
}

/** The message of the Fault that `run` ends in; anything else is a failure of the test. */
export async function faultOf(run: () => Promise<unknown>): Promise<string> {
  try {
    await run();
  } catch (error) {
    if (error instanceof Fault) return error.message;
    throw error;
  }
  throw new Error('no fault');
}

/** Runs every method of a network made by `source`, in `cwd`. */
export async function useEveryMethod(source: string, options: Partial<PluginOptions>): Promise<void> {
  await withBackend(source, options, async (backend) => {
    const network = await backend.create(MODEL, usualTraining(MODEL), INITIAL);
    await callEveryMethod(network);
  });
}

export async function callEveryMethod(network: Network): Promise<void> {
  await network.setWeights(INITIAL);
  await network.step({ ...X, data: X.data.slice() }, y, 0.1);
  await network.predict(X);
  await network.weights();
  await network.gradients?.();
  await network.activations?.(X);
  const state = await network.state?.();
  if (state) await network.setState?.(state);
}

export async function withBackend(source: string, options: Partial<PluginOptions>, use: (backend: PluginBackend) => Promise<void>): Promise<void> {
  const backend = await pluginBackend(source, { timeoutSeconds: 20, ...options });
  try {
    await use(backend);
  } finally {
    await backend.close();
  }
}

/** A zero matrix of the protocol, as a JavaScript expression. */
export const ZEROS = (rows: number | string, cols: number) =>
  `{ rows: ${rows}, cols: ${cols}, dtype: 'float32', data: Buffer.alloc(4 * ${rows} * ${cols}).toString('base64') }`;

/** A program that speaks the protocol, in plain JavaScript: its answers by method, with some of them replaced. */
export function speaker(replaced: Readonly<Record<string, string>> = {}, before = ''): string {
  const answers = {
    hello: "{ protocol: 2, description: 'a program, float32' }",
    create: '{}',
    step: '{ loss: 0.5 }',
    predict: ZEROS(5, 3),
    weights: `[{ W: ${ZEROS(2, 4)}, b: ${ZEROS(1, 4)} }, { W: ${ZEROS(4, 3)}, b: ${ZEROS(1, 3)} }]`,
    setWeights: 'null',
    dispose: 'null',
    ...replaced,
  };
  return `${before}
    const answers = {${Object.entries(answers)
      .map(([method, code]) => `\n${method}: (q) => (${code}),`)
      .join('')} };
    const say = (answer) => process.stdout.write(JSON.stringify(answer) + '\\n');
    require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
      const q = JSON.parse(line);
      try { say({ id: q.id, result: answers[q.method](q) }); } catch (error) { say({ id: q.id, error: { message: String(error) } }); }
    });`;
}
