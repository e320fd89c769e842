import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { modelOf, planted } from '../../../../compare/diagnose/catalogue/pages/example.ts';
import type { Page } from '../../../../compare/diagnose/catalogue/pages/page.ts';
import { PAGES } from '../../../../compare/diagnose/catalogue/pages/pages.ts';
import { initialWeights } from '../../../../src/model/initialisers/initialisers.ts';
import { layersOf, type ModelSpec } from '../../../../src/model/model-spec.ts';
import { copyWeights, type NamedTensors } from '../../../../src/model/tensors.ts';
import { taskOf } from '../../../../src/model/training-spec.ts';
import { copy, type Matrix } from '../../../../src/numbers/matrix.ts';
import { stream } from '../../../../src/numbers/random.ts';
import { root } from '../../../sources.ts';
import { pythonWith } from '../../networks/python.ts';
import { BASE, exampleNetwork } from './example-network.ts';

const RIGHT: Pick<Page, 'id' | 'wrong' | 'model'> = { id: 'right', wrong: {} };
/** Its labels are drawn anew at every step, by each language's own luck. */
const BY_LUCK = ['labels-shuffled'];

interface Question {
  readonly model: ModelSpec;
  readonly initial: NamedTensors;
  readonly later: NamedTensors;
  readonly batches: readonly { readonly X: Matrix; readonly y: Uint32Array; readonly rate: number }[];
}

/** Full batches, a short one and a batch of one, and rows so far out that probabilities round to 0 and 1. */
function questionFor({ model: example }: Pick<Page, 'model'>): Question {
  const model = modelOf(example);
  const random = stream(7, 'initial');
  const weights = () => initialWeights(model, 'pytorch-default', random);
  const classes = layersOf(model).at(-1)!.outputs;
  const batch = (rows: number, scale = 1) => ({
    X: { rows, cols: model.inputs, data: Float64Array.from({ length: rows * model.inputs }, () => scale * random.normal()) },
    y: Uint32Array.from({ length: rows }, () => Math.floor(random.uniform(0, Math.max(2, classes)))),
    rate: 0.5,
  });
  return { model, initial: weights(), later: weights(), batches: [batch(64), batch(9), batch(1), batch(64), batch(64, 300)] };
}

const nested = ({ rows, cols, data }: Matrix) => Array.from({ length: rows }, (_, r) => [...data.subarray(r * cols, (r + 1) * cols)]);
const flat = (weights: NamedTensors) => weights.flatMap(({ W, b }) => [[...W.data], [...b.data]]);

async function inTypeScript(page: Pick<Page, 'id' | 'wrong'>, { model, initial, later, batches }: Question): Promise<number[][]> {
  const given = copyWeights(initial, 'float64');
  const network = await (await exampleNetwork(page)).create(model, taskOf(model).training, given);
  const first = await network.weights();
  const logits = async () => [...(await network.predict(copy(batches[0]!.X))).data];
  const shown = [await logits()];
  for (const { X: lent, y: labels, rate } of batches) {
    const [X, y] = [copy(lent), labels.slice()];
    shown.push([(await network.step(X, y, rate)) as number], ...flat(await network.weights()), [...X.data], [...y]);
  }
  shown.push(...flat(given), ...flat(first));
  await network.setWeights(copyWeights(later, 'float64'));
  return [...shown, ...flat(await network.weights()), await logits()];
}

function inPython(pages: readonly Pick<Page, 'id' | 'wrong'>[], questions: readonly Question[]): number[][][] {
  const weights = (tensors: NamedTensors) => tensors.map(({ W, b }) => [nested(W), nested(b)]);
  const asked = pages.map((page, i) => {
    const { model, initial, later, batches } = questions[i]!;
    return {
      source: planted(BASE.numpy, page, 'numpy'),
      model,
      initial: weights(initial),
      later: weights(later),
      batches: batches.map(({ X, y, rate }) => ({ X: nested(X), y: [...y], rate })),
    };
  });
  const { stdout, stderr, status } = spawnSync('python3', [join(root, 'test/compare/diagnose/pages/observe.py')], {
    input: JSON.stringify(asked),
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  expect(status, stderr).toBe(0);
  return JSON.parse(stdout.replace(/\bNaN\b|-?\bInfinity\b/g, 'null')) as number[][][];
}

const python = pythonWith('numpy');

describe.runIf(python.found)(`the base network and the pages' wrong lines in NumPy and in TypeScript${python.why}`, () => {
  it('give the same numbers', { timeout: 120_000 }, async () => {
    const pages = [RIGHT, ...PAGES.filter(({ id }) => !BY_LUCK.includes(id))];
    const questions = pages.map(questionFor);
    const numpy = inPython(pages, questions);
    const different: Record<string, number[]> = {};
    for (const [i, page] of pages.entries()) {
      const found = differing(numpy[i]!, await inTypeScript(page, questions[i]!));
      if (found.length > 0) different[page.id] = found;
    }
    expect(different).toEqual({});
  });
});

/** The tensors, by their place, that are not the same; a number that is not finite is so in both. */
function differing(numpy: readonly (readonly (number | null)[])[], ts: readonly (readonly number[])[]): number[] {
  expect(numpy.map(({ length }) => length)).toEqual(ts.map(({ length }) => length));
  return numpy.flatMap((tensor, t) => {
    const largest = Math.max(1e-300, ...ts[t]!.filter(Number.isFinite).map(Math.abs));
    const same = tensor.every((value, i) => (value === null ? !Number.isFinite(ts[t]![i]!) : Math.abs(value - ts[t]![i]!) <= 1e-9 * largest));
    return same ? [] : [t];
  });
}
