import { scratchBackend } from '../scratch/backend.ts';
import { PlainNetwork } from '../scratch/plain.ts';
import type { Backend } from '../src/model/network.ts';
import { tfjsBackend } from '../tfjs/backend.ts';
import { describeContract } from './contract.ts';
import { runtimeUnderTest } from './tfjs/runtime-under-test.ts';

const has = ['gradients', 'state'] as const;
for (const dtype of ['float32', 'float64'] as const) {
  const create: Backend['create'] = async (model, training, initial) => new PlainNetwork({ model, training }, initial, dtype);
  describeContract(`the textbook, ${dtype}`, async () => ({ name: 'plain', description: dtype, create }), { has: ['gradients', 'activations', 'state'] });
}
describeContract('scratch, naive, float32', () => scratchBackend({ dtype: 'float32', kernel: 'naive' }), { has });
describeContract('scratch, naive, float64', () => scratchBackend({ dtype: 'float64', kernel: 'naive' }), { has });
describeContract('scratch, blocked, float32', () => scratchBackend({ dtype: 'float32', kernel: 'blocked' }), { has });
describeContract('scratch, blocked, float64', () => scratchBackend({ dtype: 'float64', kernel: 'blocked' }), { has });
describeContract('scratch, the fastest kernels', () => scratchBackend({ dtype: 'float32', kernel: 'auto' }), { has });
for (const runtime of new Set([runtimeUnderTest(), 'cpu', 'wasm'] as const)) {
  describeContract(`tfjs, ${runtime}`, () => tfjsBackend({ runtime }), { has: ['state'] });
}
