import { describe, expect, it } from 'vitest';
import { HALF_ULP } from '../../../compare/parity/push.ts';
import { rounding, sumsOf } from '../../../compare/parity/rounding.ts';
import type { Formulas, Pass } from '../../../scratch/formulas.ts';
import { backward, newMemory, step } from '../../../scratch/plain.ts';
import { textbook } from '../../../scratch/textbook.ts';
import type { HiddenLayer, ModelSpec, Output } from '../../../src/model/model-spec.ts';
import { mapTensors, tensorsOf } from '../../../src/model/tensors.ts';
import { type TrainingSpec, taskOf, usualTraining } from '../../../src/model/training-spec.ts';
import { type Matrix, matrix } from '../../../src/numbers/matrix.ts';
import { layer, modelOf, SIGMOID, SOFTMAX3, tinySamples, weightsFor } from '../../tiny-plan.ts';

const UP = () => 1;

/** One row: z = 3·1 − 4·1 + 2 = 1 in the hidden layer, then logits (2a + 1, −a). */
function oneRow(activation: HiddenLayer['activation'], output: Output, more: Partial<TrainingSpec> = {}, hidden: Partial<HiddenLayer> = {}) {
  const model: ModelSpec = { inputs: 2, hidden: [{ units: 1, activation, ...hidden }], output };
  const W2 = output.kind === 'sigmoid' ? [[2]] : [[2, -1]];
  const b2 = output.kind === 'sigmoid' ? [1] : [1, 0];
  const weights = [layer([[1], [-1]], [2]), layer(W2, b2)];
  const y = Uint32Array.of(1);
  const task = taskOf(model, { ...usualTraining(model), ...more });
  const pass = backward(task, { weights }, { X: matrix([[3, 4]]), y }, 0.1);
  return { pass, up: rounding(UP, sumsOf(pass)) };
}

const SOFTMAX2: Output = { kind: 'softmax', classes: 2 };

/** By how many halves of an ulp of 1 each number is off. */
function off(pushed: Matrix, right: Matrix): number[] {
  return Array.from(pushed.data, (value, i) => (value - right.data[i]!) / HALF_ULP);
}

const near = (expected: readonly number[]) => expected.map((value) => expect.closeTo(value, 3));

