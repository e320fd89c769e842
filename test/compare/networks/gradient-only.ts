import type { NetworkMaker } from '../../../compare/networks/define-network.ts';
import { backward, forward } from '../../../scratch/plain.ts';
import { copyWeights } from '../../../src/model/tensors.ts';
import type { Dtype } from '../../../src/numbers/matrix.ts';

/** A reader's network without a step, made of the textbook: it has its gradients and no update. */
export function gradientOnly(dtype: Dtype): NetworkMaker {
  return (model, initial, training) => {
    const task = { model, training };
    let weights = copyWeights(initial, dtype);
    return {
      lossAndGradients: (X, y) => backward(task, { weights }, { X, y }),
      predict: (X) => forward(task, weights, X).A.at(-1)!,
      weights: () => copyWeights(weights),
      setWeights: (given) => {
        weights = copyWeights(given, dtype);
      },
    };
  };
}
