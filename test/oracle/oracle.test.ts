import { describe, expect, it } from 'vitest';
import { ScratchNetwork } from '../../scratch/fast/network.ts';
import { createKernels } from '../../scratch/kernels/create.ts';
import { PlainNetwork } from '../../scratch/plain.ts';
import type { Network } from '../../src/model/network.ts';
import type { NamedTensors } from '../../src/model/tensors.ts';
import type { Task } from '../../src/model/training-spec.ts';
import { TfjsNetwork } from '../../tfjs/network.ts';
import { loadRuntime } from '../../tfjs/runtime.ts';
import { runtimeUnderTest } from '../tfjs/runtime-under-test.ts';
import { boundsOf } from './rounding.ts';
import { gaps, traces } from './trace.ts';

/** Float64 rounds to 1.1e-16; ten steps of a few hundred roundings each stay far below this, and any other formula far above. */
const EXACT = 1e-10;

const [naive, blocked] = [await createKernels('naive', 'float64'), await createKernels('blocked', 'float64')];
const networks: Readonly<Record<string, (task: Task, initial: NamedTensors) => PlainNetwork | ScratchNetwork>> = {
  'the plain network': (task, initial) => new PlainNetwork(task, initial),
  'the fast network, naive': (task, initial) => new ScratchNetwork(task, initial, naive),
  'the fast network, blocked': (task, initial) => new ScratchNetwork(task, initial, blocked),
};

const { tf, description } = await loadRuntime(runtimeUnderTest());
const inFloat32: Readonly<Record<string, (task: Task, initial: NamedTensors) => Promise<Network>>> = {
  'the fast network, simd': async (task, initial) => new ScratchNetwork(task, initial, await createKernels('simd', 'float32')),
  [description]: async (task, initial) => new TfjsNetwork(tf, task, initial),
};

describe.each(traces)('as PyTorch has it in float64: $name', ({ task, learningRate, steps }) => {
  it.each(Object.entries(networks))('%s, in loss, gradients, weights and state of every step', (_, make) => {
    const network = make(task, steps[0]!.weights);
    steps.forEach(({ X, y, masks, after }, i) => {
      const loss = network.step(X, y, learningRate, masks);
      const found = {
        loss,
        gradients: network.gradients(),
        weights: network.weights(),
        state: network.state(),
        ...(after.predicted && { predicted: network.predict(X) }),
      };
      expect(found.state.steps).toBe(after.state.steps);
      for (const { label, gap, size } of gaps(found, after)) expect(gap, `step ${i + 1}, ${label}`).toBeLessThanOrEqual(EXACT * size);
    });
  });
});

describe.each(traces)('in float32, from the weights and state that PyTorch has in float64: $name', ({ task, learningRate, steps }) => {
  const bounds = steps.map((traced) => boundsOf(task, traced, learningRate));

  it.each(Object.entries(inFloat32))('%s, every step within its rounding', async (_, make) => {
    const network = await make(task, steps[0]!.weights);
    for (const [i, { X, y, masks, weights, state, after }] of steps.entries()) {
      await network.setWeights(weights);
      await network.setState?.(state);
      const loss = (await network.step(X, y, learningRate, masks)) ?? NaN;
      const gradients = await network.gradients?.();
      const found = { loss, ...(gradients && { gradients }), weights: await network.weights(), state: (await network.state?.()) ?? state };
      expect(found.state.steps).toBe(after.state.steps);
      for (const { label, gap } of gaps(found, after)) expect(gap, `step ${i + 1}, ${label}`).toBeLessThanOrEqual(bounds[i]!.get(label)!);
    }
    await network.dispose?.();
  });
});
