import type { ModelSpec } from './model-spec.ts';
import type { Backend, LayerWeights, Network } from './network.ts';

/** Makes a network, hands it to `use` and disposes of it, whatever happens meanwhile. */
export async function withNetwork<T>(
  backend: Backend, { model, initial }: { readonly model: ModelSpec; readonly initial: readonly LayerWeights[] }, use: (network: Network) => Promise<T>,
): Promise<T> {
  const network = await backend.create(model, initial);
  try {
    return await use(network);
  } finally {
    await network.dispose?.();
  }
}
