import { ACTIVATIONS } from '../src/model/activations/activations.ts';
import { LOSSES, type Loss } from '../src/model/losses/losses.ts';
import type { ModelSpec, Output } from '../src/model/model-spec.ts';
import type { Masks } from '../src/model/network.ts';
import { OPTIMISERS } from '../src/model/optimisers/optimisers.ts';
import { OUTPUTS } from '../src/model/outputs.ts';
import type { Target } from '../src/model/target.ts';
import { type Task, type TrainingSpec, taskOf } from '../src/model/training-spec.ts';
import { type Matrix, zeros } from '../src/numbers/matrix.ts';
import { stream } from '../src/numbers/random.ts';
import { normalMatrix } from './tiny-plan.ts';

const K = 3;

export const outputsFor: Readonly<Record<Output['kind'], Output>> = {
  softmax: { kind: 'softmax', classes: K },
  sigmoid: { kind: 'sigmoid', threshold: 0.5 },
  sigmoids: { kind: 'sigmoids', outputs: K, threshold: 0.5 },
  linear: { kind: 'linear', outputs: K },
  tanh: { kind: 'tanh', outputs: K },
};

/** Every loss on every output that it may stand on. */
export const pairs = LOSSES.flatMap(({ name, on }) => on.map((kind) => ({ loss: name as Loss, output: outputsFor[kind] })));

/** The same with layers that have more to them. */
function layered(hidden: Partial<ModelSpec['hidden'][number]>, model: Partial<ModelSpec> = {}, training: Partial<TrainingSpec> = {}): Task {
  const task = taskWith(outputsFor.softmax, training, 'tanh');
  return { ...task, model: { ...task.model, ...model, hidden: task.model.hidden.map((layer) => ({ ...layer, ...hidden })) } };
}

/** A task of the vocabulary, everything else as usual. */
export function taskWith(output: Output, training: Partial<TrainingSpec> = {}, activation: ModelSpec['hidden'][number]['activation'] = 'tanh'): Task {
  const model: ModelSpec = {
    inputs: 4,
    hidden: [
      { units: 5, activation },
      { units: 5, activation },
    ],
    output,
  };
  const usual = taskOf(model);
  return { model, training: { ...usual.training, ...training } };
}

