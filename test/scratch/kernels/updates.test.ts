import { describe, expect, it } from 'vitest';
import { updateByRecord } from '../../../scratch/kernels/by-record.ts';
import type { Kernels, Updated } from '../../../scratch/kernels/kernels.ts';
import { createNaive } from '../../../scratch/kernels/naive.ts';
import { variants } from '../../../scratch/kernels/simd/engine.ts';
import { createSimd } from '../../../scratch/kernels/simd/simd.ts';
import { type Hyper, OPTIMISERS, type OptimiserSpec, optimiserOf } from '../../../src/model/optimisers/optimisers.ts';
import { everyKernel, normalMatrix } from './every-kernel.ts';

const paces = {
  'nothing else': { decay: 0, l1: 0, l2: 0 },
  'decoupled decay': { decay: 0.1, l1: 0, l2: 0 },
  'a penalty in the gradient': { decay: 0, l1: 0.01, l2: 0.05 },
};

/** P of either sign and ±0, and gradients of very different sizes, of the sign of P: with a penalty, too, nothing cancels. */
function parameterOf(kernels: Kernels, remembers: readonly string[]): Updated {
  const [values, gradient] = [normalMatrix(kernels, 7, 9, 1), normalMatrix(kernels, 7, 9, 2)];
  values.data.set([0, -0, 1, -1]);
  for (let i = 0; i < gradient.data.length; i++) gradient.data[i] = Math.abs(gradient.data[i]!) * 10 ** -(i % 6) * (Math.sign(values.data[i]!) || 1);
  return { values, gradient, remembered: Object.fromEntries(remembers.map((key) => [key, kernels.matrix(7, 9)])) };
}

/** Hyper-parameters that are 0 as usual, and so would not be missed. */
const unusual: { readonly [name in OptimiserSpec['name']]?: Hyper } = { momentum: { dampening: 0.3 }, rmsprop: { momentum: 0.5 } };

const cases = OPTIMISERS.flatMap(({ name }) => Object.keys(paces).map((beside) => [name, beside as keyof typeof paces] as const));

describe.each(everyKernel)('$label', ({ dtype, create }) => {
  const unit = dtype === 'float32' ? 2 ** -24 : 2 ** -53;

  /**
   * In each of five steps w is rounded once, and what is taken off it is right within some 16 roundings, five steps of which
   * are remembered; hyper-parameters such as β₂ are rounded besides.
   */
  it.each(cases)('%s with %s takes five steps as the record does in float64', (name, beside) => {
    const { record, hyperAt } = optimiserOf({ name, hyper: unusual[name] ?? {} });
    const naive = createNaive('float64');
    const kernels = create();
    const [expected, found] = [parameterOf(naive, record.remembers), parameterOf(kernels, record.remembers)];
    const [exact, update] = [updateByRecord(name), kernels.update(name)];
    const learningRate = 0.01;
    for (let t = 1; t <= 5; t++) {
      const pace = { ...paces[beside], learningRate, hyper: hyperAt(t) };
      const before = Float64Array.from(expected.values.data);
      exact(expected, pace);
      update(found, pace);
      expected.values.data.forEach((w, i) => {
        const bound = 5 * unit * (Math.abs(w) + 16 * Math.abs(before[i]! - w) + 16 * learningRate * Math.abs(paces[beside].decay * w));
        expect(Math.abs(found.values.data[i]! - w), `step ${t}, w[${i}]`).toBeLessThanOrEqual(bound);
      });
    }
    for (const key of record.remembers) {
      expected.remembered[key]!.data.forEach((value, i) => {
        expect(Math.abs(found.remembered[key]!.data[i]! - value), `${key}[${i}]`).toBeLessThanOrEqual(5 * 16 * unit * Math.abs(value));
      });
    }
  });

  it.each(OPTIMISERS.map(({ name }) => name))('%s leaves the gradient, and what lies behind, as they are', (name) => {
    const { record, hyperAt } = optimiserOf({ name });
    const kernels = create();
    const parameter = parameterOf(kernels, record.remembers);
    const after = kernels.matrix(1, 16);
    const before = [...parameter.gradient.data];
    kernels.update(name)(parameter, { ...paces['a penalty in the gradient'], learningRate: 0.1, hyper: hyperAt(1) });
    expect([...parameter.gradient.data]).toEqual(before);
    expect(after.data.every((value) => value === 0)).toBe(true);
  });

  it('keeps an infinite weight infinite where there is neither decay nor penalty', () => {
    for (const { name } of OPTIMISERS) {
      const { record, hyperAt } = optimiserOf({ name });
      const kernels = create();
      const parameter = parameterOf(kernels, record.remembers);
      parameter.values.data.fill(Infinity);
      kernels.update(name)(parameter, { ...paces['nothing else'], learningRate: 0.1, hyper: hyperAt(1) });
      expect(
        parameter.values.data.every((w) => w === Infinity),
        name,
      ).toBe(true);
    }
  });
});

describe.each(variants)('%s simd', (variant) => {
  it.each(['momentum', 'nesterov', 'adam', 'adam-hat'] as const)('%s forgets what has shrunk to below 2⁻¹²⁶, where every operation costs much time', (name) => {
    const { record, hyperAt } = optimiserOf({ name });
    const kernels = createSimd(variant);
    const parameter = parameterOf(kernels, record.remembers);
    parameter.gradient.data.fill(0);
    for (const { data } of Object.values(parameter.remembered)) data.set([2 ** -126, 2 ** -120, NaN]);
    kernels.update(name)(parameter, { ...paces['nothing else'], learningRate: 0.1, hyper: hyperAt(1) });
    for (const { data } of Object.values(parameter.remembered)) {
      expect(data[0]).toBe(0);
      expect(data[1]).toBeGreaterThan(2 ** -121);
      expect(data[2]).toBeNaN();
    }
  });
});
