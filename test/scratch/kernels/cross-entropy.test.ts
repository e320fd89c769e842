import { describe, expect, it } from 'vitest';
import { lossAndGradient } from '../../../scratch/fast/losses.ts';
import { taskOf } from '../../../src/model/training-spec.ts';
import { zeros } from '../../../src/numbers/matrix.ts';
import { stream } from '../../../src/numbers/random.ts';
import { everyKernel, matrixOf } from './every-kernel.ts';

const sizes = [0, 1, 1e-3, 30, 700, 1e5];
const random = stream(1, 'cross-entropy');
const normal = (rows: number, cols: number, size: number) => Array.from({ length: rows }, () => Array.from({ length: cols }, () => size * random.normal()));

/** Rows of either number, odd and even, and what lies at the ends. */
const cases: readonly (readonly [says: string, rows: number[][]])[] = [
  ...[
    [1, 1],
    [1, 2],
    [2, 3],
    [7, 2],
    [64, 10],
    [129, 11],
  ].flatMap(([rows, cols]) => sizes.map((size) => [`${rows} × ${cols} of size ${size}`, normal(rows!, cols!, size)] as const)),
  ['probabilities near the smallest number', [...Array(90).keys()].map((i) => [0, -700 - i / 1.7])],
  ['gradients about 2⁻¹⁰⁰', [...Array(40).keys()].map((i) => [0, -68 - i / 20, -200])],
  ['infinities and NaN', [[0, -Infinity], [Infinity, 0], [-Infinity, -Infinity], [NaN, 0], [0, 0], [0, NaN], [-0, 0]]], // biome-ignore format: rows
];

describe.each(everyKernel.filter(({ create }) => create().softmaxCrossEntropy))('$label', ({ dtype, create }) => {
  it.each(cases)('has the bits of the definition in JavaScript: %s', (_, rows) => {
    const kernels = create();
    const [Z, dZ] = [matrixOf(kernels, rows), matrixOf(kernels, rows)];
    const y = Uint32Array.from(rows, (row, r) => (r * 7) % row.length);
    const expected = zeros(Z.rows, Z.cols, dtype);
    const loss = lossAndGradient(taskOf({ inputs: 1, hidden: [], output: { kind: 'softmax', classes: Z.cols } }))(Z, y, expected);
    expect(kernels.softmaxCrossEntropy?.(Z, y, dZ)).toBe(loss);
    expect([...dZ.data]).toEqual([...expected.data]);
  });

  it('keeps to the rows that it is given, of a first batch and of a larger one', () => {
    const kernels = create();
    const [Z, dZ] = [kernels.matrix(40, 3), kernels.matrix(40, 3)];
    for (const rows of [3, 40, 5]) {
      dZ.data.fill(7);
      const loss = kernels.softmaxCrossEntropy?.({ ...Z, rows }, new Uint32Array(rows), { ...dZ, rows });
      expect(loss).toBeCloseTo(Math.log(3), 14);
      expect(dZ.data.slice(0, 3 * rows).every((d) => d < 1)).toBe(true);
      expect(dZ.data.slice(3 * rows).every((d) => d === 7)).toBe(true);
    }
    expect(Z.data.every((z) => z === 0)).toBe(true);
  });
});

it('is a pass of the simd kernels', () => {
  expect(everyKernel.filter(({ create }) => create().softmaxCrossEntropy).map(({ label }) => label)).toEqual(
    everyKernel.map(({ label }) => label).filter((label) => label.includes('simd')),
  );
});
