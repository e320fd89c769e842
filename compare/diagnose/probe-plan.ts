import { forward, NEW, step } from '../../scratch/plain.ts';
import { layersOf, type ModelSpec } from '../../src/model/model-spec.ts';
import { copyWeights, type LayerWeights, type NamedTensors } from '../../src/model/tensors.ts';
import { taskOf } from '../../src/model/training-spec.ts';
import { filled, map32 } from '../../src/numbers/float32.ts';
import { type Matrix, rowRange, zeros } from '../../src/numbers/matrix.ts';
import { type Stream, stream } from '../../src/numbers/random.ts';
import type { LabelledSamples } from '../../src/run/batches.ts';
import { type Sizes, uncancelled } from './cancellation.ts';
import { classesOf, scaledProbes } from './scaled-probes.ts';

export const PROBES = ['full', 'short', 'one', 'few', 'everyday', 'confident', 'extreme', 'zero', 'handover'] as const;
export type ProbeId = (typeof PROBES)[number];

/** One question put to a fresh network: the logits of the first batch, then steps, with the weights read after each. */
export interface Probe {
  readonly id: ProbeId;
  readonly title: string; // as a sentence names it: 'the short batch of 17'
  readonly weights: readonly LayerWeights[];
  readonly steps: readonly { readonly batch: LabelledSamples; readonly learningRate: number }[];
  /** The relative difference that rounding may make: 1e-5, and what a float32 log Σe^z loses where logits are large. */
  readonly tolerance: number;
  /** The size of each tensor's terms, as `uncancelled` gives it. */
  readonly sizes: Sizes;
}

/**
 * So large that the step swamps the weights, and with them their rounding: (W − W')/η is then the gradient to the
 * network's own precision. A power of two, so that scaling by it is exact.
 */
export const MAGNIFIED = 2 ** 20;
/** Of the order of what people train with: mistakes that depend on the learning rate show between the two. */
export const EVERYDAY = 0.125;

export const FEW = 9; // rows: few enough to try every order of their labels
const SHORT = 17;
const ATTEMPTS = 50;
/** No pre-activation of a ReLU comes nearer to 0, so that rounding cannot flip it. */
const MARGIN = 1e-3;
const LATER_MARGIN = 1e-5;

export interface ProbePlan {
  readonly model: ModelSpec;
  readonly batchSize: number; // of the full batch
  readonly probes: readonly Probe[];
}

/**
 * The same weights (with non-zero biases), rows and labels for every network, from the stream 'probe' of the seed.
 * @param batchSize rows of the full batch; the short batch has 17, or fewer where the full one has fewer
 */
export function planProbes(model: ModelSpec, batchSize: number, seed: number): ProbePlan {
  for (let attempt = 0; ; attempt++) {
    const probes = draw(model, batchSize, stream(seed, `probe/${attempt}`));
    if (attempt === ATTEMPTS || clearOfKinks(model, probes.find(({ id }) => id === 'everyday')!)) return { model, batchSize, probes };
  }
}

function draw(model: ModelSpec, batchSize: number, random: Stream): Probe[] {
  const weights = drawWeights(model, random);
  const short = Math.min(SHORT, Math.ceil(batchSize / 2));
  const all = drawRows(model, weights, batchSize + short + 1 + FEW, random);
  let from = 0;
  const next = (rows: number): LabelledSamples => {
    const batch = { X: rowRange(all.X, from, from + rows), y: all.y.subarray(from, from + rows) };
    from += rows;
    return batch;
  };
  const full = next(batchSize);
  const shorter = next(short);
  const one = next(1);
  const few = twoClasses(next(FEW));
  const { confident, extreme } = scaledProbes(model, weights, all);
  const magnified = (batch: LabelledSamples) => [{ batch, learningRate: MAGNIFIED }];
  const everyday = [full, shorter, full, full].map((batch) => ({ batch, learningRate: EVERYDAY }));
  const known = new Map<LabelledSamples, Sizes>(); // from `weights`
  const sizesOf = (batch: LabelledSamples): Sizes => {
    const sizes = known.get(batch) ?? uncancelled(model, weights, batch);
    known.set(batch, sizes);
    return sizes;
  };
  const probe = (id: ProbeId, title: string, steps: Probe['steps'], from: readonly LayerWeights[] = weights): Probe => {
    const { batch } = steps[0]!;
    const sizes = from === weights ? sizesOf(batch) : uncancelled(model, from, batch);
    return { id, title, steps, weights: from, tolerance: toleranceOf(sizes), sizes };
  };
  return [
    probe('full', batchSize === 1 ? 'the batch of one' : `the full batch of ${batchSize}`, magnified(full)),
    probe('short', batchSize === 1 ? 'a second batch of one' : `the short batch of ${short}`, magnified(shorter)),
    probe('one', batchSize === 1 ? 'a third batch of one' : 'the batch of one', magnified(one)),
    probe('few', `a batch of ${FEW}`, magnified(few)),
    probe('everyday', `four steps at learning rate ${EVERYDAY}`, everyday),
    probe('confident', 'confident predictions', magnified(confident.batch), confident.weights),
    probe('extreme', 'logits in the thousands', magnified(extreme.batch), extreme.weights),
    probe('zero', 'units at exactly 0', magnified(full), withZeroUnits(weights)),
    probe('handover', 'handing weights over', [{ batch: shorter, learningRate: EVERYDAY }]),
  ];
}

