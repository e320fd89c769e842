import { expect, it } from 'vitest';
import { scratchBackend } from '../../scratch/backend.ts';
import { Fault } from '../../src/fault.ts';

it('says what does the arithmetic', async () => {
  expect(await scratchBackend({ kernel: 'naive', dtype: 'float64' })).toMatchObject({ name: 'scratch', description: 'hand-written, naive kernels, float64' });
  expect(await scratchBackend({ kernel: 'auto', dtype: 'float64' })).toMatchObject({ description: 'hand-written, blocked kernels, float64' });
});

it('calls kernels that cannot compute in that float type a fault of the option', async () => {
  await expect(scratchBackend({ kernel: 'simd', dtype: 'float64' })).rejects.toThrow(
    new Fault("--kernel simd: The 'simd' kernels compute in float32 only; for float64 choose 'blocked' or 'auto'."),
  );
});
