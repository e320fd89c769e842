import { Fault, list } from '../../src/fault.ts';
import { layersOf, logitsWidth, type ModelSpec } from '../../src/model/model-spec.ts';
import type { Network } from '../../src/model/network.ts';
import { checkWeights, type LayerWeights } from '../../src/model/tensors.ts';
import { type Matrix, ShapeError, shape } from '../../src/numbers/matrix.ts';
import { acceptMatrix, acceptWeights } from './accept.ts';
import { isFault } from './blame.ts';
import type { HandWrittenNetwork } from './define-network.ts';
import { whatCame } from './wording.ts';

/** Whose network it is, for messages, and how an error thrown in it is put to the reader. */
export interface Author {
  /** The reader's file or command: './mine.ts'. */
  readonly file: string;
  /** The fault for whatever `method` threw, with the place in the reader's own file. */
  blame(error: unknown, method: string): Fault;
}

const OWED = ['step', 'predict', 'weights', 'setWeights'] as const;
const SIGNATURES = 'step(X, y, learningRate), predict(X), weights() and setWeights(weights)';

/**
 * Stands between the harness and a reader's network: every answer is checked and brought into the seam's form, every
 * error becomes one Fault. Numbers are nobody's business here: NaN and infinity pass, a diverging training is a result.
 * @param made whatever the reader's function made
 * @throws Fault unless it has the methods that a network owes
 */
export function guard(made: unknown, model: ModelSpec, author: Author): Network {
  const network = checkMethods(made, author.file);
  // Reading an answer may throw as well as giving it: it is the reader's object, getters and all.
  const call = async <T>(method: string, answer: () => unknown, accept: (answer: unknown, says: string) => T): Promise<T> => {
    try {
      return accept(await answer(), `${author.file}: ${method}()`);
    } catch (error) {
      throw isFault(error) ? error : author.blame(error, method);
    }
  };
  const layers = (answer: unknown, says: string) => checkLayers(model, acceptWeights(answer, says), says);

  return {
    step: (X, y, learningRate) => call('step', () => network.step(X, y as Uint32Array, learningRate), checkLoss),
    predict: (X) =>
      call(
        'predict',
        () => network.predict(X),
        (answer, says) => checkLogits(answer, X, model, says),
      ),
    weights: () => call('weights', () => network.weights(), layers),
    setWeights: (weights) => call('setWeights', () => network.setWeights(weights), ignore),
    ...(network.gradients && { gradients: () => call('gradients', () => network.gradients?.(), layers) }),
    ...(network.activations && {
      activations: (X: Matrix) =>
        call(
          'activations',
          () => network.activations?.(X),
          (answer, says) => checkActivations(answer, X, model, says),
        ),
    }),
    dispose: () => call('dispose', () => network.dispose?.(), ignore),
  };
}

function ignore(): void {}

function checkMethods(made: unknown, file: string): HandWrittenNetwork {
  if (typeof made !== 'object' || made === null) {
    const hint = made === undefined ? ' Is a return missing?' : '';
    const expected = `the function must return a network, an object with ${SIGNATURES}`;
    throw new Fault(`${file}: ${expected}; it returned ${whatCame(made)}.${hint}`);
  }
  const network = made as Partial<Record<string, unknown>>;
  const missing = OWED.filter((method) => typeof network[method] !== 'function');
  if (missing.length > 0) {
    throw new Fault(`${file}: the network has no method ${list(missing)}. A network has ${SIGNATURES}.`);
  }
  return made as HandWrittenNetwork;
}

function checkLoss(loss: unknown, says: string): number {
  if (typeof loss === 'number') return loss;
  throw new Fault(`${says} must return the mean loss of the batch before the update, a number; it returned ${whatCame(loss)}.`);
}

function checkLogits(answer: unknown, X: Matrix, model: ModelSpec, says: string): Matrix {
  const Z = acceptMatrix(answer, says);
  const width = logitsWidth(model.output);
  if (width === 1 && Z.data.length === X.rows) return { rows: X.rows, cols: 1, data: Z.data };
  if (Z.rows === X.rows && Z.cols === width) return Z;
  throw new Fault(`${says} must give the logits, (${X.rows}, ${width}) for ${X.rows} rows; it gave ${shape(Z)}.${hint(Z, X, width)}`);
}

function hint(Z: Matrix, X: Matrix, width: number): string {
  if (Z.rows === width && Z.cols === X.rows) return ' Samples are rows: transposed(Z) turns them.';
  if (Z.data.length === X.rows) return ' Are these the predicted classes? The logits are asked for, one column per class.';
  if (width === 1 && Z.cols === 2) return ' A sigmoid output has one logit per row, that of class 1.';
  return '';
}

function checkLayers(model: ModelSpec, weights: LayerWeights[], says: string): LayerWeights[] {
  try {
    checkWeights(model, weights);
  } catch (error) {
    if (error instanceof ShapeError) throw new Fault(`${says}: ${error.message}`);
    throw error;
  }
  return weights;
}

function checkActivations(answer: unknown, X: Matrix, model: ModelSpec, says: string): Matrix[] {
  const hidden = layersOf(model).slice(0, -1);
  if (!Array.isArray(answer) || answer.length !== hidden.length) {
    throw new Fault(`${says} must give one matrix for each hidden layer, ${hidden.length} in all; it gave ${whatCame(answer)}.`);
  }
  return hidden.map(({ outputs }, l) => {
    const A = acceptMatrix(answer[l], `${says}: A${l + 1}`);
    if (A.rows === X.rows && A.cols === outputs) return A;
    throw new Fault(`${says}: A${l + 1} must be (${X.rows}, ${outputs}), got ${shape(A)}.`);
  });
}
