import type { Formulas, Memory, Pass } from '../../scratch/formulas.ts';
import { textbook } from '../../scratch/textbook.ts';
import { clipped, withPenalty } from '../../src/model/penalty.ts';
import { mapTensors, type NamedTensors } from '../../src/model/tensors.ts';
import { decayOf } from '../../src/model/training-spec.ts';
import { addRow, product, scale, sumRows, transpose } from '../../src/numbers/algebra.ts';
import type { Matrix } from '../../src/numbers/matrix.ts';
import { type Coin, HALF_ULP, OF_A_FUNCTION, ofSum, pushed, squared } from './push.ts';
import { pushedActivation, pushedGradient, pushedNormalised } from './rounding-of-layers.ts';
import { pushedLoss, pushedLossGradient, pushedOutputs } from './rounding-of-outputs.ts';

/** How many roundings of 1 each sum of a step may be off by. */
export interface Sums {
  readonly Z: readonly Matrix[];
  readonly dA: readonly (Matrix | undefined)[]; // dA[l], what layer l hands to the layer below it; nobody asks it of the first
  readonly dW: readonly Matrix[];
  readonly db: readonly Matrix[];
}

/** From the terms as they are in float64; the same for every trial, since roundings of roundings do not matter. */
export function sumsOf({ A, Z, dA, dZ, gradients, weights, X }: Pass): Sums {
  const [squaresOfA, squaresOfW, squaresOfdZ] = [A.map(squared), weights.map(({ W }) => squared(W)), dZ.map(squared)];
  const layers = weights.map(({ W, b }, l) => ({
    Z: ofSum(Z[l]!, addRow(product(squaresOfA[l]!, squaresOfW[l]!), squared(b)), W.rows + 1),
    dA: l === 0 ? undefined : ofSum(dA[l - 1]!, product(squaresOfdZ[l]!, transpose(squaresOfW[l]!)), W.cols),
    dW: ofSum(gradients[l]!.W, product(transpose(squaresOfA[l]!), squaresOfdZ[l]!), X.rows),
    db: ofSum(gradients[l]!.b, sumRows(squaresOfdZ[l]!), X.rows),
  }));
  const all = <K extends keyof (typeof layers)[number]>(key: K) => layers.map((layer) => layer[key]);
  return { Z: all('Z'), dA: all('dA'), dW: all('dW'), db: all('db') };
}

/**
 * The textbook where every formula's result is off by as much as float32 may leave it, up or down by a coin: what follows is
 * computed from that, through kinks, normalisations, bounds and roots, so that none of them needs a theory of its own.
 */
export function rounding(coin: Coin, sums: Sums): Formulas {
  const summed = (M: Matrix, sizes: Matrix | undefined) => pushed(coin, M, (_, i) => sizes?.data[i] ?? 0);
  return {
    ...textbook,
    affine: (A, weights, l) => summed(textbook.affine(A, weights, l), sums.Z[l]),
    normalised: (Z, at) => pushedNormalised(coin, Z, at),
    activation: ({ activation }) => pushedActivation(coin, activation),
    dropped: (F, mask) => (mask ? pushed(coin, textbook.dropped(F, mask), Math.abs) : F),
    targets: (target, task) => pushed(coin, textbook.targets(target, task), (t) => (Math.fround(t) === t ? 0 : 2 * Math.abs(t))),
    outputs: (logits, task) => pushedOutputs(coin, logits, textbook.outputs(logits, task), task.model.output.kind),
    loss: (pass) => pushedLoss(coin, pass),
    reported: (pass) => pass.loss + textbook.penalty(pass) * roughly(coin, pass.weights),
    lossGradient: (pass) => pushedLossGradient(coin, pass),
    activationGradient: ({ layers, N, F, dA, masks }, l) =>
      pushedActivation(coin, layers[l]!.activation).gradient(N[l]!.values, F[l]!, textbook.dropped(dA[l]!, masks[l])),
    normalisationGradient: (pass, l, dN) => pushedGradient(coin, pass, l, dN),
    weightGradient: (pass, l) => summed(textbook.weightGradient(pass, l), sums.dW[l]),
    biasGradient: (pass, l) => (pass.layers[l]!.bias === false ? textbook.biasGradient(pass, l) : summed(textbook.biasGradient(pass, l), sums.db[l])),
    inputGradient: (pass, l) => summed(textbook.inputGradient(pass, l), sums.dA[l]),
    penalised: (pass, gradients) => pushedPenalty(coin, 'loss', pass, gradients),
    treated: (pass, gradients) => pushedPenalty(coin, 'gradient', pass, pushedBounds(coin, pass, gradients)),
    updated: ({ weights }) => weights, // nobody asks where a trial ends
    direction: (gradients, memory, pass) => pushedDirection(coin, gradients, memory, pass),
  };
}

/** 1, give or take the roundings of a sum over all weights. */
function roughly(coin: Coin, tensors: NamedTensors): number {
  const numbers = tensors.reduce((sum, { W }) => sum + W.data.length, 0);
  return 1 + coin() * HALF_ULP * (Math.sqrt(numbers) + OF_A_FUNCTION);
}

/** Gradients with the penalty's, which is off by roundings of its own. */
function pushedPenalty(coin: Coin, where: 'loss' | 'gradient', { task: { training }, weights, X }: Pass, gradients: NamedTensors): NamedTensors {
  const whole = withPenalty(training, where, gradients, weights, X.rows);
  if (whole === gradients) return gradients;
  return mapTensors(whole, (G, { name, layer }) => {
    const { data } = gradients[layer - 1]![name]!;
    return pushed(coin, G, (g, i) => 2 * (Math.abs(g) + Math.abs(g - data[i]!)));
  });
}

/** Gradients within their bounds; the norm that shortens a tensor is off by the roundings of its sum. */
function pushedBounds(coin: Coin, { task: { training } }: Pass, gradients: NamedTensors): NamedTensors {
  if (!training.clip) return gradients;
  return mapTensors(clipped(training.clip, gradients), (G) => scale(G, roughly(coin, gradients)));
}

/**
 * D. What an optimiser reads, g and all that it remembers, is taken as off by a rounding or two, so that what cancels in it,
 * β·m + (1 − β)·g or s − m², does so here. Where it divides by the size of g, as Adam does, d = g/(|g| + ε) at the first step,
 * the relative rounding of g is that of d: where g is all rounding d may be anything from −1 to 1, and is, here too.
 */
function pushedDirection(coin: Coin, gradients: NamedTensors, memory: Memory, pass: Pass): { direction: NamedTensors; memory: Memory } {
  const read = (tensors: NamedTensors) => mapTensors(tensors, (M) => pushed(coin, M, (value) => 2 * Math.abs(value)));
  const tensors = Object.fromEntries(Object.entries(memory.tensors).map(([key, of]) => [key, read(of)]));
  const { direction, memory: after } = textbook.direction(read(gradients), { ...memory, tensors }, pass);
  const { training } = pass.task;
  const roundings = training.optimiser.name === 'sgd' ? 2 : 2 * OF_A_FUNCTION;
  const turned = mapTensors(direction, (D, { name, layer }) => {
    const λ = decayOf(training, name);
    const { data: w } = pass.weights[layer - 1]![name]!;
    return pushed(coin, D, (d, i) => roundings * (Math.abs(d) + 2 * λ * Math.abs(w[i]!)));
  });
  return { direction: turned, memory: after };
}
