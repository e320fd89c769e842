import { logitsWidth, type ModelSpec } from '../../src/model/model-spec.ts';
import type { Masks, Network, State } from '../../src/model/network.ts';
import { replacing } from '../../src/model/replacing.ts';
import { isClasses, type Target } from '../../src/model/target.ts';
import { copyWeights, type NamedTensors } from '../../src/model/tensors.ts';
import type { Task } from '../../src/model/training-spec.ts';
import { chunks, copy, dtypeOf, type Matrix, ShapeError, shape, zeros } from '../../src/numbers/matrix.ts';
import type { Ask } from './channel.ts';
import { isObject } from './take-answer.ts';
import { whatCame } from './wording.ts';

/** Rows that predict sends at a time, so that a large set needs no large message. */
const PREDICT_ROWS = 1024;

/** The methods that a network may have beside those it owes. */
export const OPTIONAL = ['gradients', 'activations', 'state', 'setState'] as const;

/** What `create` answers. */
export interface Created {
  /** Which of the optional methods the network has; 'lossAndGradients' where it has no step. */
  readonly methods?: readonly string[];
}

/** What `step` answers: the loss, and the batch as the network left it, should it have altered what it was given. */
export interface Stepped {
  readonly loss: number | undefined;
  readonly X?: Matrix;
}

/**
 * A network that lives elsewhere: every method sends copies and hands back what comes, unchecked.
 * @param network its number there: a channel carries any number of networks
 * @returns as far as the other side keeps its word, a Network or a GradientNetwork: what came from outside is to be guarded
 */
export async function createRemote(askAny: Ask, network: number, { model, training }: Task, initial: NamedTensors): Promise<object> {
  const ask: Ask = (method, parameters = {}) => askAny(method, { network, ...parameters });
  const askOnBatch = async (method: string, X: Matrix, target: Target, parameters = {}) => {
    const answer = await ask(method, { X: copy(X), ...(isClasses(target) ? { y: target.slice() } : { target: copy(target) }), ...parameters });
    if (isObject(answer) && answer['X'] !== undefined) X.data.set(alteredBatch(answer['X'], X));
    return answer;
  };
  const methods = methodsOf(await ask('create', { model, training, initial: copyWeights(initial) }));
  return {
    ...(methods.includes('lossAndGradients')
      ? { lossAndGradients: (X: Matrix, target: Target, masks?: Masks) => askOnBatch('lossAndGradients', X, target, sent(masks)) }
      : {
          step: async (X: Matrix, target: Target, learningRate: number, masks?: Masks) =>
            lossIn(await askOnBatch('step', X, target, { learningRate, ...sent(masks) })),
        }),
    predict: (X: Matrix) => ask('predict', { X: copy(X) }),
    weights: () => ask('weights'),
    setWeights: (weights: NamedTensors) => ask('setWeights', { weights: copyWeights(weights) }),
    ...(methods.includes('gradients') && { gradients: () => ask('gradients') }),
    ...(methods.includes('activations') && { activations: (X: Matrix) => ask('activations', { X: copy(X) }) }),
    ...(methods.includes('state') && { state: () => ask('state') }),
    ...(methods.includes('setState') && { setState: (state: State) => ask('setState', { state }) }),
    dispose: () => ask('dispose').catch(() => undefined), // what is gone needs no disposing
  };
}

/** Copies, null for a layer without one; nothing for a model without dropout. */
function sent(masks: Masks | undefined): { masks?: (Matrix | null)[] } {
  return masks ? { masks: masks.map((mask) => (mask ? copy(mask) : null)) } : {};
}

function methodsOf(created: unknown): readonly unknown[] {
  return isObject(created) && Array.isArray(created['methods']) ? created['methods'] : [];
}

function lossIn(stepped: unknown): unknown {
  return isObject(stepped) ? stepped['loss'] : stepped;
}

/** The same network, asked for the logits of many rows a thousand at a time. */
export function predictingInChunks(network: Network, model: ModelSpec): Network {
  const predict = async (X: Matrix): Promise<Matrix> => {
    if (X.rows <= PREDICT_ROWS) return network.predict(X);
    let Z: Matrix | undefined;
    for (const { from, rows } of chunks(X, PREDICT_ROWS)) {
      const part = await network.predict(rows);
      Z ??= zeros(X.rows, logitsWidth(model.output), dtypeOf(part));
      Z.data.set(part.data, from * Z.cols);
    }
    return Z as Matrix;
  };
  return replacing(network, { predict });
}

/** The numbers of a batch as the network left it. @throws ShapeError if they are not as many as it was given */
function alteredBatch(altered: unknown, X: Matrix): Matrix['data'] {
  const data = isObject(altered) ? altered['data'] : undefined;
  if ((data instanceof Float32Array || data instanceof Float64Array) && data.length === X.data.length) return data;
  throw new ShapeError(`the altered batch 'X' must be a matrix ${shape(X)}, as it was given; it is ${whatCame(altered)}`);
}
