import type { Activation } from '../src/model/activations/activations.ts';
import { initialWeights } from '../src/model/initialisers/initialisers.ts';
import type { ModelSpec, Output } from '../src/model/model-spec.ts';
import type { LayerWeights } from '../src/model/tensors.ts';
import { taskOf } from '../src/model/training-spec.ts';
import { type Matrix, matrix, zeros } from '../src/numbers/matrix.ts';
import { stream } from '../src/numbers/random.ts';
import type { LabelledSamples } from '../src/run/batches.ts';
import type { RunPlan } from '../src/run/run-plan.ts';

export const SOFTMAX3: Output = { kind: 'softmax', classes: 3 };
export const SIGMOID: Output = { kind: 'sigmoid', threshold: 0.5 };

export function modelOf(inputs: number, hidden: readonly number[], activation: Activation, output: Output): ModelSpec {
  return { inputs, hidden: hidden.map((units) => ({ units, activation })), output };
}

/** Standard normal numbers from a seeded stream, rounded to float32. */
export function normalMatrix(rows: number, cols: number, seed: number): Matrix {
  const M = zeros(rows, cols);
  const random = stream(seed, 'test');
  for (let i = 0; i < M.data.length; i++) M.data[i] = random.normal();
  return M;
}

/** Rows around a centre for each class, labels in turn: easy, not trivial, to learn. */
export function tinySamples(rows: number, inputs: number, output: Output, seed = 1): LabelledSamples {
  const classes = output.kind === 'softmax' ? output.classes : 2;
  const X = normalMatrix(rows, inputs, seed);
  const y = Uint32Array.from({ length: rows }, (_, r) => r % classes);
  for (let i = 0; i < X.data.length; i++) X.data[i]! += y[Math.floor(i / inputs)]! * (i % 2 === 0 ? 0.7 : -0.7);
  return { X, y };
}

/** Weights of every layer with biases that are not zero. */
export function weightsFor(model: ModelSpec, seed = 1): LayerWeights[] {
  return initialWeights(model, 'pytorch-default', stream(seed, 'initial'));
}

export interface TinyPlan {
  readonly model?: ModelSpec;
  readonly rows?: number;
  readonly batchSize?: number;
  readonly epochs?: number;
  readonly learningRate?: number;
  readonly seed?: number;
}

/** 10 rows in batches of 4, 4 and 2, two epochs: a whole run in a few milliseconds. */
export function tinyPlan({
  model = modelOf(4, [5], 'tanh', SOFTMAX3),
  rows = 10,
  batchSize = 4,
  epochs = 2,
  learningRate = 0.1,
  seed = 8,
}: TinyPlan = {}): RunPlan {
  const samples = (count: number, of: number) => tinySamples(count, model.inputs, model.output, of);
  const classes = model.output.kind === 'softmax' ? model.output.classes : 2;
  return {
    ...taskOf(model),
    classes: ['a', 'b', 'c', 'd'].slice(0, classes),
    train: samples(rows, 1),
    validation: samples(6, 2),
    test: samples(5, 3),
    initial: weightsFor(model, seed),
    learningRate,
    batchSize,
    epochs,
    seed,
  };
}

/** The numbers of every tensor, layer by layer: W1, b1, W2, … */
export function numbersOf(weights: readonly LayerWeights[]): number[][] {
  return weights.flatMap(({ W, b }) => [[...W.data], [...b.data]]);
}

export function layer(W: number[][], b: number[], dtype: 'float32' | 'float64' = 'float32'): LayerWeights {
  return { W: matrix(W, dtype), b: matrix([b], dtype) };
}
