import type { Formulas, MatrixActivation } from '../../scratch/formulas.ts';
import { step } from '../../scratch/plain.ts';
import { textbook } from '../../scratch/textbook.ts';
import type { Statistics } from '../../src/model/network.ts';
import { mapTensors, type NamedTensors } from '../../src/model/tensors.ts';
import type { Task } from '../../src/model/training-spec.ts';
import { addRow, map, product, sumRows, times, transpose } from '../../src/numbers/algebra.ts';
import type { Matrix } from '../../src/numbers/matrix.ts';
import { largest } from '../../src/numbers/norms.ts';
import { stream } from '../../src/numbers/random.ts';
import { type After, gaps, type TracedStep } from './trace.ts';

/** Float32 rounds by at most this much of a number. */
const U = 2 ** -24;
const TIMES = 8;

/** Up or down, as a coin falls. */
type Coin = () => number;

const abs = (M: Matrix) => map(M, Math.abs);
const within = (coin: Coin, M: Matrix, bound: (value: number, i: number) => number) => map(M, (value, i) => value + coin() * U * bound(value, i));
const eachWithin = (coin: Coin, tensors: NamedTensors, roundings: number) =>
  mapTensors(tensors, (M) => within(coin, M, (value) => roundings * Math.abs(value)));

/**
 * The textbook's step where every formula's result is off by as much as float32 may leave it, up or down by a coin. A sum of n
 * products is off by n·u of the sum of their magnitudes (Higham, Accuracy and Stability of Numerical Algorithms, §3.1), and by
 * four more for the functions that these came out of, TensorFlow.js' erf above all; a function by a few u of argument or result.
 */
function rounding(coin: Coin): Formulas {
  const activation = (inner: MatrixActivation): MatrixActivation => ({
    value: (Z) => inner.value(within(coin, Z, (z) => 4 * Math.abs(z))), // moved before f, so that what f cuts off stays cut off
    gradient: (Z, A, dA) => within(coin, inner.gradient(Z, A, dA), (dz, i) => 4 * (Math.abs(dz) + Math.abs(dA.data[i]!))),
  });
  const summed = (M: Matrix, magnitudes: Matrix, terms: number) => within(coin, M, (_, i) => (terms + 4) * magnitudes.data[i]!);
  return {
    ...textbook,
    affine: (A, { W, b }, l) => summed(textbook.affine(A, { W, b }, l), addRow(product(abs(A), abs(W)), abs(b)), W.rows + 1),
    activation: (layer, l) => activation(textbook.activation(layer, l)),
    outputs: (logits, task) => within(coin, textbook.outputs(logits, task), (p) => 8 * Math.abs(p)),
    loss(pass) {
      const loss = textbook.loss(pass);
      const sums = pass.task.training.reduction?.rows === 'sum' ? pass.X.rows : 1;
      return loss + coin() * U * (pass.X.rows + 8) * (loss + sums * largest(pass.A.at(-1)!.data)); // log Σe^z − z_y is off by u·z
    },
    lossGradient(pass) {
      const dZ = textbook.lossGradient(pass);
      return within(coin, dZ, () => 8 * largest(dZ.data));
    },
    normalised(Z, at) {
      const { by, statistics, values } = textbook.normalised(
        within(coin, Z, (z) => 4 * Math.abs(z)),
        at,
      );
      const moved = by && within(coin, values, (value) => 16 * (Math.abs(value) + 1)); // z − μ is off by roundings of μ, too: of a σ or so
      return { values: moved ?? values, ...(by && { by }), ...(statistics && { statistics: keptWithin(coin, [statistics])[0]! }) };
    },
    dropped: (F, mask) => within(coin, textbook.dropped(F, mask), Math.abs),
    activationGradient: ({ layers, N, F, dA, masks }, l) =>
      activation(textbook.activation(layers[l]!, l)).gradient(N[l]!.values, F[l]!, textbook.dropped(dA[l]!, masks[l])),
    normalisationGradient(pass, l, dN) {
      const { dZ, gamma, beta } = textbook.normalisationGradient(pass, l, dN);
      const { by } = pass.N[l]!;
      if (!by || !gamma || !beta) return { dZ };
      const whole = largest(pass.weights[l]!.gamma!.data) * largest(dN.data); // what the three terms of dZ are differences of
      return {
        dZ: within(coin, dZ, (_, i) => (dN.rows + dN.cols + 8) * by.inverse.data[i]! * whole * (1 + Math.abs(by.unit.data[i]!))),
        gamma: summed(gamma, sumRows(abs(times(dN, by.unit))), dN.rows),
        beta: summed(beta, sumRows(abs(dN)), dN.rows),
      };
    },
    weightGradient: (pass, l) => summed(textbook.weightGradient(pass, l), product(transpose(abs(pass.A[l]!)), abs(pass.dZ[l]!)), pass.X.rows),
    biasGradient: (pass, l) => summed(textbook.biasGradient(pass, l), sumRows(abs(pass.dZ[l]!)), pass.X.rows),
    inputGradient: (pass, l) => summed(textbook.inputGradient(pass, l), product(abs(pass.dZ[l]!), transpose(abs(pass.weights[l]!.W))), pass.dZ[l]!.cols),
    penalised: (pass, gradients) => eachWithin(coin, textbook.penalised(pass, gradients), 4),
    treated: (pass, gradients) => eachWithin(coin, textbook.treated(pass, gradients), 4),
    direction(gradients, memory, pass) {
      const { direction, memory: after } = textbook.direction(gradients, memory, pass);
      const tensors = Object.fromEntries(Object.entries(after.tensors).map(([key, of]) => [key, eachWithin(coin, of, 8)]));
      return { direction: eachWithin(coin, direction, 8), memory: { ...after, tensors } };
    },
    updated: (pass, direction, rate) => eachWithin(coin, textbook.updated(pass, direction, rate), 2),
  };
}

