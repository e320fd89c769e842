import type { Backend, Network } from './network.ts';
import type { NamedTensors } from './tensors.ts';
import type { Task } from './training-spec.ts';

/** Makes a network, hands it to `use` and disposes of it, whatever happens meanwhile. */
export async function withNetwork<T>(
  backend: Backend,
  { model, training, initial }: Task & { readonly initial: NamedTensors },
  use: (network: Network) => Promise<T>,
): Promise<T> {
  const network = await backend.create(model, training, initial);
  try {
    return await use(network);
  } finally {
    await network.dispose?.();
  }
}
