import { Fault } from '../../src/fault.ts';
import type { ModelSpec } from '../../src/model/model-spec.ts';
import type { Backend, FoundNetwork, Masks, Network, State } from '../../src/model/network.ts';
import type { Target } from '../../src/model/target.ts';
import { copyEach, copyWeights, type LayerWeights } from '../../src/model/tensors.ts';
import type { TrainingSpec } from '../../src/model/training-spec.ts';
import { copy, type Matrix } from '../../src/numbers/matrix.ts';
import type { Request } from './channel.ts';
import { localBackend } from './local-backend.ts';
import type { Exporting, Loaded } from './maker-in.ts';
import { type Created, OPTIONAL, type Stepped } from './remote-network.ts';

/** A question as it arrives; which of its parameters are there depends on the method. */
export interface Question extends Request {
  readonly network: number;
  readonly model: ModelSpec;
  readonly training: TrainingSpec;
  readonly initial: LayerWeights[];
  readonly weights: LayerWeights[];
  readonly state: State;
  readonly X: Matrix;
  readonly y?: Uint32Array; // classes, or …
  readonly target: Matrix; // … values
  readonly learningRate: number;
  readonly masks?: readonly (Matrix | null)[];
}

/** A reader's module that is loaded: how its network was found, where it was looked for, and what answers for it. */
export interface Answering {
  readonly found: FoundNetwork | undefined;
  answer(question: Question): Promise<unknown>;
}

/** Networks of a file that was loaded, each question answered by its network's number. */
export function answering({ make, found }: Loaded, { shown, cwd }: Pick<Exporting, 'shown' | 'cwd'>): Answering {
  const backend: Backend = localBackend(make, shown, cwd);
  const networks = new Map<number, Network>();
  return {
    found,
    async answer(question) {
      if (question.method === 'create') {
        const network = await backend.create(question.model, question.training, question.initial);
        networks.set(question.network, network);
        return { methods: OPTIONAL.filter((method) => network[method]) } satisfies Created;
      }
      const network = networks.get(question.network);
      if (!network) throw new Fault(`There is no network ${question.network}.`);
      if (question.method === 'dispose') networks.delete(question.network);
      return call(network, question);
    },
  };
}

/** What leaves the thread is copied: a view would take the whole of the network's memory with it. */
async function call(network: Network, { method, X, y, target, learningRate, masks, weights, state }: Question): Promise<unknown> {
  // biome-ignore format: a table, a case a line
  switch (method) {
    case 'step': return step(network, X, y ?? target, learningRate, masks?.map((mask) => mask ?? undefined));
    case 'predict': return copy(await network.predict(X));
    case 'weights': return copyWeights(await network.weights());
    case 'setWeights': return network.setWeights(weights);
    case 'gradients': return copyWeights((await network.gradients?.()) ?? []);
    case 'activations': return ((await network.activations?.(X)) ?? []).map((A) => copy(A));
    case 'state': return copyState(await network.state?.());
    case 'setState': return network.setState?.(state);
    case 'dispose': return network.dispose?.();
    default: throw new Fault(`There is no method ${method}.`);
  }
}

function copyState(state: State | undefined): State | undefined {
  return state && { ...state, tensors: copyEach(state.tensors) };
}

/** A network that alters its batch does so here, to a copy; it is told, so that it can be found out. */
async function step(network: Network, X: Matrix, target: Target, learningRate: number, masks: Masks | undefined): Promise<Stepped> {
  const given = X.data.slice();
  const loss = await network.step(X, target, learningRate, masks);
  return X.data.every((value, i) => Object.is(value, given[i])) ? { loss } : { loss, X };
}
