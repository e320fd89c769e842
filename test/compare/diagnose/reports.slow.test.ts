import { readdirSync, readFileSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Host } from '../../../compare/cli/command-line.ts';
import { diagnoseProgram } from '../../../compare/cli/diagnose/program.ts';

const folder = new URL('./reports/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.ts'));

/** What is told of each, the head of the answer first. */
const TOLD: Readonly<Record<string, readonly string[]>> = {
  'batch-norm-back-without-gamma': ['one mistake found.', 'γ is left out going back'],
  'biases-rest-for-one-row': [
    'two mistakes found.',
    'You compute db[l] = 0 where the batch has one row only: b[l] is not updated then, in layers 1, 2 and 3',
    "tanh's derivative 1 − tanh²(z) is taken at a, not at z.",
  ],
  'each-tensor-clipped-by-itself': ['one mistake found.', 'The gradient of each tensor is clipped to a norm of 0.1; right is clipped as declared'],
  'output-takes-the-first-layer': ['two mistakes found.', 'You compute dW3 = a1ᵀ·δ3; right is dW3 = a2ᵀ·δ3.', 'W is updated before the gradient passes back'],
  'pseudo-huber-without-its-factor': [
    'two mistakes found.',
    'δ = (10/9·e)/√(1 + (10/9·e)²), where e = p − y: 10/9 times the gradient of the loss that is reported',
    'The loss reported of a row is 0.81·√(1 + (10/9·e)²) − 0.81, where e = p − y',
  ],
  'regression-without-derivatives': [
    'three mistakes found.',
    'The activation of layer 2 is ReLU, max(0, z), and goes back without its derivative',
    'f′ of layer 1 = 1; right is f′ of layer 1 = 1[a1 > 0].',
    'The gradient of a batch is the sum over the rows, not their mean',
  ],
  'rmsprop-begins-with-the-square': ['one mistake found.', 'RMSprop', 'but s begins as g² of the first step, not as its share of it'],
  'selu-without-its-scale': [
    'one mistake found.',
    'The activation is ELU, z above 0, else α(e^z − 1), with 1.758, while its derivative is that of selu, as declared; right is SELU',
  ],
  'updated-once-for-every-row': [
    'two mistakes found.',
    'The 2 of the squared error is missing in its gradient.',
    'The update is repeated for every row of the batch, each time by the whole of it, on outputs computed once; right is one update by the mean',
  ],
  'velocity-of-the-step-before': [
    'one mistake found.',
    'The step is taken by the velocity of the step before: u = 0.01·g′ + 9/10·u′; the first moves nothing; right is u = 9/10·u′ + 1/10·g.',
  ],
};

/** What the command prints of a report, in one line, with the options that stand at its head. */
async function diagnosed(file: URL): Promise<string> {
  let text = '';
  const stream = new PassThrough().on('data', (chunk: Buffer) => void (text += chunk.toString()));
  const host = { env: { LANG: 'C.UTF-8' }, stdout: stream, stderr: stream } as unknown as Host;
  const options = /^\/\/ Options: (.*)$/m.exec(readFileSync(file, 'utf8'))![1]!.split(' ');
  await diagnoseProgram(host).parseAsync(['node', 'diagnose', '--network', fileURLToPath(file), ...options]);
  return text.replace(/\s+/g, ' ');
}

describe("a public report's network", () => {
  it.each(Object.entries(TOLD))('is told rightly: %s', { timeout: 60_000 }, async (name, told) => {
    const text = await diagnosed(new URL(`${name}.ts`, folder));
    for (const what of [...told, 'Confirmed']) expect(text).toContain(what);
  });

  it('has a verdict in the table, and names its source', () => {
    const table = readFileSync(new URL('README.md', folder), 'utf8');
    for (const file of files) {
      expect(table).toContain(`(${file})`);
      expect(readFileSync(new URL(file, folder), 'utf8')).toMatch(/^\/\/ Seen: .+\n\/\/ Options: .+\n\/\/ Right verdict: /);
    }
  });
});
