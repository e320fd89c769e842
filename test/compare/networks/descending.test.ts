import { describe, expect, it } from 'vitest';
import { localBackend } from '../../../compare/networks/local-backend.ts';
import { PlainNetwork } from '../../../scratch/plain.ts';
import type { Network } from '../../../src/model/network.ts';
import type { TrainingSpec } from '../../../src/model/training-spec.ts';
import { type Dtype, dtypeOf } from '../../../src/numbers/matrix.ts';
import { batchesBetween, type RunPlan } from '../../../src/run/run-plan.ts';
import { modelOf, numbersOf, SOFTMAX3, tinyPlan } from '../../tiny-plan.ts';
import { withMomentum } from '../../with-momentum.ts';
import { gradientOnly } from './gradient-only.ts';

const plan = tinyPlan({ model: modelOf(4, [5, 3], 'tanh', SOFTMAX3), rows: 10, batchSize: 4, epochs: 3 });
const descend = (training: TrainingSpec, dtype: Dtype = 'float64') => localBackend(gradientOnly(dtype), 'mine.ts').create(plan.model, training, plan.initial);

/** Losses, gradients, weights and state after each of the steps. */
async function course(network: Network, from = 1, to = 9): Promise<unknown[]> {
  const seen: unknown[] = [];
  for (const { X, y } of batchesBetween(plan as RunPlan, from, to)) {
    const loss = await network.step(X, y, plan.learningRate);
    seen.push([loss, numbersOf((await network.gradients?.()) ?? []), numbersOf(await network.weights()), await network.state?.()]);
  }
  return seen;
}

describe('a network without a step of its own', () => {
  it.each<Dtype>(['float64', 'float32'])('takes those of the textbook, to the bit: %s', async (dtype) => {
    expect(await course(await descend(plan.training, dtype))).toEqual(await course(new PlainNetwork(plan, plan.initial, dtype)));
  });

  it('takes those of an optimiser with memory, too', () =>
    withMomentum(plan.training, async (training) => {
      const right = await course(new PlainNetwork({ model: plan.model, training }, plan.initial));
      expect(await course(await descend(training))).toEqual(right);
      expect(right).not.toEqual(await course(new PlainNetwork(plan, plan.initial))); // momentum is another way to go
    }));

  it('takes those of gathered gradients, bounds and decay of the update alone', async () => {
    const training: TrainingSpec = { ...plan.training, accumulate: 2, clip: { globalNorm: 0.1 }, decay: { rate: 0.1, biases: false } };
    const right = await course(new PlainNetwork({ model: plan.model, training }, plan.initial));
    expect(await course(await descend(training))).toEqual(right);
    expect(right).not.toEqual(await course(new PlainNetwork(plan, plan.initial)));
  });

  it('goes on from any state as it went on before', () =>
    withMomentum(plan.training, async (training) => {
      const network = await descend(training);
      expect((await network.state!()).tensors['v']?.map(({ b }) => [...b.data])).toEqual([Array(5).fill(0), Array(3).fill(0), Array(3).fill(0)]);
      await course(network, 1, 4);
      const [weights, state] = [await network.weights(), await network.state!()];
      const first = await course(network, 4, 9);
      expect(state.steps).toBe(3);
      await network.setWeights(weights);
      await network.setState!(state);
      expect(await course(network, 4, 9)).toEqual(first);
    }));

  it('is handed its weights in the float type in which it hands them out', async () => {
    const given: string[] = [];
    const backend = localBackend((model, initial, training) => {
      const network = gradientOnly('float32')(model, initial, training) as { setWeights(weights: typeof initial): void };
      return { ...network, setWeights: (weights) => void given.push(dtypeOf(weights[0]!.W)) } as ReturnType<ReturnType<typeof gradientOnly>>;
    });
    const network = await backend.create(plan.model, plan.training, plan.initial);
    await network.step(plan.train.X, plan.train.y, 0.1);
    expect(given).toEqual(['float32']);
  });
});
