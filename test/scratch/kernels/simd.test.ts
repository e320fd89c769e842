import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createKernels } from '../../../scratch/kernels/create.ts';
import { bestVariant } from '../../../scratch/kernels/simd/choice.ts';
import { compile } from '../../../scratch/kernels/simd/compile.ts';
import { type Variant, variants, wasmFile } from '../../../scratch/kernels/simd/engine.ts';
import { createSimd } from '../../../scratch/kernels/simd/simd.ts';
import { WebAssembly } from '../../../scratch/kernels/simd/webassembly.ts';
import { descend, normalMatrix } from './every-kernel.ts';

describe('the memory', () => {
  it('keeps earlier matrices alive and in use when it grows', () => {
    const kernels = createSimd('plain');
    const P = normalMatrix(kernels, 10, 10, 1);
    const expected = Float32Array.from(P.data, (value) => value - 1);
    const G = kernels.matrix(1000, 1000); // 4 MB: far beyond the first page
    G.data.fill(1);
    descend(kernels, P, { ...G, rows: 10, cols: 10 }, 1);
    expect(P.data.length).toBe(100);
    expect([...P.data]).toEqual([...expected]);
  });

  it('has room for the deepest product of matrices made after the first', () => {
    const kernels = createSimd('plain');
    const small = kernels.matrix(2, 2);
    const [X, W, Y] = [kernels.matrix(3, 5000), kernels.matrix(5000, 3), kernels.matrix(3, 3)];
    X.data.fill(1);
    W.data.fill(1);
    kernels.affine(X, W, kernels.matrix(1, 3), false, Y);
    expect([...Y.data]).toEqual(Array(9).fill(5000));
    expect([...X.data, ...W.data].every((value) => value === 1)).toBe(true);
    expect([...small.data]).toEqual([0, 0, 0, 0]);
  });

  it('says so when it is full', () => {
    const tooLarge = () => createSimd('plain').matrix(2 ** 15, 2 ** 15);
    expect(tooLarge).toThrow(/hold [12] MiB and could not get 409[67] MiB more \(4096 MiB is the most.*Is the batch or a layer too large/);
  });
});

describe.each(['float32', 'float64'] as const)('the wide variant in %s', (dtype) => {
  it.each([
    [1, 1, 1],
    [3, 5, 7],
    [4, 8, 16],
    [5, 20, 17],
    [64, 784, 64],
    [6, 33, 31],
    [5, 512, 9],
  ])('gives the bits of the relaxed one: %i rows, %i inputs, %i outputs', (rows, inputs, outputs) => {
    const bits = (variant: Variant) => {
      const kernels = createSimd(variant, dtype);
      const [X, W, b] = [normalMatrix(kernels, rows, inputs, 1), normalMatrix(kernels, inputs, outputs, 2), normalMatrix(kernels, 1, outputs, 3)];
      const [Y, dW, dX] = [kernels.matrix(rows, outputs), kernels.matrix(inputs, outputs), kernels.matrix(rows, inputs)];
      kernels.affine(X, W, b, true, Y);
      kernels.weightGradient(X, Y, dW);
      kernels.inputGradient(Y, W, dX);
      return [Y, dW, dX].map(({ data }) => [...data]);
    };
    expect(bits('wide')).toEqual(bits('relaxed'));
  });
});

describe('the choice of kernels', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });
  const only = (accepted: readonly Variant[]) => {
    const bytes = accepted.map((variant) => readFileSync(wasmFile(variant)));
    vi.spyOn(WebAssembly, 'validate').mockImplementation((module) => bytes.some((known) => known.equals(module)));
  };

  it('takes a variant with fused multiply-adds where the engine has them, the plain one else', () => {
    expect(['relaxed', 'wide']).toContain(bestVariant()); // every Node that we run on has it
    only(['plain']);
    expect(bestVariant()).toBe('plain');
  });

  it('is simd for either float type', async () => {
    expect((await createKernels('auto', 'float32')).name).toBe('simd');
    expect((await createKernels('auto', 'float64')).name).toBe('simd');
  });

  it('falls back on blocked where the engine has no SIMD, and says so to whoever asked for it', async () => {
    only([]);
    expect((await createKernels('auto', 'float32')).name).toBe('blocked');
    await expect(createKernels('simd', 'float32')).rejects.toThrow("This JavaScript engine has no WebAssembly SIMD; choose the 'blocked' kernels or 'auto'.");
  });

  it('is what was asked for, in either float type', async () => {
    for (const name of ['naive', 'blocked', 'simd'] as const) {
      for (const dtype of ['float32', 'float64'] as const) expect((await createKernels(name, dtype)).name).toBe(name);
    }
  });
});

describe('what ships', () => {
  const files = variants.flatMap((variant) => (['float32', 'float64'] as const).map((dtype) => [variant, dtype] as const));

  it.each(files)('the %s module for %s is byte for byte what the source builds', { timeout: 60_000 }, async (variant, dtype) => {
    expect(Buffer.from(await compile(variant, dtype)).equals(readFileSync(wasmFile(variant, dtype)))).toBe(true);
  });

  it.each(files)('the %s module for %s multiplies and adds in one instruction unless it is plain', (variant, dtype) => {
    const relaxedMadd = Buffer.from([0xfd, dtype === 'float32' ? 0x85 : 0x87, 0x02]); // 0xfd, then 0x105 for f32x4, 0x107 for f64x2 as LEB128
    expect(readFileSync(wasmFile(variant, dtype)).includes(relaxedMadd)).toBe(variant !== 'plain');
  });
});
