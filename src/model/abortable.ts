import { breather } from '../host/breathe.ts';
import type { Backend, Network } from './network.ts';
import { replacing } from './replacing.ts';

/**
 * The same networks, none of which answers any more once the signal is aborted: whatever is asked of one throws its reason. Each
 * question lets in, now and then, what waits for this thread, since the signal may be aborted by that.
 */
export function abortable(backend: Backend, signal: AbortSignal | undefined): Backend {
  if (!signal) return backend;
  return replacing(backend, {
    async create(model, training, initial) {
      signal.throwIfAborted();
      return until(signal, await backend.create(model, training, initial));
    },
  });
}

function until(signal: AbortSignal, network: Network): Network {
  const breathe = breather(signal);
  const asked = <A extends unknown[], R>(answer: (...given: A) => R | Promise<R>) => {
    return async (...given: A): Promise<R> => {
      signal.throwIfAborted();
      await breathe();
      return answer.apply(network, given);
    };
  };
  const { step, predict, weights, setWeights, gradients, activations } = network;
  return replacing(network, {
    step: asked(step),
    predict: asked(predict),
    weights: asked(weights),
    setWeights: asked(setWeights),
    ...(gradients && { gradients: asked(gradients) }),
    ...(activations && { activations: asked(activations) }),
  });
}