/** Running statistics, or those of a batch: each a sum, and two products and a sum of it and what was before. */
function keptWithin(coin: Coin, running: readonly (Statistics | undefined)[]): (Statistics | undefined)[] {
  return running.map(
    (of) => of && { mean: within(coin, of.mean, (value) => 8 * Math.max(Math.abs(value), 1)), variance: within(coin, of.variance, (value) => 8 * value) },
  );
}

function stepFrom(task: Task, { X, y, masks, weights, state }: TracedStep, learningRate: number, coin: Coin): After {
  const tensors = Object.fromEntries(Object.entries(state.tensors).map(([key, of]) => [key, eachWithin(coin, of, 1)]));
  const running = state.running && { running: keptWithin(coin, state.running) };
  const before = { weights: eachWithin(coin, weights, 1), memory: { steps: state.steps, firstRows: X.rows, tensors, ...running } };
  const { loss, gradients, after } = step(task, before, { X, y, masks }, learningRate, rounding(coin));
  const kept = after.memory.running && { running: keptWithin(coin, after.memory.running) };
  return { loss, gradients, weights: after.weights, state: { ...after.memory, ...kept } };
}

/**
 * How far a step in float32, from the traced weights and state, may end from the traced step, by label: as far as the furthest
 * of eight trials in which every rounding is as large as it can be. Those of a real step are smaller, and no more of one mind.
 */
export function boundsOf(task: Task, traced: TracedStep, learningRate: number): ReadonlyMap<string, number> {
  const random = stream(traced.state.steps, 'rounding');
  const coin = () => (random.uniform(0, 1) < 0.5 ? -1 : 1);
  const trials = Array.from({ length: TIMES }, () => gaps(stepFrom(task, traced, learningRate, coin), traced.after));
  return new Map(trials[0]!.map(({ label }, i) => [label, Math.max(...trials.map((trial) => trial[i]!.gap))]));
}
