import { expect, it, vi } from 'vitest';
import { scratchBackend } from '../../scratch/backend.ts';
import { WebAssembly } from '../../scratch/kernels/simd/webassembly.ts';
import { Fault } from '../../src/fault.ts';

it('says what does the arithmetic', async () => {
  expect(await scratchBackend({ kernel: 'naive', dtype: 'float64' })).toMatchObject({ name: 'scratch', description: 'hand-written, naive kernels, float64' });
  expect((await scratchBackend({ kernel: 'auto', dtype: 'float64' })).description).toMatch(/^hand-written, simd kernels \((?:128|256)-bit\), float64$/);
});

it('calls kernels that this engine does not run a fault of the option', async () => {
  vi.spyOn(WebAssembly, 'validate').mockReturnValue(false);
  await expect(scratchBackend({ kernel: 'simd', dtype: 'float64' })).rejects.toThrow(
    new Fault("--kernel simd: This JavaScript engine has no WebAssembly SIMD; choose the 'blocked' kernels or 'auto'."),
  );
  vi.restoreAllMocks();
});
