import { logitsWidth, type ModelSpec } from '../../src/model/model-spec.ts';
import type { Network } from '../../src/model/network.ts';
import { replacing } from '../../src/model/replacing.ts';
import { isClasses, type Target } from '../../src/model/target.ts';
import { copyWeights, type NamedTensors } from '../../src/model/tensors.ts';
import type { Task } from '../../src/model/training-spec.ts';
import { chunks, copy, dtypeOf, type Matrix, ShapeError, shape, zeros } from '../../src/numbers/matrix.ts';
import type { Channel } from './channel.ts';
import { whatCame } from './wording.ts';

/** Rows that predict sends at a time, so that a large set needs no large message. */
const PREDICT_ROWS = 1024;

/** The methods that a network may have beside those it owes. */
export const OPTIONAL = ['gradients', 'activations'] as const;

/** What `create` answers. */
export interface Created {
  /** Which of the optional methods the network has. */
  readonly methods?: readonly string[];
}

/** What `step` answers: the loss, and the batch as the network left it, should it have altered what it was given. */
export interface Stepped {
  readonly loss: number | undefined;
  readonly X?: Matrix;
}

/**
 * A network that lives behind a channel: every method sends copies and hands back what comes, unchecked.
 * @param network its number there: a channel carries any number of networks
 */
export async function createRemote(channel: Channel, network: number, { model, training }: Task, initial: NamedTensors): Promise<Network> {
  const ask = (method: string, parameters = {}): Promise<unknown> => channel.ask(method, { network, ...parameters });
  const created = await ask('create', { model, training, initial: copyWeights(initial) });
  const methods = isObject(created) && Array.isArray(created['methods']) ? (created['methods'] as unknown[]) : [];
  const remote = {
    async step(X: Matrix, y: Target, learningRate: number) {
      const answer = await ask('step', { X: copy(X), y: isClasses(y) ? y.slice() : copy(y), learningRate });
      if (!isObject(answer)) return answer;
      if (answer['X'] !== undefined) X.data.set(alteredBatch(answer['X'], X));
      return answer['loss'];
    },
    predict: (X: Matrix) => ask('predict', { X: copy(X) }),
    weights: () => ask('weights'),
    setWeights: (weights: NamedTensors) => ask('setWeights', { weights: copyWeights(weights) }),
    ...(methods.includes('gradients') && { gradients: () => ask('gradients') }),
    ...(methods.includes('activations') && { activations: (X: Matrix) => ask('activations', { X: copy(X) }) }),
    dispose: () => ask('dispose').catch(() => undefined), // what is gone needs no disposing
  };
  return remote as Network; // as far as the other side keeps its word: what came from outside is guarded
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

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