describe('what a formula of a step may be off by in float32', () => {
  it('is √n·√(s² + Σx²) roundings of a sum s of n terms x: Z, dA, dW and db', () => {
    const { pass, up } = oneRow('relu', SOFTMAX2);
    // z = 3·1 + 4·(−1) + 2: three terms, whose squares are 9, 16 and 4
    expect(off(up.affine(pass.A[0]!, pass.weights[0]!, 0), pass.Z[0]!)).toEqual(near([Math.sqrt(3 * (1 + 29))]));
    const [d, e] = pass.dZ[1]!.data as unknown as [number, number];
    expect(off(up.inputGradient(pass, 1), pass.dA[0]!)).toEqual(near([Math.sqrt(2 * ((2 * d - e) ** 2 + 4 * d * d + e * e))]));
    const dz = pass.dZ[0]!.data[0]!;
    expect(off(up.weightGradient(pass, 0), pass.gradients[0]!.W)).toEqual(near([Math.sqrt(2 * 9) * Math.abs(dz), Math.sqrt(2 * 16) * Math.abs(dz)]));
    expect(off(up.biasGradient(pass, 0), pass.gradients[0]!.b)).toEqual(near([Math.sqrt(2) * Math.abs(dz)]));
  });

  it('is nothing of a bias that a layer has not', () => {
    const { pass, up } = oneRow('relu', SOFTMAX2, {}, { bias: false });
    expect([...up.biasGradient(pass, 0).data]).toEqual([0]);
    expect(off(up.biasGradient(pass, 1), textbook.biasGradient(pass, 1)).every((roundings) => roundings > 0)).toBe(true);
  });

  it('is two roundings of a target that float32 has not, and none of one that it has', () => {
    const smooth = oneRow('relu', SOFTMAX2, { labelSmoothing: 0.1 });
    expect(off(smooth.up.targets(smooth.pass.target, smooth.pass.task), smooth.pass.Y)).toEqual(near([2 * 0.05, 2 * 0.95]));
    const { pass, up } = oneRow('relu', SOFTMAX2);
    expect([...up.targets(pass.target, pass.task).data]).toEqual([0, 1]);
  });

  it('is a rounding of what a mask lets through, and none without a mask', () => {
    const { pass, up } = oneRow('relu', SOFTMAX2);
    const F = matrix([[1, -2, 3]], 'float64');
    expect(off(up.dropped(F, matrix([[2, 2, 0]])), matrix([[2, -4, 0]], 'float64'))).toEqual(near([2, 4, 0]));
    expect(up.dropped(F, undefined)).toBe(F);
    expect(off(up.activationGradient({ ...pass, masks: [matrix([[2]])] }, 0), textbook.activationGradient({ ...pass, masks: [matrix([[2]])] }, 0))).toEqual(
      near([4 * 2 * Math.abs(pass.dA[0]!.data[0]!)]),
    );
  });

  it('is four of z and of dz for an activation in straight pieces, four of dA more for a curved one', () => {
    const straight = oneRow('relu', SOFTMAX2);
    const [dA] = straight.pass.dA[0]!.data as unknown as [number];
    expect(off(straight.up.activation(straight.pass.layers[0]!, 0).value(straight.pass.Z[0]!), straight.pass.F[0]!)).toEqual(near([4]));
    expect(off(straight.up.activationGradient(straight.pass, 0), straight.pass.dZ[0]!)).toEqual(near([4 * Math.abs(dA)]));

    const curved = oneRow('tanh', SOFTMAX2);
    const [own] = curved.pass.dA[0]!.data as unknown as [number];
    const slope = 1 - Math.tanh(1) ** 2;
    expect(off(curved.up.activation(curved.pass.layers[0]!, 0).value(curved.pass.Z[0]!), curved.pass.F[0]!)).toEqual(near([4 * slope]));
    expect(off(curved.up.activationGradient(curved.pass, 0), curved.pass.dZ[0]!)).toEqual(near([4 * Math.abs(own) * (slope + 1)]));
  });

  it('is four of 1 more, or of z where that is less, for an activation that is z times something that dies away', () => {
    const { pass, up } = oneRow('silu', SOFTMAX2);
    const small = matrix([[0.25, -8]], 'float64');
    const silu = textbook.activation(pass.layers[0]!, 0).value;
    const moved = matrix([[0.25 + 4 * HALF_ULP * 0.25, -8 + 4 * HALF_ULP * 8]], 'float64');
    expect(off(up.activation(pass.layers[0]!, 0).value(small), silu(moved))).toEqual(near([4 * 0.25, 4]));
  });

  it('is eight of p of a sigmoid and twice the largest logit more of a softmax, and nothing where the outputs are the logits', () => {
    const { pass, up } = oneRow('relu', SOFTMAX2); // logits 3 and −1
    expect(off(up.outputs(pass.A.at(-1)!, pass.task), pass.P)).toEqual(near([...pass.P.data].map((p) => p * (8 + 2 * 3))));
    const one = oneRow('relu', SIGMOID);
    expect(off(one.up.outputs(one.pass.A.at(-1)!, one.pass.task), one.pass.P)).toEqual(near([8 * one.pass.P.data[0]!]));
    const linear = oneRow('relu', { kind: 'linear', outputs: 2 });
    expect(linear.up.outputs(linear.pass.A.at(-1)!, linear.pass.task)).toEqual(linear.pass.P);
  });

  it('is (√B + 8) of the loss, and two of a target of 1 and of the largest logit that the loss is a difference of', () => {
    const { pass, up } = oneRow('relu', SOFTMAX2);
    expect((up.loss(pass) - pass.loss) / HALF_ULP).toBeCloseTo(9 * pass.loss + 2 * (1 + 3), 3);
    const weighed = oneRow('relu', SOFTMAX2, { classWeights: { weights: [1, 5], over: 'rows' } });
    expect((weighed.up.loss(weighed.pass) - weighed.pass.loss) / HALF_ULP).toBeCloseTo(9 * weighed.pass.loss + 2 * (1 + 3) * 5, 3);
  });

  it('is √n + 4 of a penalty on n weights, beside the loss', () => {
    const { pass, up } = oneRow('relu', SOFTMAX2, { penalty: { l1: 0, l2: 1, biases: false, in: 'loss', overBatch: false } });
    const penalty = 1 + 1 + 4 + 1;
    expect((up.reported(pass, pass.weights) - pass.loss - penalty) / HALF_ULP).toBeCloseTo(penalty * (Math.sqrt(4) + 4), 3);
  });

  it('is four of ∂L/∂Z', () => {
    const { pass, up } = oneRow('relu', SOFTMAX2);
    expect(off(up.lossGradient(pass), pass.dA.at(-1)!)).toEqual(near([...pass.dA.at(-1)!.data].map((dz) => 4 * Math.abs(dz))));
  });

  it.each(['loss', 'gradient'] as const)('is two of a gradient and two of what a penalty in the %s adds to it', (where) => {
    const { pass, up } = oneRow('relu', SOFTMAX2, { penalty: { l1: 0, l2: 0.5, biases: false, in: where, overBatch: false } });
    const formula = where === 'loss' ? 'penalised' : 'treated';
    const right = textbook[formula](pass, pass.gradients);
    const [W1, b1] = tensorsOf(up[formula](pass, pass.gradients));
    const [g] = pass.gradients[0]!.W.data as unknown as [number];
    expect(off(W1!.values, right[0]!.W)[0]).toBeCloseTo(2 * (Math.abs(g + 1) + 1), 3); // 2·½·w, w = 1
    expect(off(b1!.values, right[0]!.b)[0]).toBeCloseTo(2 * Math.abs(right[0]!.b.data[0]!), 3);
    const other = where === 'loss' ? 'treated' : 'penalised';
    expect(up[other](pass, pass.gradients)).toEqual(pass.gradients);
  });

  it('is √n + 4 of gradients that are cut to a norm, n the numbers of all W', () => {
    const { pass, up } = oneRow('relu', SOFTMAX2, { clip: { globalNorm: 0.01 } });
    const right = textbook.treated(pass, pass.gradients);
    for (const [t, { values }] of tensorsOf(up.treated(pass, pass.gradients)).entries()) {
      const { data } = tensorsOf(right)[t]!.values;
      expect(off(values, tensorsOf(right)[t]!.values)).toEqual(near([...data].map((g) => g * (Math.sqrt(4) + 4))));
    }
  });

  it('is two of what plain descent goes and two of what it reads, and eight of any other optimiser', () => {
    const decay = { rate: 0.25, biases: false };
    const of = (optimiser: TrainingSpec['optimiser']) => {
      const { pass, up } = oneRow('relu', SOFTMAX2, { optimiser, decay });
      const read = mapTensors(pass.gradients, (G) => ({ ...G, data: G.data.map((g) => g + 2 * HALF_ULP * Math.abs(g)) }));
      const W = (formulas: Formulas, given: Pass['gradients']) => formulas.direction(given, newMemory(pass.task), pass).direction[0]!.W;
      return { roundings: off(W(up, pass.gradients), W(textbook, read)), direction: W(textbook, pass.gradients).data };
    };
    const plain = of({ name: 'sgd' });
    expect(plain.roundings).toEqual(near([...plain.direction].map((d) => 2 * (Math.abs(d) + 2 * 0.25))));
    const adam = of({ name: 'adam' });
    expect(adam.roundings).toEqual(near([...adam.direction].map((d) => 8 * (Math.abs(d) + 2 * 0.25))));
  });
});

