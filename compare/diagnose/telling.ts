import { count, Fault } from '../../src/fault.ts';
import { workingFolder } from '../../src/host/paths.ts';
import { describeModel, type ModelSpec } from '../../src/model/model-spec.ts';
import type { Backend, Network } from '../../src/model/network.ts';
import type { LayerWeights } from '../../src/model/tensors.ts';
import { usualTraining } from '../../src/model/training-spec.ts';
import type { Matrix } from '../../src/numbers/matrix.ts';
import { blame, isFault } from '../networks/blame.ts';
import type { Question } from './unanswered.ts';
import { wordAsked, wordPurpose } from './unanswered.ts';

/** A question that a network threw at. */
export class Unanswered extends Fault {
  readonly asked: Question;
  /** The network's own message, with its place: 'mine.ts:17:5: step() threw Error: out of ideas.' */
  readonly said: string;

  constructor(asked: Question, said: string) {
    super(`${said} It was asked for ${wordAsked(asked)}.${wordPurpose([asked])}`);
    this.asked = asked;
    this.said = said;
  }
}

/** A network of the backend whose errors tell what it was asked. @throws Unanswered if it cannot be made */
export async function create(backend: Backend, model: ModelSpec, weights: readonly LayerWeights[]): Promise<Network> {
  const network: Network = await told(backend.name, 'making the network', { call: `a network ${describeModel(model)}` }, () =>
    backend.create(model, usualTraining(model), weights),
  );
  return telling(network, backend.name);
}

function telling(network: Network, name: string): Network {
  const ask = <T>(method: string, on: string, answer: () => T | Promise<T>, rate = {}) =>
    told(name, `${method}()`, { call: `${method}()${on}`, ...rate }, answer);
  const rows = (n: number) => ` on ${count(n, 'row')}`;
  return {
    step: (X, y, learningRate) => ask('step', rows(X.rows), () => network.step(X, y, learningRate), { learningRate }),
    predict: (X) => ask('predict', rows(X.rows), () => network.predict(X)),
    weights: () => ask('weights', '', () => network.weights()),
    setWeights: (weights) => ask('setWeights', '', () => network.setWeights(weights)),
    ...(network.gradients && { gradients: () => ask('gradients', '', () => network.gradients?.() ?? []) }),
    ...(network.activations && { activations: (X: Matrix) => ask('activations', rows(X.rows), () => network.activations?.(X) ?? []) }),
    dispose: () => ask('dispose', '', () => network.dispose?.()),
  };
}

async function told<T>(name: string, did: string, asked: Question, answer: () => T | Promise<T>): Promise<T> {
  try {
    return await answer();
  } catch (error) {
    throw new Unanswered(asked, (isFault(error) ? error : blame(error, did, name, workingFolder())).message);
  }
}
