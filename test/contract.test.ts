import { scratchBackend } from '../scratch/backend.ts';
import { tfjsBackend } from '../tfjs/backend.ts';
import { describeContract } from './contract.ts';
import { runtimeUnderTest } from './tfjs/runtime-under-test.ts';

describeContract('scratch, naive, float32', () => scratchBackend({ dtype: 'float32', kernel: 'naive' }));
describeContract('scratch, naive, float64', () => scratchBackend({ dtype: 'float64', kernel: 'naive' }));
describeContract('scratch, blocked, float32', () => scratchBackend({ dtype: 'float32', kernel: 'blocked' }));
describeContract('scratch, blocked, float64', () => scratchBackend({ dtype: 'float64', kernel: 'blocked' }));
describeContract('scratch, the fastest kernels', () => scratchBackend({ dtype: 'float32', kernel: 'auto' }));
for (const runtime of new Set([runtimeUnderTest(), 'cpu', 'wasm'] as const)) {
  describeContract(`tfjs, ${runtime}`, () => tfjsBackend({ runtime }));
}
