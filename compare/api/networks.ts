import { Fault, quoted } from '../../src/fault.ts';
import type { Backend } from '../../src/model/network.ts';
import type { Matrix } from '../../src/numbers/matrix.ts';
import type { NetworkMaker } from '../networks/define-network.ts';
import { localBackend } from '../networks/local-backend.ts';

/** A function that makes a network, as `defineNetwork` takes it: it learns classes, or values. */
export type AnyNetworkMaker = NetworkMaker<Uint32Array> | NetworkMaker<Matrix>;

/**
 * A network by its name ('scratch', 'tfjs', 'document'), a file or a command ('./mine.ts', 'mine.py', 'python3 mine.py'), each run
 * in a thread or a process of its own; or one that is at hand: a function that makes it, or what stands behind the seam, run on this thread.
 */
export type NetworkGiven = string | AnyNetworkMaker | Backend;

/** What stands behind the seam; a function is called by its own name. */
export function backendAtHand(network: AnyNetworkMaker | Backend, otherwise = 'mine'): Backend {
  return typeof network === 'function' ? localBackend(network as NetworkMaker<Uint32Array>, network.name || otherwise) : network;
}

/** The names of all, and by these those that are at hand. @throws Fault where two have the same name */
export function namedNetworks(networks: readonly NetworkGiven[]): { readonly names: readonly string[]; readonly atHand: ReadonlyMap<string, Backend> } {
  const atHand = new Map<string, Backend>();
  const names = networks.map((network, n) => {
    if (typeof network === 'string') return network;
    const backend = backendAtHand(network, `network ${n + 1}`);
    atHand.set(backend.name, backend);
    return backend.name;
  });
  const twice = names.find((name, n) => names.indexOf(name) !== n);
  if (twice !== undefined) throw new Fault(`networks: two are called ${quoted(twice)}. localBackend(make, name) gives one another name.`);
  return { names, atHand };
}
