import { checkSteps } from '../../../compare/parity/check-steps.ts';
import { checkParity, type Parity, type Trained } from '../../../compare/parity/parity.ts';
import { train } from '../../../compare/training/train.ts';
import { scratchBackend } from '../../../scratch/backend.ts';
import type { KernelName } from '../../../scratch/kernels/kernels.ts';
import type { Backend, Network } from '../../../src/model/network.ts';
import { usualTraining } from '../../../src/model/training-spec.ts';
import type { RunPlan } from '../../../src/run/run-plan.ts';

/** The hand-written network under a name of its own: by other kernels it sums in another order, and is as right. */
export async function correct(name: string, kernel: KernelName = 'blocked'): Promise<Backend> {
  return { ...(await scratchBackend({ dtype: 'float32', kernel })), name };
}

/** A network with a mistake: some of its methods replaced. */
export function planted(inner: Backend, mistake: (network: Network) => Partial<Network>): Backend {
  return {
    ...inner,
    async create(model, _training, initial) {
      const network = await inner.create(model, usualTraining(model), initial);
      const right: Network = {
        step: (X, y, rate) => network.step(X, y, rate),
        predict: (X) => network.predict(X),
        weights: () => network.weights(),
        setWeights: (weights) => network.setWeights(weights),
        dispose: () => network.dispose?.(),
      };
      return { ...right, ...mistake(right) };
    },
  };
}

export async function trained(plan: RunPlan, backend: Backend): Promise<Trained> {
  return { backend, training: await train(plan, backend, { snapshotSteps: new Set(checkSteps(plan)) }) };
}

/** Trains both, then holds the second against the first. */
export async function parityOf(plan: RunPlan, first: Backend, second: Backend): Promise<Parity> {
  return checkParity(plan, await trained(plan, first), await trained(plan, second));
}
