import { describe, expect, it } from 'vitest';
import type { Formulas } from '../../../scratch/formulas.ts';
import { PlainNetwork } from '../../../scratch/plain.ts';
import { descended, textbook } from '../../../scratch/textbook.ts';
import type { HiddenLayer } from '../../../src/model/model-spec.ts';
import type { Backend } from '../../../src/model/network.ts';
import { OPTIMISERS, type OptimiserSpec } from '../../../src/model/optimisers/optimisers.ts';
import { usualTraining } from '../../../src/model/training-spec.ts';
import { map, scale, sumRows } from '../../../src/numbers/algebra.ts';
import type { RunPlan } from '../../../src/run/run-plan.ts';
import { modelOf, SOFTMAX3, tinyPlan } from '../../tiny-plan.ts';
import { correct, parityOf } from './networks.ts';
import { randomPlan } from './random-plan.ts';

/** In float32, by these formulas. */
const withFormulas = (formulas: Formulas): Backend => ({
  name: 'by formulas',
  description: 'by formulas',
  create: async (model, training, initial) => new PlainNetwork({ model, training }, initial, 'float32', formulas),
});

describe('right networks', () => {
  it.each(Array.from({ length: 20 }, (_, i) => i + 1))('do not differ in training %i of the whole vocabulary', async (seed) => {
    const plan = randomPlan(seed);
    const first = await correct('a', 'simd');
    for (const other of [await correct('b', 'naive'), withFormulas(textbook)])
      expect(['agree', 'unresolved']).toContain((await parityOf(plan, first, other)).verdict);
  });
});

const plan = (layer: Partial<HiddenLayer> = {}, optimiser: OptimiserSpec = { name: 'sgd' }): RunPlan => {
  const usual = modelOf(6, [8, 8], 'relu', SOFTMAX3);
  const model = { ...usual, hidden: usual.hidden.map((each) => ({ ...each, ...layer })) };
  return { ...tinyPlan({ model, rows: 30, batchSize: 8, epochs: 3 }), training: { ...usualTraining(model), optimiser } };
};

/** Another optimiser's way under the same name. */
const by = (optimiser: OptimiserSpec, steps = (taken: number) => taken): Formulas => ({
  ...textbook,
  direction: (gradients, memory, pass) => {
    const task = { ...pass.task, training: { ...pass.task.training, optimiser } };
    const found = textbook.direction(gradients, { ...memory, steps: steps(memory.steps) }, { ...pass, task });
    return { ...found, memory: { ...found.memory, steps: memory.steps } };
  },
});

const twice: Formulas = { ...textbook, lossGradient: (pass) => scale(textbook.lossGradient(pass), 1 / pass.X.rows) };

/** dZ = 1/√(σ² + ε)·(dU − unit·mean(dU ⊙ unit)), as if μ did not depend on Z. */
const withoutMean: Formulas = {
  ...textbook,
  normalisationGradient(pass, l, dN) {
    const right = textbook.normalisationGradient(pass, l, dN);
    const { by } = pass.N[l]!;
    if (!by) return right;
    const { data: γ } = pass.weights[l]!.gamma!;
    const mean = sumRows(map(dN, (d, i) => (d * γ[i % dN.cols]!) / dN.rows)).data;
    return { ...right, dZ: map(right.dZ, (d, i) => d + by.inverse.data[i]! * mean[i % dN.cols]!) };
  },
};

const withoutGamma: Formulas = {
  ...textbook,
  normalisationGradient(pass, l, dN) {
    const { gamma, ...right } = textbook.normalisationGradient(pass, l, dN);
    return { ...right, ...(gamma && { gamma: scale(gamma, 0) }) };
  },
};

const more: Formulas = { ...textbook, updated: ({ weights }, D, η) => descended(weights, D, 1.01 * η) };
const halved: Formulas = { ...textbook, dropped: (F, mask) => (mask ? scale(textbook.dropped(F, mask), 0.5) : F) };
const late = 1e6; // 1 − βᵗ is 1
const rmsprop = (inside: number): OptimiserSpec => ({ name: 'rmsprop', hyper: { epsilon: 1e-4, inside } });

const mistakes: readonly (readonly [name: string, plan: RunPlan, formulas: Formulas])[] = [
  ...OPTIMISERS.map(({ name }) => [`a learning rate of 1 % more, ${name}`, plan({}, { name }), more] as const),
  ['a gradient averaged twice, sgd', plan(), twice],
  ['a gradient averaged twice, momentum', plan({}, { name: 'momentum' }), twice],
  ['β₁ = 0.8 for 0.9', plan({}, { name: 'adam' }), by({ name: 'adam', hyper: { beta1: 0.8 } })],
  ['β₂ = 0.99 for 0.999', plan({}, { name: 'adam' }), by({ name: 'adam', hyper: { beta2: 0.99 } })],
  ['ε inside the root', plan({}, rmsprop(0)), by(rmsprop(1))],
  ['no correction of Adam’s means', plan({}, { name: 'adam' }), by({ name: 'adam' }, () => late)],
  ['a mask of dropout scaled by half', plan({ dropout: 0.5 }), halved],
  ['a batch normalisation whose mean has no gradient', plan({ normalise: 'batch' }), withoutMean],
  ['a batch normalisation whose mean has no gradient, Adam', plan({ normalise: 'batch' }, { name: 'adam' }), withoutMean],
  ['a γ that is never learnt', plan({ normalise: 'layer' }), withoutGamma],
];

describe('a network with a mistake', () => {
  it.each(mistakes)('is seen to differ: %s', async (_, plan, formulas) => {
    expect((await parityOf(plan, await correct('right'), withFormulas(formulas))).verdict).toBe('differ');
  });

  it.each(mistakes)('and the same training without it agrees: %s', async (_, plan) => {
    expect((await parityOf(plan, await correct('right'), withFormulas(textbook))).verdict).toBe('agree');
  });
});