/** One variant for every record of the vocabulary, and for every further thing that a training can say. */
export const variants: Readonly<Record<string, Task>> = Object.fromEntries<Task>([
  ...ACTIVATIONS.map(({ name }) => [`activation ${name}`, taskWith(outputsFor.softmax, {}, name)] as const),
  ...OUTPUTS.map(({ kind }) => [`output ${kind}`, taskWith(outputsFor[kind])] as const),
  ...pairs.map(({ loss, output }) => [`${loss} on ${output.kind}`, taskWith(output, { loss })] as const),
  ...OPTIMISERS.map(({ name }) => [`optimiser ${name}`, taskWith(outputsFor.softmax, { optimiser: { name } })] as const),
  ['ε inside the root', taskWith(outputsFor.softmax, { optimiser: { name: 'rmsprop', hyper: { inside: 1, momentum: 0.5 } } })],
  ['summed over rows', taskWith(outputsFor.softmax, { reduction: { rows: 'sum', outputs: 'sum' } })],
  ['averaged over outputs', taskWith(outputsFor.linear, { loss: 'squared-error', reduction: { rows: 'mean', outputs: 'mean' } })],
  ['hinge averaged over outputs', taskWith(outputsFor.linear, { loss: 'hinge', reduction: { rows: 'mean', outputs: 'mean' } })],
  ['hinge, targets −1 and 1', taskWith(outputsFor.linear, { loss: 'hinge', targets: [-1, 1] })],
  ['squared hinge, targets .01 and .99', taskWith(outputsFor.linear, { loss: 'squared-hinge', targets: [0.01, 0.99] })],
  ['softmax cross-entropy, targets .01 and .99', taskWith(outputsFor.softmax, { targets: [0.01, 0.99] })],
  ['label smoothing', taskWith(outputsFor.softmax, { labelSmoothing: 0.1 })],
  ['label smoothing, sigmoid', taskWith(outputsFor.sigmoid, { labelSmoothing: 0.1 })],
  ['targets .01 and .99', taskWith(outputsFor.sigmoids, { loss: 'half-squared-error', targets: [0.01, 0.99] })],
  ['targets −1 and 1', taskWith(outputsFor.tanh, { loss: 'squared-error', targets: [-1, 1] })],
  ['class weights over rows', taskWith(outputsFor.softmax, { classWeights: { weights: [1, 2, 0.5], over: 'rows' } })],
  ['class weights over their sum', taskWith(outputsFor.softmax, { classWeights: { weights: [1, 2, 0.5], over: 'weights' } })],
  ['L2 in the loss', taskWith(outputsFor.softmax, { penalty: { l1: 0, l2: 0.05, biases: false, in: 'loss', overBatch: false } })],
  ['L1 and L2 over the batch, biases too', taskWith(outputsFor.softmax, { penalty: { l1: 0.02, l2: 0.05, biases: true, in: 'loss', overBatch: true } })],
  [
    'L2 in the gradient alone',
    taskWith(outputsFor.softmax, { penalty: { l1: 0.01, l2: 0.05, biases: true, in: 'gradient', overBatch: false }, clip: { globalNorm: 0.1 } }),
  ],
  ['values clipped', taskWith(outputsFor.softmax, { clip: { value: 0.02 } })],
  ['tensors clipped', taskWith(outputsFor.softmax, { clip: { norm: 0.05 } })],
  ['all clipped', taskWith(outputsFor.softmax, { clip: { globalNorm: 0.1 } })],
  ['AdamW', taskWith(outputsFor.softmax, { optimiser: { name: 'adam' }, decay: { rate: 0.1, biases: true } })],
  ['gradients of three batches', taskWith(outputsFor.softmax, { accumulate: 3 })],
  [
    'gradients of two batches, summed, by Adam, bounded and decayed',
    taskWith(outputsFor.softmax, {
      accumulate: 2,
      reduction: { rows: 'sum', outputs: 'sum' },
      optimiser: { name: 'adam' },
      clip: { globalNorm: 0.5 },
      penalty: { l1: 0, l2: 0.05, biases: false, in: 'gradient', overBatch: false },
      decay: { rate: 0.1, biases: false },
    }),
  ],
  ['no bias', layered({ bias: false }, { outputBias: false }, { optimiser: { name: 'adam' } })],
  ['batch normalisation', layered({ normalise: 'batch' })],
  ['batch normalisation of ReLUs, without bias', layered({ normalise: 'batch', activation: 'relu', bias: false })],
  ["batch normalisation in Keras' words", layered({ normalise: 'batch' }, { normalisation: { epsilon: 1e-3, momentum: 0.01, unbiased: false } })],
  ['layer normalisation', layered({ normalise: 'layer', activation: 'gelu' })],
  ['dropout', layered({ dropout: 0.4 })],
  ['dropout, prediction scaled', layered({ dropout: 0.4, activation: 'relu' }, { dropoutScaling: 'prediction' })],
  [
    'Adam, dropout and batch normalisation',
    layered({ dropout: 0.2, normalise: 'batch', activation: 'relu', bias: false }, {}, { optimiser: { name: 'adam' } }),
  ],
  ['decoupled decay of weights', taskWith(outputsFor.softmax, { decay: { rate: 0.1, biases: false } })],
]);

/** Rows of standard normal numbers, with classes or values as the output wants them. */
export function batchFor(task: Task, rows: number, seed: number): { X: Matrix; y: Target; masks?: Masks } {
  const masks = masksFor(task.model, rows, seed);
  return { ...rowsFor(task, rows, seed), ...(masks && { masks }) };
}

function rowsFor({ model, training }: Task, rows: number, seed: number): { X: Matrix; y: Target } {
  const { output } = model;
  const random = stream(seed, 'labels');
  const X = normalMatrix(rows, model.inputs, seed);
  if (output.kind === 'softmax' || output.kind === 'sigmoid') {
    const classes = output.kind === 'softmax' ? K : 2;
    return { X, y: Uint32Array.from({ length: rows }, () => Math.floor(random.uniform(0, classes))) };
  }
  const isOneHot = training.loss.endsWith('hinge') || seed % 2 === 0;
  if (isOneHot) return { X, y: Uint32Array.from({ length: rows }, () => Math.floor(random.uniform(0, K))) };
  if (output.kind !== 'sigmoids') return { X, y: normalMatrix(rows, K, seed + 1) };
  const y = zeros(rows, K); // labels, any number of them a row
  return { X, y: { ...y, data: y.data.map(() => Math.round(random.uniform(0, 1))) } };
}

function masksFor({ hidden, dropoutScaling }: ModelSpec, rows: number, seed: number): Masks | undefined {
  if (!hidden.some(({ dropout }) => dropout)) return undefined;
  return hidden.map(({ units, dropout = 0 }, l) => {
    const random = stream(seed, `mask/${l}`);
    const kept = dropoutScaling === 'prediction' ? 1 : 1 / (1 - dropout);
    return { rows, cols: units, data: Float64Array.from({ length: rows * units }, () => (random.uniform(0, 1) < dropout ? 0 : kept)) };
  });
}
