import { describe, expect, it } from 'vitest';
import { asWritten, wayOf } from '../../../compare/networks/document.ts';
import { backendWith, NO_QUIRKS, planWith } from '../../../compare/networks/quirks.ts';
import { scratchBackend } from '../../../scratch/backend.ts';
import { parityCorners } from '../../../src/data/generate/parity-corners.ts';
import { initialWeights } from '../../../src/model/initialisers/initialisers.ts';
import type { ModelSpec } from '../../../src/model/model-spec.ts';
import type { Backend, Network } from '../../../src/model/network.ts';
import { replacing } from '../../../src/model/replacing.ts';
import type { LayerWeights } from '../../../src/model/tensors.ts';
import { usualTraining } from '../../../src/model/training-spec.ts';
import { type Matrix, matrix, zeros } from '../../../src/numbers/matrix.ts';
import { stream } from '../../../src/numbers/random.ts';
import { parseRunSpec } from '../../../src/run/config.ts';
import { makePlan } from '../../../src/run/make-plan.ts';
import { orderOf } from '../../../src/run/run-plan.ts';

const model: ModelSpec = { inputs: 3, hidden: [{ units: 4, activation: 'relu' }], output: { kind: 'softmax', classes: 2 } };
const initial = initialWeights(model, 'pytorch-default', stream(8, 'initial'));
const float64 = () => scratchBackend({ dtype: 'float64', kernel: 'naive' });

/** Rows as arrays. */
type Rows = number[][];
const rowsOf = ({ rows, cols, data }: Matrix): Rows => Array.from({ length: rows }, (_, r) => [...data.subarray(r * cols, (r + 1) * cols)]);
const dot = (A: Rows, B: Rows): Rows => A.map((a) => B[0]!.map((_, j) => a.reduce((sum, x, k) => sum + x * B[k]![j]!, 0)));
const transposed = (A: Rows): Rows => A[0]!.map((_, j) => A.map((a) => a[j]!));

/** The document's program, written out by hand: cross-entropy's backward divides by B, and every linear layer's once more. */
class DocumentNetwork {
  readonly layers = initial.map(({ W, b }) => ({ W: rowsOf(W), b: [...b.data] }));

  step(X: Rows, y: number[], learningRate: number): number {
    const [first, last] = this.layers as [(typeof this.layers)[number], (typeof this.layers)[number]];
    const B = X.length;
    const Z1 = dot(X, first.W).map((row) => row.map((z, j) => z + first.b[j]!));
    const A1 = Z1.map((row) => row.map((z) => Math.max(0, z)));
    const Z2 = dot(A1, last.W).map((row) => row.map((z, j) => z + last.b[j]!));
    const P = Z2.map((row) => row.map((z) => Math.exp(z) / row.reduce((sum, other) => sum + Math.exp(other), 0)));
    const dZ2 = P.map((row, r) => row.map((p, k) => (p - (k === y[r] ? 1 : 0)) / B)); // the first mean
    const dA1 = dot(dZ2, transposed(last.W));
    const dZ1 = dA1.map((row, r) => row.map((d, j) => (Z1[r]![j]! > 0 ? d : 0)));
    this.#descend(last, A1, dZ2, learningRate);
    this.#descend(first, X, dZ1, learningRate);
    return -P.reduce((sum, row, r) => sum + Math.log(row[y[r]!]! + 1e-15), 0) / B;
  }

  #descend(layer: { W: Rows; b: number[] }, A: Rows, dZ: Rows, learningRate: number): void {
    const B = A.length;
    const dW = dot(transposed(A), dZ).map((row) => row.map((d) => d / B)); // the second
    layer.W = layer.W.map((row, i) => row.map((w, j) => w - learningRate * dW[i]![j]!));
    layer.b = layer.b.map((b, j) => b - learningRate * (dZ.reduce((sum, row) => sum + row[j]!, 0) / B));
  }
}

const random = stream(8, 'test');
const batch = (rows: number) => ({
  X: Array.from({ length: rows }, () => [random.normal(), random.normal(), random.normal()]),
  y: Array.from({ length: rows }, (_, r) => r % 2),
});

