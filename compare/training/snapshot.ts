import type { Network, State } from '../../src/model/network.ts';
import { copyEach, copyWeights, type NamedTensors } from '../../src/model/tensors.ts';
import { copy, type Dtype } from '../../src/numbers/matrix.ts';

/** All that a network is between two steps; without a state where it tells none. */
export interface Snapshot {
  readonly weights: NamedTensors;
  readonly state?: State;
}

export async function snapshotOf(network: Network): Promise<Snapshot> {
  const weights = await network.weights();
  const state = await network.state?.();
  return state ? { weights, state } : { weights };
}

/** Copies, rounded to `dtype`. */
export function rounded({ weights, state }: Snapshot, dtype: Dtype): Snapshot {
  return { weights: copyWeights(weights, dtype), ...(state && { state: roundedState(state, dtype) }) };
}

function roundedState({ steps, tensors, running }: State, dtype: Dtype): State {
  const copied = running?.map((each) => each && { mean: copy(each.mean, dtype), variance: copy(each.variance, dtype) });
  return { steps, tensors: copyEach(tensors, dtype), ...(copied && { running: copied }) };
}

/**
 * Sets a network to where this or another one stood. What it remembers under a name that the other does not have stays as
 * it is; the state of a network that takes none does, too.
 */
export async function returnTo({ weights, state }: Snapshot, network: Network): Promise<void> {
  await network.setWeights(weights);
  if (!state || !network.state || !network.setState) return;
  const own = await network.state();
  await network.setState({ ...state, tensors: { ...own.tensors, ...state.tensors } });
}
