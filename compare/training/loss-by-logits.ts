import type { Network } from '../../src/model/network.ts';
import type { Task } from '../../src/model/training-spec.ts';
import { copy } from '../../src/numbers/matrix.ts';
import type { Samples } from '../../src/run/batches.ts';
import { meanLoss } from '../../src/run/metrics.ts';

/**
 * The loss of a batch at the weights as they are, from what the network predicts: asked before an update it is what a step
 * returns, and stands in where a step returns none.
 */
export async function lossByLogits(network: Network, { model }: Pick<Task, 'model'>, { X, y }: Samples): Promise<number> {
  return meanLoss(await network.predict(copy(X)), y, model.output); // X may lie in the network's own room, where a prediction leaves nothing as it was
}