describe("the document's program", () => {
  it('takes the steps of a network that divides its gradient by the batch twice, short batches among them', async () => {
    const byHand = new DocumentNetwork();
    const network = await asWritten(await float64()).create(model, usualTraining(model), initial);
    for (const rows of [64, 64, 32, 7, 1]) {
      const { X, y } = batch(rows);
      const expected = byHand.step(X, y, 5);
      expect(await network.step(matrix(X, 'float64'), Uint32Array.from(y), 5)).toBeCloseTo(expected, 12);
    }
    const found = (await network.weights()).map(({ W, b }) => ({ W: rowsOf(W), b: [...b.data] }));
    byHand.layers.forEach(({ W, b }, l) => {
      W.flat().forEach((w, i) => expect(found[l]!.W.flat()[i]).toBeCloseTo(w, 12));
      b.forEach((value, j) => expect(found[l]!.b[j]).toBeCloseTo(value, 12));
    });
  });

  it('shows log(p + 1e-15): a surely wrong row costs 34.54, where the exact loss is 100', async () => {
    const sure: ModelSpec = { inputs: 1, hidden: [], output: { kind: 'softmax', classes: 2 } };
    const weights = [{ W: matrix([[0, 100]]), b: matrix([[0, 0]]) }];
    const clean = await float64();
    const X = matrix([[1]]);
    const wrong = Uint32Array.of(0);
    expect(await (await clean.create(sure, usualTraining(sure), weights)).step(X, wrong, 0)).toBeCloseTo(100, 9);
    const shown = await backendWith({ ...NO_QUIRKS, lossValue: 'epsilon' }, clean).create(sure, usualTraining(sure), weights);
    expect(await shown.step(X, wrong, 0)).toBeCloseTo(-Math.log(1e-15), 9);
  });

  it('shows log(p + 1e-15) of a sigmoid output too, for either class', async () => {
    const sure: ModelSpec = { inputs: 1, hidden: [], output: { kind: 'sigmoid', threshold: 0.5 } };
    const shown = await backendWith({ ...NO_QUIRKS, lossValue: 'epsilon' }, await float64()).create(sure, usualTraining(sure), [
      { W: matrix([[-Math.log(3)]]), b: matrix([[0]]) },
    ]);
    expect(await shown.step(matrix([[1]]), Uint32Array.of(1), 0)).toBeCloseTo(Math.log(4), 6); // p = 1/4
    expect(await shown.step(matrix([[1]]), Uint32Array.of(0), 0)).toBeCloseTo(Math.log(4 / 3), 6);
  });

  it('shows that of every sigmoid where there are several, of classes and of labels', async () => {
    const sure: ModelSpec = { inputs: 1, hidden: [], output: { kind: 'sigmoids', outputs: 2, threshold: 0.5 } };
    const shown = await backendWith({ ...NO_QUIRKS, lossValue: 'epsilon' }, await float64()).create(sure, usualTraining(sure), [
      { W: matrix([[Math.log(3), 100]]), b: matrix([[0, 0]]) }, // p = 3/4 and 1
    ]);
    expect(await shown.step(matrix([[1]]), Uint32Array.of(1), 0)).toBeCloseTo(Math.log(4), 6);
    expect(await shown.step(matrix([[1]]), matrix([[1, 0]]), 0)).toBeCloseTo(Math.log(4 / 3) - Math.log(1e-15), 6);
  });

  it('learns the same whichever loss is shown', async () => {
    const clean = await float64();
    const { X, y } = batch(9);
    const weightsAfter = async (lossValue: 'exact' | 'epsilon') => {
      const network = await backendWith({ ...NO_QUIRKS, lossValue }, clean).create(model, usualTraining(model), initial);
      await network.step(matrix(X), Uint32Array.from(y), 0.5);
      return network.weights();
    };
    expect(await weightsAfter('epsilon')).toEqual(await weightsAfter('exact'));
  });
});

describe('without quirks', () => {
  it('the clean backend and the clean plan are handed on as they are', async () => {
    const clean = await float64();
    expect(backendWith(NO_QUIRKS, clean)).toBe(clean);
    const plan = planOf({});
    expect(planWith(NO_QUIRKS, plan)).toBe(plan);
  });
});