describe('a step none of whose roundings falls', () => {
  const penalty = { l1: 0.01, l2: 0.02, biases: true, overBatch: false };
  it.each<[string, Partial<HiddenLayer>, Partial<TrainingSpec>, Output]>([
    ['plain', {}, {}, SOFTMAX3],
    ['one output', {}, {}, SIGMOID],
    ['batch normalisation', { normalise: 'batch' }, {}, SOFTMAX3],
    ['layer normalisation', { normalise: 'layer' }, {}, SOFTMAX3],
    ['no bias', { bias: false }, {}, SOFTMAX3],
    ['Adam with all around it', {}, { optimiser: { name: 'adam' }, clip: { globalNorm: 0.1 }, penalty: { ...penalty, in: 'loss' } }, SOFTMAX3],
    ['decay', {}, { optimiser: { name: 'momentum' }, decay: { rate: 0.1, biases: true }, penalty: { ...penalty, in: 'gradient' } }, SOFTMAX3],
  ])('is the textbook’s: %s', (_, hidden, training, output) => {
    const usual = modelOf(4, [5, 3], 'tanh', output);
    const model = { ...usual, hidden: usual.hidden.map((each) => ({ ...each, ...hidden })) };
    const task = taskOf(model, { ...usualTraining(model), ...training });
    const before = { weights: weightsFor(model), memory: newMemory(task) };
    const batch = tinySamples(8, 4, output);
    const right = step(task, before, batch, 0.1);
    const same = step(
      task,
      before,
      batch,
      0.1,
      rounding(() => 0, sumsOf(right.pass)),
    );
    expect(same.loss).toBeCloseTo(right.loss, 14);
    expect(numbers(same.direction)).toEqual(numbers(right.direction).map((value) => expect.closeTo(value, 12)));
    expect(same.after.memory.steps).toBe(1);
    expect(numbers(Object.values(same.after.memory.tensors).flat())).toEqual(
      numbers(Object.values(right.after.memory.tensors).flat()).map((value) => expect.closeTo(value, 12)),
    );
    const running = (of: typeof right) => of.after.memory.running?.flatMap((kept) => (kept ? [...kept.mean.data, ...kept.variance.data] : [])) ?? [];
    expect(running(same)).toEqual(running(right).map((value) => expect.closeTo(value, 12)));
  });
});

function numbers(tensors: Pass['weights']): number[] {
  return tensorsOf(tensors).flatMap(({ values }) => [...values.data]);
}
