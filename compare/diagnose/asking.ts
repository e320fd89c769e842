import { Fault } from '../../src/fault.ts';
import type { ModelSpec } from '../../src/model/model-spec.ts';
import type { Network } from '../../src/model/network.ts';
import { checkWeights, type LayerWeights } from '../../src/model/tensors.ts';
import type { Matrix } from '../../src/numbers/matrix.ts';
import type { Observation, Quantity } from './observation.ts';
import type { Probe } from './probe-plan.ts';

/** What a probe yields, in the order in which the network was asked: tensors, and the weights after each step. */
export type Answer = Observation | { readonly after: readonly LayerWeights[] };

/** A network that can be put where another one stands, keeping its own memory. */
export interface Resumable extends Network {
  resume?(weights: readonly LayerWeights[]): void;
}

export function seen(probe: Probe, step: number, quantity: Quantity, tensor: string, values: Matrix, floor = 0): Observation {
  const layer = Number(tensor.replace(/^\D+/, '')) || 0;
  return { probe, step, quantity, tensor, layer, values, floor };
}

export function copied({ W, b }: LayerWeights): LayerWeights {
  return { W: { ...W, data: W.data.slice() }, b: { ...b, data: b.data.slice() } };
}

/** The weights as they are now: copied at once, should they be views. */
export async function read(network: Resumable, model: ModelSpec, question: Probe): Promise<readonly LayerWeights[]> {
  if (network.resume && question.id !== 'handover') return network.weights(); // ours: the right shapes, and nobody writes into them
  const weights = (await network.weights()).map(copied);
  try {
    checkWeights(model, weights);
  } catch (error) {
    throw new Fault(`weights(), at ${question.title}: ${(error as Error).message}`);
  }
  return weights;
}

export function copy(M: Matrix): Matrix {
  return { ...M, data: M.data.slice() };
}
