import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { Fault } from '../../src/fault.ts';
import type { ModelSpec } from '../../src/model/model-spec.ts';
import type { Backend, Masks, Network, State } from '../../src/model/network.ts';
import type { Target } from '../../src/model/target.ts';
import { copyEach, copyWeights, type LayerWeights } from '../../src/model/tensors.ts';
import type { TrainingSpec } from '../../src/model/training-spec.ts';
import { copy, type Matrix } from '../../src/numbers/matrix.ts';
import type { Request } from './channel.ts';
import { loadMaker, type ModuleFile } from './load-module.ts';
import { localBackend } from './local-backend.ts';
import { type Created, OPTIONAL, type Stepped } from './remote-network.ts';

/** A question as it arrives; which of its parameters are there depends on the method. */
interface Question extends Request {
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

/** What the thread sends: the result of question `id`, or the message of a Fault; or a piece of what the network prints. */
export interface Answer {
  readonly id: number;
  readonly result?: unknown;
  readonly message?: string;
  readonly output?: string;
}

/** The thread in which a reader's module runs: answers the questions of its channel, one after the other. */
function serve(port: MessagePort, file: ModuleFile): void {
  const networks = new Map<number, Network>();
  let backend: Backend | undefined;

  async function answer(question: Question): Promise<unknown> {
    if (question.method === 'load') {
      const { make, found } = await loadMaker(file);
      backend = localBackend(make, file.shown, file.cwd);
      return found;
    }
    if (question.method === 'create') {
      const network = await (backend as Backend).create(question.model, question.training, question.initial);
      networks.set(question.network, network);
      return { methods: OPTIONAL.filter((method) => network[method]) } satisfies Created;
    }
    const network = networks.get(question.network) as Network;
    if (question.method === 'dispose') networks.delete(question.network);
    return call(network, question);
  }

  let last: Promise<void> = Promise.resolve();
  port.on('message', (question: Question) => {
    last = last.then(async () => {
      try {
        port.postMessage({ id: question.id, result: await answer(question) });
      } catch (error) {
        const message = error instanceof Fault ? error.message : `${file.shown}: ${String(error)}`;
        port.postMessage({ id: question.id, message });
      }
    });
  });
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

/** Prints go to whoever asked for them, never to the terminal in the midst of a table. */
function redirectOutput(port: MessagePort): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.write = (text: string | Uint8Array, ...rest: unknown[]) => {
      port.postMessage({ output: typeof text === 'string' ? text : Buffer.from(text).toString() });
      const written = rest.find((argument) => typeof argument === 'function') as (() => void) | undefined;
      written?.();
      return true;
    };
  }
}

redirectOutput(parentPort as MessagePort);
serve(parentPort as MessagePort, workerData as ModuleFile);
