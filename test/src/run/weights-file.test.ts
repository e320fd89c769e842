import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Fault } from '../../../src/fault.ts';
import type { ModelSpec } from '../../../src/model/model-spec.ts';
import { matrix } from '../../../src/numbers/matrix.ts';
import { initialOf, variesWithSeed } from '../../../src/run/initial.ts';

const folder = mkdtempSync(join(tmpdir(), 'weights-'));
afterAll(() => rmSync(folder, { recursive: true }));

const model: ModelSpec = { inputs: 2, hidden: [{ units: 3, activation: 'relu' }], output: { kind: 'sigmoid', threshold: 0.5 } };
const W1 = [
  [0.1, 2, 3],
  [4, 5, 6],
];
const one = { W: W1, b: [7, 8, 9] };
const two = { W: [[1], [2], [3]], b: [4] };

const path = join(folder, 'weights.json');
const init = `file:${path}` as const;
const readFrom = (content: unknown, of = model, biasInit?: 0.5 | 'pytorch') => {
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return initialOf({ init, biasInit, seed: 8 }, of);
};

/** What is said, without the place that all begin with. */
function complaint(content: unknown, of = model): string {
  try {
    readFrom(content, of);
  } catch (error) {
    if (error instanceof Fault && error.message.startsWith(`--init ${init}: `)) return error.message.slice(`--init ${init}: `.length);
    throw error;
  }
  return 'no complaint';
}

describe('weights from a file', () => {
  it('are those in the file, rounded to float32 once', () => {
    expect(readFrom({ layers: [one, two] })).toEqual([
      { W: matrix(W1), b: matrix([[7, 8, 9]]) },
      { W: matrix([[1], [2], [3]]), b: matrix([[4]]) },
    ]);
  });

  it('have γ and β where a layer is normalised, and need no b where it has none', () => {
    const normalised: ModelSpec = { ...model, hidden: [{ units: 3, activation: 'relu', normalise: 'batch', bias: false }] };
    const [layer] = readFrom({ layers: [{ W: W1, gamma: [1, 2, 3], beta: [4, 5, 6] }, two] }, normalised);
    expect(layer).toEqual({ W: matrix(W1), b: matrix([[0, 0, 0]]), gamma: matrix([[1, 2, 3]]), beta: matrix([[4, 5, 6]]) });
  });

  it('keep their W under --bias-init', () => {
    const made = readFrom({ layers: [one, two] }, model, 0.5);
    expect(made.map(({ b }) => [...b.data])).toEqual([[0.5, 0.5, 0.5], [0.5]]);
    expect(made[0]!.W).toEqual(matrix(W1));
  });

  it('are the same under every seed, if their biases are', () => {
    expect([variesWithSeed({ init }), variesWithSeed({ init, biasInit: 1 }), variesWithSeed({ init, biasInit: 'pytorch' })]).toEqual([false, false, true]);
    expect([variesWithSeed({ init: 'he-normal' }), variesWithSeed({ init: 'zeros' })]).toEqual([true, false]);
  });

  it('that is not there is told', () => {
    expect(() => initialOf({ init: 'file:nowhere.json', seed: 8 }, model)).toThrow(new Fault('--init file:nowhere.json: there is no such file.'));
  });
});

describe('a mistake in a file of weights is one line with its place', () => {
  const unbiased: ModelSpec = { ...model, outputBias: false };
  const normalised: ModelSpec = { ...model, hidden: [{ units: 3, activation: 'relu', normalise: 'layer' }] };
  const form = 'expected {"layers":[{"W":[[…],…],"b":[…]},…]}, W (in, out) by rows, b (out), and gamma and beta (out) of a normalised layer.';

  it.each<[unknown, string | RegExp, ModelSpec?]>([
    ['{"layers":\n[', /^this is no JSON: [^\n]+\.$/],
    [[one, two], form],
    [{ layers: 3 }, form],
    [null, form],
    [{ layers: [one] }, 'The model has 2 layers, got weights for 1.'],
    [{ layers: [one, two, two] }, 'The model has 2 layers, got weights for 3.'],
    [{ layers: [one, 3] }, 'layers[1]: expected an object with W and b.'],
    [{ layers: [{ W: W1 }, two] }, 'layers[0].b: expected an array of numbers, and it is not there.'],
    [{ layers: [{ ...one, W: 3 }, two] }, 'layers[0].W: expected an array of rows of numbers, got 3.'],
    [{ layers: [{ ...one, W: [] }, two] }, 'layers[0].W: expected an array of rows of numbers, got an array of 0.'],
    [{ layers: [{ ...one, W: [1, 2] }, two] }, 'layers[0].W[0]: expected an array of numbers, got 1.'],
    [
      {
        layers: [
          {
            ...one,
            W: [
              [1, 2, 3],
              [4, 5],
            ],
          },
          two,
        ],
      },
      'layers[0].W[1]: expected 3 numbers, as in the first row, got 2.',
    ],
    [
      {
        layers: [
          {
            ...one,
            W: [
              [1, 2, 3],
              [4, 'x', 6],
            ],
          },
          two,
        ],
      },
      'layers[0].W[1][1]: expected a number that float32 holds, got "x".',
    ],
    [{ layers: [one, { ...two, b: [null] }] }, 'layers[1].b[0]: expected a number that float32 holds, got null.'],
    ['{"layers":[{"W":[[1e39]],"b":[0]}]}', 'layers[0].W[0][0]: expected a number that float32 holds, got 1e+39.'],
    ['{"layers":[{"W":[[1e999]],"b":[0]}]}', 'layers[0].W[0][0]: expected a number that float32 holds, got Infinity.'],
    [{ layers: [{ ...one, w: W1 }, two] }, "layers[0].w: there is no such tensor. There are 'W', 'b', 'gamma', 'beta'."],
    [
      {
        layers: [
          {
            ...one,
            W: [
              [1, 2],
              [3, 4],
              [5, 6],
            ],
          },
          two,
        ],
      },
      'W1 must be (2, 3), got (3, 2) with 6 numbers. Is it kept as (out, in)?',
    ],
    [{ layers: [one, { ...two, b: [1, 2] }] }, 'b2 must be (1, 1), got (1, 2) with 2 numbers.'],
    [{ layers: [{ ...one, gamma: [1, 1, 1] }, two] }, "layers[0] has gamma, and the model's layer is not normalised."],
    [{ layers: [one, two] }, 'Layer 1 is normalised: beside W and b it has gamma and beta, (1, 3) each.', normalised],
    [{ layers: [one, two] }, "layers[1].b is not 0, and the model's layer has no bias.", unbiased],
  ])('%j', (content, says, of = model) => {
    if (typeof says === 'string') expect(complaint(content, of)).toBe(says);
    else expect(complaint(content, of)).toMatch(says);
  });
});
