import { Fault, quoted } from '../../src/fault.ts';
import type { Backend } from '../../src/model/network.ts';
import type { Matrix } from '../../src/numbers/matrix.ts';
import type { NetworkMaker } from '../networks/define-network.ts';
import { isClass } from '../networks/is-class.ts';
import { localBackend } from '../networks/local-backend.ts';
import { whatCame } from '../networks/wording.ts';

/** A function that makes a network, as `defineNetwork` takes it: it learns classes, or values. */
export type AnyNetworkMaker = NetworkMaker<Uint32Array> | NetworkMaker<Matrix>;

/**
 * A network by its name ('scratch', 'tfjs', 'document'), a file or a command ('./mine.ts', 'mine.py', 'python3 mine.py'), each run
 * in a thread or a process of its own; or one that is at hand: a function that makes it, or what stands behind the seam, run on this thread.
 */
export type NetworkGiven = string | AnyNetworkMaker | Backend;

/** Names, and by these the networks among them that are at hand. */
export interface Named {
  readonly names: readonly string[];
  readonly atHand: ReadonlyMap<string, Backend>;
}

const MAKER = 'a function that makes it, (model, initial, training) => network';

/**
 * What stands behind the seam; a function is called by its own name.
 * @param place how messages name it
 * @param otherwise what a function without a name is called
 * @throws Fault where it is neither
 */
export function backendAtHand(given: AnyNetworkMaker | Backend, place = 'network', otherwise = 'mine'): Backend {
  const network: unknown = given;
  if (typeof network === 'function') {
    if (!isClass(network)) return localBackend(network as NetworkMaker<Uint32Array>, network.name || otherwise);
    const name = network.name || 'Network';
    throw new Fault(`${place}: ${name} is a class. Give a function that makes one: (model, initial, training) => new ${name}(model, initial).`);
  }
  if (isObject(network) && typeof network['create'] === 'function' && typeof network['name'] === 'string') return given as Backend;
  throw new Fault(`${place}: ${isObject(network) ? alreadyMade(network) : `expected a name, a file or ${MAKER}; it is ${whatCame(network)}.`}`);
}

/** Who has a network has one, in one shape: every training makes its own. */
function alreadyMade(network: Readonly<Record<string, unknown>>): string {
  const why = 'Each training begins with one of its own, from weights that are given';
  if ('trainOnBatch' in network || ('predict' in network && 'getWeights' in network))
    return `this is a model of TensorFlow.js, already made. ${why}: bring a function that makes the model. docs/port-a-model.md has one to copy.`;
  if ('step' in network || 'lossAndGradients' in network) return `this is a network, already made. ${why}: bring ${MAKER}.`;
  return `expected a name, a file or ${MAKER}; it is ${whatCame(network)}.`;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** The names of all, and by these those that are at hand. @throws Fault where two have the same name, or one is no network */
export function namedNetworks(networks: readonly NetworkGiven[]): Named {
  if (!Array.isArray(networks)) throw new Fault(`networks: expected a list, [ … ], each a name, a file or ${MAKER}; it is ${whatCame(networks)}.`);
  const atHand = new Map<string, Backend>();
  const names = networks.map((network, n) => {
    if (typeof network === 'string') return network;
    const backend = backendAtHand(network, `networks[${n}]`, `network ${n + 1}`);
    atHand.set(backend.name, backend);
    return backend.name;
  });
  const twice = names.find((name, n) => names.indexOf(name) !== n);
  if (twice !== undefined) throw new Fault(`networks: two are called ${quoted(twice)}. localBackend(make, name) gives one another name.`);
  return { names, atHand };
}
