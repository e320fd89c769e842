import { forward } from '../../../scratch/plain.ts';
import { activationOf } from '../../../src/model/activations/activations.ts';
import { classCount, layersOf, logitsWidth } from '../../../src/model/model-spec.ts';
import type { Masks } from '../../../src/model/network.ts';
import type { Target } from '../../../src/model/target.ts';
import type { LayerWeights, NamedTensors } from '../../../src/model/tensors.ts';
import type { Task } from '../../../src/model/training-spec.ts';
import { type Matrix, zeros } from '../../../src/numbers/matrix.ts';
import { type Stream, stream } from '../../../src/numbers/random.ts';

/** Rows with what they are to be answered with, and weights at which they are asked. */
export interface Draw {
  readonly weights: NamedTensors;
  readonly X: Matrix; // (R, D), float32
  readonly y: Target;
}

/** Weights of the size that training begins with, biases away from 0, and rows whose units are not near a kink, two of each layer alive. */
export function draw(task: Task, seed: number, rows: number): Draw {
  const random = stream(seed, 'channels');
  const weights = weightsFor(task, random);
  const X = zeros(rows, task.model.inputs);
  for (let r = 0; r < rows; r++) X.data.set(rowFor(task, weights, random), r * X.cols);
  return { weights, X, y: targetsFor(task, rows, random) };
}

function weightsFor({ model }: Task, random: Stream): LayerWeights[] {
  const filled = (rows: number, cols: number, value: () => number): Matrix => ({ rows, cols, data: Float32Array.from({ length: rows * cols }, value) });
  const away = () => random.uniform(0.1, 0.5) * (random.uniform(0, 1) < 0.5 ? -1 : 1);
  return layersOf(model).map(({ inputs, outputs, bias, normalise }) => ({
    W: ofBothSigns(filled(inputs, outputs, () => random.normal() * Math.sqrt(1.5 / inputs))),
    b: filled(1, outputs, () => (bias === false ? 0 : away())),
    ...(normalise && { gamma: filled(1, outputs, () => random.uniform(0.5, 1.5)), beta: filled(1, outputs, away) }),
  }));
}

/** What is never below 0, as after ReLU, by weights of one sign makes units of one sign: then the first of a column has the other. */
function ofBothSigns(W: Matrix): Matrix {
  const isOfOne = (j: number) => W.data.every((w, i) => i % W.cols !== j || w > 0 === W.data[j]! > 0);
  return W.rows === 1 ? W : { ...W, data: W.data.map((w, i) => (i < W.cols && isOfOne(i) ? -w : w)) };
}

const TRIES = 200;
const AWAY = 0.02;

function rowFor(task: Task, weights: NamedTensors, random: Stream): Float32Array {
  const layers = layersOf(task.model);
  let x = new Float32Array();
  for (let t = 0; t < TRIES; t++) {
    x = Float32Array.from({ length: task.model.inputs }, (_, i) => 0.3 * Math.sin(3 * i + 1) + (0.7 + 0.1 * i) * random.normal());
    if (layers.some(({ normalise }) => normalise)) return x; // where the units lie is the batch's to say
    const { Z, F } = forward(task, weights, { rows: 1, cols: x.length, data: x });
    const clear = layers.slice(0, -1).every(({ activation }, l) => {
      const { kinks } = activationOf(activation).record;
      const alive = F[l]!.data.filter((a) => Math.abs(a) > AWAY).length;
      return alive >= Math.min(2, F[l]!.cols) && Z[l]!.data.every((z) => kinks.every((kink) => Math.abs(z - kink) > AWAY));
    });
    if (clear) return x;
  }
  return x;
}

/** Every class in turn at first, then by chance; values where the outputs are values. */
function targetsFor({ model: { output }, training: { loss } }: Task, rows: number, random: Stream): Target {
  const isValues = (output.kind === 'linear' || output.kind === 'tanh') && !loss.endsWith('hinge');
  if (isValues) {
    const cols = logitsWidth(output);
    return { rows, cols, data: Float32Array.from({ length: rows * cols }, () => 0.5 * random.normal()) };
  }
  const classes = classCount(output);
  return Uint32Array.from({ length: rows }, (_, r) => (r < 2 * classes || classes === 2 ? r % classes : Math.floor(random.uniform(0, classes))));
}

/** Rows [from, to) of a draw. */
export function part({ X, y }: Draw, from: number, to: number): { readonly X: Matrix; readonly y: Target } {
  const of = (M: Matrix): Matrix => ({ rows: to - from, cols: M.cols, data: M.data.slice(from * M.cols, to * M.cols) });
  return { X: of(X), y: y instanceof Uint32Array ? y.slice(from, to) : of(y) };
}

/** Masks for a step of a model with dropout. */
export function masksFor({ model }: Task, rows: number, seed: number): { readonly masks?: Masks } {
  if (!model.hidden.some(({ dropout }) => dropout)) return {};
  const random = stream(seed, 'masks');
  const masks = model.hidden.map(({ units, dropout = 0 }): Matrix | undefined => {
    if (!dropout) return undefined;
    const kept = model.dropoutScaling === 'prediction' ? 1 : 1 / (1 - dropout);
    return { rows, cols: units, data: Float64Array.from({ length: rows * units }, () => (random.uniform(0, 1) < dropout ? 0 : kept)) };
  });
  return { masks };
}
