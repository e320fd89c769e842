import { count, Fault } from '../../src/fault.ts';
import type { Matrix } from '../../src/matrix.ts';
import { describeModel, type ModelSpec } from '../../src/model-spec.ts';
import type { Backend, LayerWeights } from '../../src/network.ts';
import { blame, isFault } from '../plugins/blame.ts';
import type { Resumable } from './asking.ts';
import { MAGNIFIED } from './probe-plan.ts';

/** A question that a network threw at. */
export class Unanswered extends Fault {
  /** 'step() on 64 rows at learning rate 0.125' */
  readonly asked: string;
  /** The network's own message, with its place: 'mine.ts:17:5: step() threw Error: out of ideas.' */
  readonly said: string;

  constructor(asked: string, said: string) {
    super(`${said} It was asked for ${asked}.`);
    this.asked = asked;
    this.said = said;
  }
}

/** A network of the backend whose errors tell what it was asked. @throws Unanswered if it cannot be made */
export async function create(backend: Backend, model: ModelSpec, weights: readonly LayerWeights[]): Promise<Resumable> {
  const network: Resumable = await told(backend.name, 'making the network', `a network ${describeModel(model)}`, () => backend.create(model, weights));
  return network.resume ? network : telling(network, backend.name); // one of ours throws nothing
}

function telling(network: Resumable, name: string): Resumable {
  const ask = <T>(method: string, on: string, answer: () => T | Promise<T>) => told(name, `${method}()`, `${method}()${on}`, answer);
  const rows = (n: number) => ` on ${count(n, 'row')}`;
  return {
    step: (X, y, learningRate) => ask('step', `${rows(X.rows)} at learning rate ${describeRate(learningRate)}`, () => network.step(X, y, learningRate)),
    predict: (X) => ask('predict', rows(X.rows), () => network.predict(X)),
    weights: () => ask('weights', '', () => network.weights()),
    setWeights: (weights) => ask('setWeights', '', () => network.setWeights(weights)),
    ...(network.gradients && { gradients: () => ask('gradients', '', () => network.gradients?.() ?? []) }),
    ...(network.activations && { activations: (X: Matrix) => ask('activations', rows(X.rows), () => network.activations?.(X) ?? []) }),
    dispose: () => ask('dispose', '', () => network.dispose?.()),
  };
}

async function told<T>(name: string, did: string, asked: string, answer: () => T | Promise<T>): Promise<T> {
  try {
    return await answer();
  } catch (error) {
    throw new Unanswered(asked, (isFault(error) ? error : blame(error, did, name, process.cwd())).message);
  }
}

function describeRate(learningRate: number): string {
  return learningRate === MAGNIFIED ? '2^20 (far above any that trains: the step shows the gradient itself)' : String(learningRate);
}
