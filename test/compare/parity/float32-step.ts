import { activationOf } from '../../../src/model/activations/activations.ts';
import { layersOf, type ModelSpec } from '../../../src/model/model-spec.ts';
import type { LayerWeights } from '../../../src/model/tensors.ts';
import type { LabelledSamples } from '../../../src/run/batches.ts';

const f = Math.fround;
type Numbers = Float64Array;

/** (m, k)·(k, n), every product and every sum rounded to float32. */
function product(A: ArrayLike<number>, B: ArrayLike<number>, m: number, k: number, n: number): Numbers {
  return Float64Array.from({ length: m * n }, (_, i) => {
    let sum = 0;
    for (let q = 0; q < k; q++) sum = f(sum + f(A[Math.floor(i / n) * k + q]! * B[q * n + (i % n)]!));
    return sum;
  });
}

/** (rows, cols) → (cols, rows) */
function transposed(A: ArrayLike<number>, rows: number, cols: number): Numbers {
  return Float64Array.from({ length: rows * cols }, (_, i) => A[(i % rows) * cols + Math.floor(i / rows)]!);
}

const sigmoid = (z: number) => f(1 / f(1 + f(Math.exp(-z))));
/** Where every operation of an activation is to be rounded; of any other, its value and its slope are. */
const apply: Partial<Record<string, (z: number) => number>> = { relu: (z) => Math.max(0, z), tanh: (z) => f(Math.tanh(z)), sigmoid, linear: (z) => z };
const slope: Partial<Record<string, (a: number, dA: number) => number>> = {
  relu: (a, dA) => (a > 0 ? dA : 0),
  tanh: (a, dA) => f(dA * f(1 - f(a * a))),
  sigmoid: (a, dA) => f(f(dA * a) * f(1 - a)),
  linear: (_, dA) => dA,
};

function activated(name: string, z: number): number {
  return apply[name]?.(z) ?? f(activationOf(name).f(z));
}

function passedBack(name: string, z: number, a: number, dA: number): number {
  return slope[name]?.(a, dA) ?? f(dA * f(activationOf(name).slope(z, a)));
}

/** (p − y)/B, p from the logits of one row. */
function outputRow(z: readonly number[], label: number, rows: number): number[] {
  if (z.length === 1) return [f(f(sigmoid(z[0]!) - label) / rows)];
  const shifted = z.map((value) => f(value - Math.max(...z)));
  const logSum = f(Math.log(shifted.reduce((sum, value) => f(sum + f(Math.exp(value))), 0)));
  return shifted.map((value, c) => f(f(f(Math.exp(f(value - logSum))) - (c === label ? 1 : 0)) / rows));
}

/** The change of every tensor, W1, b1, …, divided by the learning rate, of one step in which every operation is rounded to float32. */
export function float32Step(model: ModelSpec, weights: readonly LayerWeights[], { X, y }: LabelledSamples, learningRate: number): Numbers[] {
  const layers = layersOf(model);
  const rows = X.rows;
  const A: Numbers[] = [Float64Array.from(X.data)];
  const Z: Numbers[] = [];
  layers.forEach(({ inputs, outputs, activation }, l) => {
    const { W, b } = weights[l]!;
    Z.push(product(A[l]!, W.data, rows, inputs, outputs).map((z, i) => f(z + b.data[i % outputs]!)));
    A.push(Z[l]!.map((z) => activated(activation, z)));
  });
  const K = layers.at(-1)!.outputs;
  let dZ = Float64Array.from(Array.from(y, (label, r) => outputRow([...A.at(-1)!.subarray(r * K, r * K + K)], label, rows)).flat());
  const changes: Numbers[] = [];
  for (let l = layers.length - 1; l >= 0; l--) {
    const { inputs, outputs } = layers[l]!;
    const { W, b } = weights[l]!;
    const dW = product(transposed(A[l]!, rows, inputs), dZ, inputs, rows, outputs);
    const db = product(new Float64Array(rows).fill(1), dZ, 1, rows, outputs);
    const change = (before: ArrayLike<number>) => (g: number, i: number) => (before[i]! - f(before[i]! - f(learningRate * g))) / learningRate;
    changes.unshift(dW.map(change(W.data)), db.map(change(b.data)));
    if (l > 0)
      dZ = product(dZ, transposed(W.data, inputs, outputs), rows, outputs, inputs).map((dA, i) =>
        passedBack(layers[l - 1]!.activation, Z[l - 1]![i]!, A[l]![i]!, dA),
      );
  }
  return changes;
}
