import { Fault } from '../../src/fault.ts';
import type { ModelSpec } from '../../src/model/model-spec.ts';
import type { Network } from '../../src/model/network.ts';
import { checkWeights, type LayerWeights } from '../../src/model/tensors.ts';
import type { Matrix } from '../../src/numbers/matrix.ts';
import type { Probe } from './probe-plan.ts';

/** The weights as they are now: copied at once, should they be views. @throws Fault if they are not the model's */
export async function read(network: Network, model: ModelSpec, question: Probe): Promise<readonly LayerWeights[]> {
  const weights = (await network.weights()).map(copied);
  try {
    checkWeights(model, weights);
  } catch (error) {
    throw new Fault(`weights(), at ${question.title}: ${(error as Error).message}`);
  }
  return weights;
}

export function copied({ W, b }: LayerWeights): LayerWeights {
  return { W: copy(W), b: copy(b) };
}

export function copy(M: Matrix): Matrix {
  return { ...M, data: M.data.slice() };
}
