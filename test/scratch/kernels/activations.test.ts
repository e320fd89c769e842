import { describe, expect, it } from 'vitest';
import { KINDS } from '../../../scratch/kernels/simd/activations.ts';
import { ACTIVATIONS, activationOf } from '../../../src/model/activations/activations.ts';
import type { Matrix } from '../../../src/numbers/matrix.ts';
import { everyKernel, matrixOf, normalMatrix } from './every-kernel.ts';

const words = [...ACTIVATIONS.map(({ name }) => name), 'leaky-relu(0.2)', 'elu(0.5)'];

/** From −12 to 12, and what lies at the ends; 2 more than vectors of four can hold. */
const points = [...Array.from({ length: 4 * 240 + 1 }, (_, i) => Math.fround((i - 480) / 40)), -0, 1e-30, -1e-30, 100, -100];

/**
 * Units of rounding, 2⁻²⁴ in float32, of max(|z|, 1) that f and f' may be off by: inner steps of each kind, some of which
 * are steep in z (GELU's e^(−z²/2), whose exponent is rounded, times z²), round some ten times.
 */
const ROUNDINGS = 16;

describe.each(everyKernel)('$label', ({ dtype, create }) => {
  const unit = dtype === 'float32' ? 2 ** -24 : 2 ** -53;

  it.each(words)('applies %s, and its slope, as the record has it', (written) => {
    const { f, slope } = activationOf(written);
    const kernels = create();
    const pass = kernels.activation(written);
    const [Z, A, dA] = [matrixOf(kernels, [points]), matrixOf(kernels, [points]), normalMatrix(kernels, 1, points.length, 1)];
    const before = Float64Array.from(dA.data);
    pass.apply(A);
    pass.gradient(A, dA, pass.keepsZ ? Z : undefined);
    points.forEach((z, i) => {
      const bound = ROUNDINGS * unit * Math.max(1, Math.abs(z));
      expect(Math.abs(A.data[i]! - f(z)), `f(${z})`).toBeLessThanOrEqual(bound);
      expect(Math.abs(dA.data[i]! - before[i]! * slope(z, f(z))), `f'(${z})`).toBeLessThanOrEqual(bound * Math.abs(before[i]!));
    });
  });

  it.each(words)('hands a NaN on: %s', (written) => {
    const kernels = create();
    const A = matrixOf(kernels, [Array.from({ length: 11 }, (_, i) => (i % 2 ? NaN : 0.5))]);
    kernels.activation(written).apply(A);
    expect([...A.data].map(Number.isNaN)).toEqual(Array.from({ length: 11 }, (_, i) => i % 2 === 1));
  });

  it.each(words)('leaves the rows past the ones given as they are: %s', (written) => {
    const kernels = create();
    const [A, dA] = [kernels.matrix(5, 3), kernels.matrix(5, 3)];
    for (const M of [A, dA]) M.data.fill(7);
    const first = (M: Matrix): Matrix => ({ ...M, rows: 3 });
    const pass = kernels.activation(written);
    pass.apply(first(A));
    pass.gradient(first(A), first(dA), first(A));
    for (const M of [A, dA]) expect([...M.data.subarray(9)]).toEqual(Array(6).fill(7));
  });
});

it('has a pass of four numbers for activations of the vocabulary, and for the bare exponential', () => {
  expect(KINDS.filter((kind) => !ACTIVATIONS.some(({ name }) => name === kind))).toEqual(['exp']);
});