/** All that a network may have, by a class that knows nothing but itself. */
class WholeNetwork implements Network {
  readonly #gradient = 12;
  step(): number {
    return 0;
  }
  predict(X: Matrix): Matrix {
    return zeros(X.rows, 2);
  }
  weights(): LayerWeights[] {
    return [];
  }
  setWeights(): void {}
  gradients(): LayerWeights[] {
    return [{ W: matrix([[this.#gradient]]), b: matrix([[-this.#gradient]]) }];
  }
  activations(X: Matrix): Matrix[] {
    return [X];
  }
  batchRoom(rows: number): Matrix {
    return zeros(rows, this.#gradient);
  }
  dispose(): void {
    disposed.push(this.#gradient);
  }
}
const disposed: number[] = [];

describe('with every quirk', () => {
  const closed: string[] = [];
  const whole: Backend = { name: 'whole', description: 'all', create: () => Promise.resolve(new WholeNetwork()), close: async () => void closed.push('whole') };
  const batchOf3 = [zeros(3, 1), Uint32Array.of(0, 1, 0), 1] as const;

  it('a backend is closed, a network disposed of, and asked for all that it offers', async () => {
    const quirky = asWritten(whole);
    const network = await quirky.create(model, usualTraining(model), initial);
    expect([quirky.name, network.batchRoom?.(5), await network.activations?.(batchOf3[0])]).toEqual(['document', zeros(5, 12), [batchOf3[0]]]);
    await network.dispose?.();
    await quirky.close?.();
    expect([disposed, closed]).toEqual([[12], ['whole']]);
  });

  it('the gradient that a network tells of is the one it goes down: averaged twice', async () => {
    const network = await asWritten(whole).create(model, usualTraining(model), initial);
    await network.step(...batchOf3);
    expect(await network.gradients?.()).toEqual([{ W: matrix([[4]]), b: matrix([[-4]]) }]);
  });

  it('a network that tells of no gradient tells of none', async () => {
    const silent: Backend = { ...(await float64()), create: async (...given) => replacing(await (await float64()).create(...given), { gradients: undefined }) };
    expect((await asWritten(silent).create(model, usualTraining(model), initial)).gradients).toBeUndefined();
  });

  it('a batch in the network’s own room is stepped on as it was, though the loss is asked of a prediction first', async () => {
    const network = await asWritten(await float64()).create(model, usualTraining(model), initial);
    const { X, y } = batch(9);
    const room = network.batchRoom?.(9) as Matrix;
    room.data.set(X.flat());
    await network.step(room, Uint32Array.from(y), 5);
    const elsewhere = await asWritten(await float64()).create(model, usualTraining(model), initial);
    await elsewhere.step(matrix(X, 'float64'), Uint32Array.from(y), 5);
    expect(await network.weights()).toEqual(await elsewhere.weights());
  });
});

describe('an order of its own', () => {
  const shared = planOf({});
  const own = planWith({ ...NO_QUIRKS, order: 'independent' }, shared);

  it('is another permutation of the same rows, in every epoch, and nothing else is changed', () => {
    for (const epoch of [1, 2, 50]) {
      expect([...orderOf(own, epoch)]).not.toEqual([...orderOf(shared, epoch)]);
      expect([...orderOf(own, epoch)].sort((a, b) => a - b)).toEqual([...orderOf(shared, epoch)].sort((a, b) => a - b));
    }
    expect({ ...own, orderPurpose: undefined }).toEqual({ ...shared, orderPurpose: undefined });
  });

  it('is the same whenever it is asked for, and another under another seed', () => {
    expect(orderOf(own, 3)).toEqual(orderOf(planWith({ ...NO_QUIRKS, order: 'independent' }, planOf({})), 3));
    expect(orderOf(own, 3)).not.toEqual(orderOf(planWith({ ...NO_QUIRKS, order: 'independent' }, planOf({ seed: 9 })), 3));
  });
});

describe('the ways of --preset document', () => {
  it("leave the document's program the shared one, and give the others PyTorch's initial weights and another order", () => {
    const spec = parseRunSpec({ preset: 'document' }, (option) => option);
    expect(wayOf(spec, 'document')).toEqual({ init: 'he-normal', quirks: NO_QUIRKS });
    const way = wayOf(spec, 'tfjs');
    expect(way).toEqual({ init: 'pytorch-default', quirks: { ...NO_QUIRKS, order: 'independent' } });
    const { initial: weights, orderPurpose } = planWith(way.quirks, planOf({ init: way.init }));
    const limit = 1 / Math.sqrt(5);
    const drawn = [...weights[0]!.W.data, ...weights[0]!.b.data];
    expect(Math.max(...drawn.map(Math.abs))).toBeLessThanOrEqual(limit);
    expect(Math.max(...weights[0]!.b.data)).toBeGreaterThan(0);
    expect(orderPurpose).toBe('order/independent');
    expect(wayOf(spec, 'scratch')).toEqual(way); // one for all others, so that they can be held against each other
  });

  it("leave biases that are given to the document's program alone, as its initial weights", () => {
    const spec = parseRunSpec({ preset: 'document', init: 'orthogonal', biasInit: 0.1 }, (option) => option);
    expect([wayOf(spec, 'document').biasInit, wayOf(spec, 'tfjs').biasInit]).toEqual([0.1, undefined]);
  });

  it('are one without it', () => {
    expect(wayOf({ init: 'glorot-uniform' }, 'tfjs')).toEqual({ init: 'glorot-uniform', quirks: NO_QUIRKS });
  });
});

function planOf(settings: Readonly<Record<string, unknown>>) {
  const rows = parityCorners({ rows: 40, features: 5, seed: 1 });
  return makePlan(
    parseRunSpec(settings, (option) => option),
    { train: rows, validation: rows, test: rows },
  ).plan;
}