/** Normal, of a size that keeps pre-activations and logits near 1; biases within ±0.5, so that none is zero. Float32. */
function drawWeights(model: ModelSpec, random: Stream): LayerWeights[] {
  return layersOf(model).map(({ inputs, outputs }) => ({
    W: filled(inputs, outputs, () => random.normal() * Math.sqrt(1.5 / inputs)),
    b: filled(1, outputs, () => random.uniform(0.1, 0.5) * (random.uniform(0, 1) < 0.5 ? -1 : 1)),
  }));
}

/** Rows whose pre-activations all keep clear of ReLU's kink. Columns have different means and deviations, so that standardising them shows. */
function drawRows(model: ModelSpec, weights: readonly LayerWeights[], rows: number, random: Stream): LabelledSamples {
  const { inputs } = model;
  const shift = Array.from({ length: inputs }, () => random.uniform(-0.5, 0.5));
  const spread = Array.from({ length: inputs }, () => random.uniform(0.6, 1.4));
  const X = zeros(rows, inputs);
  const classes = classesOf(model);
  const exact = copyWeights(weights, 'float64'); // once, not row by row
  for (let r = 0; r < rows; r++) {
    const row = rowRange(X, r, r + 1);
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      for (let c = 0; c < inputs; c++) row.data[c] = shift[c]! + spread[c]! * random.normal();
      if (margin(model, exact, row) > MARGIN) break;
    }
  }
  return { X, y: Uint32Array.from({ length: rows }, () => Math.min(classes - 1, Math.floor(random.uniform(0, classes)))) };
}

/** The smallest |z| of any ReLU. */
function margin(model: ModelSpec, weights: readonly LayerWeights[], X: Matrix): number {
  return hasRelu(model) ? marginOf(model, forward(taskOf(model), weights, X).Z) : Infinity;
}

function marginOf(model: ModelSpec, Z: readonly Matrix[]): number {
  return Math.min(Infinity, ...layersOf(model).flatMap(({ activation }, l) => (activation === 'relu' ? [smallest(Z[l]!.data)] : [])));
}

/** min|z| */
function smallest(values: ArrayLike<number>): number {
  let min = Infinity;
  for (let i = 0; i < values.length; i++) min = Math.min(min, Math.abs(values[i]!));
  return min;
}

function hasRelu({ hidden }: ModelSpec): boolean {
  return hidden.some(({ activation }) => activation === 'relu');
}

/** Whether correct networks stay clear of the kinks through all steps of a probe. */
function clearOfKinks(model: ModelSpec, { weights, steps }: Probe): boolean {
  if (!hasRelu(model)) return true;
  const task = taskOf(model);
  let current: NamedTensors = copyWeights(weights, 'float64');
  return steps.every(({ batch, learningRate }, s) => {
    if (s === steps.length - 1) return margin(model, current, batch.X) > LATER_MARGIN;
    const { pass, after } = step(task, { weights: current, memory: NEW }, batch, learningRate);
    current = after.weights;
    return marginOf(model, pass.Z) > LATER_MARGIN;
  });
}

/** Labels 0, 1, 0, 1, …: of nine there are 126 orders. */
function twoClasses({ X, y }: LabelledSamples): LabelledSamples {
  return { X, y: y.map((_, r) => r % 2) };
}

/** The first unit of every hidden layer with no weights and no bias: its pre-activation is exactly 0, however it is summed. */
function withZeroUnits(weights: readonly LayerWeights[]): LayerWeights[] {
  return copyWeights(weights).map(({ W, b }, l) => {
    if (l === weights.length - 1) return { W, b };
    return { W: map32(W, (w, i) => (i % W.cols === 0 ? 0 : w)), b: map32(b, (v, i) => (i === 0 ? 0 : v)) };
  });
}

/** float32 knows a logit to half an ulp of the terms it is summed from, and a probability to as much relative to itself. */
function toleranceOf({ loss: largestTerm }: Sizes): number {
  return 1e-5 + 2 ** -22 * largestTerm;
}
