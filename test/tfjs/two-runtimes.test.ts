import { expect, it } from 'vitest';
import type { Backend } from '../../src/model/network.ts';
import { withNetwork } from '../../src/model/with-network.ts';
import { tfjsBackend } from '../../tfjs/backend.ts';
import { modelOf, numbersOf, SOFTMAX3, tinyPlan } from '../tiny-plan.ts';

const plan = tinyPlan({ model: modelOf(40, [30], 'tanh', SOFTMAX3), rows: 32 });

/** The weights after some steps, each with its turn of the event loop. */
function trained(backend: Backend): Promise<number[][]> {
  return withNetwork(backend, plan, async (network) => {
    for (let step = 0; step < 8; step++) await network.step(plan.train.X, plan.train.y, 0.5);
    return numbersOf(await network.weights());
  });
}

it('networks on two runtimes, side by side in one thread, take the steps that each takes alone', async () => {
  const loading = tfjsBackend({ runtime: 'cpu' }).then(async (cpu) => ({ cpu, during: await trained(cpu) })); // while the other is loaded
  const [{ cpu, during }, wasm] = await Promise.all([loading, tfjsBackend({ runtime: 'wasm' })]);
  const alone = { cpu: await trained(cpu), wasm: await trained(wasm) };
  expect(alone.cpu).not.toEqual(alone.wasm); // their sums round differently, so that which one computed can be told
  const [onCpu, onWasm] = await Promise.all([trained(cpu), trained(wasm)]);
  expect(during).toEqual(alone.cpu);
  expect(onCpu).toEqual(alone.cpu);
  expect(onWasm).toEqual(alone.wasm);
});
