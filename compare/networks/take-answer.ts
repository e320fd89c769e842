import { Fault, list, quoted } from '../../src/fault.ts';
import { accumulates, rememberedIn } from '../../src/model/accumulation.ts';
import { layersOf, logitsWidth, type ModelSpec } from '../../src/model/model-spec.ts';
import type { State } from '../../src/model/network.ts';
import { checkWeights, type LayerWeights } from '../../src/model/tensors.ts';
import type { Task } from '../../src/model/training-spec.ts';
import { type Matrix, ShapeError, shape } from '../../src/numbers/matrix.ts';
import { acceptMatrix, acceptWeights } from './accept.ts';
import { whatCame } from './wording.ts';

/** Whatever a network answered, in the seam's form; or the Fault that says what is wrong with it. @param says who answered: 'mine.ts: step()' */
export type Take<T> = (answer: unknown, says: string) => T;

/** Losses, one after the other: each a number, or each nothing, where there is none to tell. */
export function takeLosses(): Take<number | undefined> {
  let tells: boolean | undefined;
  return (answer, says) => {
    const loss = answer ?? undefined;
    if (loss !== undefined && typeof loss !== 'number') {
      throw new Fault(`${says} must return the mean loss of the batch before the update, a number, or nothing; it returned ${whatCame(answer)}.`);
    }
    tells ??= loss !== undefined;
    if (tells === (loss !== undefined)) return loss;
    throw new Fault(`${says} must return a loss at every step or at none; this time it returned ${whatCame(answer)}. Is a return missing in a branch?`);
  };
}

/** The logits for rows X; a single column may come in any shape. */
export function takeLogits(X: Matrix, { output }: ModelSpec): Take<Matrix> {
  const width = logitsWidth(output);
  return (answer, says) => {
    const Z = acceptMatrix(answer, says);
    if (width === 1 && Z.data.length === X.rows) return { rows: X.rows, cols: 1, data: Z.data };
    if (Z.rows === X.rows && Z.cols === width) return Z;
    throw new Fault(`${says} must give the logits, (${X.rows}, ${width}) for ${X.rows} rows; it gave ${shape(Z)}.${hint(Z, X, width)}`);
  };
}

function hint(Z: Matrix, X: Matrix, width: number): string {
  if (Z.rows === width && Z.cols === X.rows) return ' Samples are rows: transposed(Z) turns them.';
  if (Z.data.length === X.rows) return ' Are these the predicted classes? The logits are asked for, one column per class.';
  if (width === 1 && Z.cols === 2) return ' A sigmoid output has one logit per row, that of class 1.';
  return '';
}

/** W and b of every layer, or what goes with them, in the shapes of the model. */
export function takeLayers(model: ModelSpec): Take<LayerWeights[]> {
  return (answer, says) => {
    const layers = acceptWeights(answer, says);
    try {
      checkWeights(model, layers);
    } catch (error) {
      if (error instanceof ShapeError) throw new Fault(`${says}: ${error.message}`);
      throw error;
    }
    return layers;
  };
}

export function takeActivations(X: Matrix, model: ModelSpec): Take<Matrix[]> {
  const hidden = layersOf(model).slice(0, -1);
  return (answer, says) => {
    if (!Array.isArray(answer) || answer.length !== hidden.length) {
      throw new Fault(`${says} must give one matrix for each hidden layer, ${hidden.length} in all; it gave ${whatCame(answer)}.`);
    }
    return hidden.map(({ outputs }, l) => {
      const A = acceptMatrix(answer[l], `${says}: A${l + 1}`);
      if (A.rows === X.rows && A.cols === outputs) return A;
      throw new Fault(`${says}: A${l + 1} must be (${X.rows}, ${outputs}), got ${shape(A)}.`);
    });
  };
}

export function takeLossesAndGradients(model: ModelSpec): Take<{ loss: number | undefined; gradients: LayerWeights[] }> {
  const [takeLoss, takeGradients] = [takeLosses(), takeLayers(model)];
  return (answer, says) => {
    if (!isObject(answer) || answer['gradients'] === undefined) {
      throw new Fault(`${says} must return an object with 'loss' and 'gradients'; it returned ${whatCame(answer)}.`);
    }
    return { loss: takeLoss(answer['loss'], `${says}: loss`), gradients: takeGradients(answer['gradients'], `${says}: gradients`) };
  };
}

/** The steps taken, and what is remembered, by name: all that the training's optimiser remembers is among it. */
export function takeState({ model, training }: Task): Take<State> {
  const { name } = training.optimiser;
  const remembers = rememberedIn(training);
  const takeTensors = takeLayers(model);
  return (answer, says) => {
    if (!isObject(answer)) throw new Fault(`${says} must return an object with 'steps' and 'tensors'; it returned ${whatCame(answer)}.`);
    const { steps, tensors = {} } = answer;
    if (!Number.isSafeInteger(steps) || (steps as number) < 0) {
      throw new Fault(`${says}: 'steps' must be the number of steps taken, a whole number from 0; it is ${whatCame(steps)}.`);
    }
    if (!isObject(tensors)) throw new Fault(`${says}: 'tensors' must be an object of what is remembered, by name; it is ${whatCame(tensors)}.`);
    const missing = remembers.filter((owed) => !Object.hasOwn(tensors, owed));
    if (missing.length > 0)
      throw new Fault(
        `${says}: 'tensors' must have ${list(missing)}, which ${accumulates(training) ? `${name} with accumulated gradients` : name} remembers; it is ${whatCame(tensors)}.`,
      );
    const taken = Object.entries(tensors).map(([key, value]) => [key, takeTensors(value, `${says}: ${quoted(key)}`)]);
    const running = takeRunning(answer['running'], model, says);
    return { steps: steps as number, tensors: Object.fromEntries(taken) as State['tensors'], ...(running && { running }) };
  };
}

/** The mean and variance of every layer with batch normalisation, as rows; undefined where the model has none. */
function takeRunning(running: unknown, model: ModelSpec, says: string): State['running'] {
  const layers = layersOf(model);
  if (!layers.some(({ normalise }) => normalise === 'batch')) return undefined;
  return layers.map(({ normalise, outputs }, l) => {
    if (normalise !== 'batch') return undefined;
    const { mean, variance } = ((Array.isArray(running) ? running[l] : undefined) ?? {}) as Record<string, unknown>;
    if (mean === undefined || variance === undefined) {
      throw new Fault(`${says}: 'running' must hold the mean and variance of layer ${l + 1}, which batch normalisation keeps; it is ${whatCame(running)}.`);
    }
    const row = (name: string, values: unknown): Matrix => {
      const { data } = acceptMatrix(values, `${says}: running ${name} of layer ${l + 1}`);
      if (data.length !== outputs) throw new Fault(`${says}: the running ${name} of layer ${l + 1} must hold ${outputs} numbers, it holds ${data.length}.`);
      return { rows: 1, cols: outputs, data };
    };
    return { mean: row('mean', mean), variance: row('variance', variance) };
  });
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
