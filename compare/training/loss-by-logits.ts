import { batchLoss, outputsAnswered, rowWeights, trainingTargets } from '../../src/model/losses/batch.ts';
import type { Network } from '../../src/model/network.ts';
import { penaltyOf } from '../../src/model/penalty.ts';
import type { Task } from '../../src/model/training-spec.ts';
import { copy } from '../../src/numbers/matrix.ts';
import type { Samples } from '../../src/run/batches.ts';

/** Whether a step goes by what the network predicts of its rows: not where dropout or the statistics of the batch come in. */
export function predictsAsItSteps({ model }: Pick<Task, 'model'>): boolean {
  return !model.hidden.some(({ dropout, normalise }) => dropout || normalise === 'batch');
}

/**
 * The task's own loss of a batch at the weights as they are, penalty included, from what the network predicts: asked before an update
 * it is what a step returns, where the network `predictsAsItSteps`, and stands in where a step returns none.
 */
export async function lossByLogits(network: Network, { model, training }: Task, { X, y }: Samples): Promise<number> {
  const answer = await network.predict(copy(X)); // X may lie in the network's own room, where a prediction leaves nothing as it was
  const P = outputsAnswered(answer, model.output);
  const Y = trainingTargets({ model, training }, y);
  const loss = batchLoss({ model, training }, { Z: answer, P, Y }, rowWeights(training, y));
  return loss + (training.penalty?.in === 'loss' ? penaltyOf(training, await network.weights(), X.rows) : 0);
}
