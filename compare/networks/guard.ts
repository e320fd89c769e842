import { Fault, list } from '../../src/fault.ts';
import type { GradientNetwork, Network } from '../../src/model/network.ts';
import type { Target } from '../../src/model/target.ts';
import type { Task } from '../../src/model/training-spec.ts';
import type { Matrix } from '../../src/numbers/matrix.ts';
import { isFault } from './blame.ts';
import type { HandWrittenGradientNetwork, HandWrittenNetwork } from './define-network.ts';
import { descending } from './descending.ts';
import { type Take, takeActivations, takeLayers, takeLogits, takeLosses, takeLossesAndGradients, takeState } from './take-answer.ts';
import { whatCame } from './wording.ts';

/** Whose network it is, for messages, and how an error thrown in it is put to the reader. */
export interface Author {
  /** The reader's file or command: './mine.ts'. */
  readonly file: string;
  /** The fault for whatever `method` threw, with the place in the reader's own file. */
  blame(error: unknown, method: string): Fault;
}

const SIGNATURES = 'step(X, y, learningRate) or lossAndGradients(X, y), predict(X), weights() and setWeights(weights)';

type Common = Omit<HandWrittenGradientNetwork<Target>, 'lossAndGradients'>;
type Made = Common & (HandWrittenNetwork<Target> | HandWrittenGradientNetwork<Target>);

/** Gets an answer and takes it; makes a Fault of whatever is thrown meanwhile. */
type Call = <T>(method: string, answer: () => unknown, take: Take<T>) => Promise<T>;

/**
 * Stands between the harness and a reader's network: every answer is checked and brought into the seam's form, every
 * error becomes one Fault. Numbers are nobody's business here: NaN and infinity pass, a diverging training is a result.
 * A network without a step of its own is given that of the training's optimiser.
 * @param made whatever the reader's function made
 * @throws Fault unless it has the methods that a network owes
 */
export function guard(made: unknown, task: Task, author: Author): Network {
  const network = checkMethods(made, author.file);
  // Reading an answer may throw as well as giving it: it is the reader's object, getters and all.
  const call: Call = async (method, answer, take) => {
    try {
      return take(await answer(), `${author.file}: ${method}()`);
    } catch (error) {
      throw isFault(error) ? error : author.blame(error, method);
    }
  };
  return has(network, 'step')
    ? guardStep(network as HandWrittenNetwork<Target>, task, call)
    : descending(guardGradients(network as HandWrittenGradientNetwork<Target>, task, call), task);
}

function guardStep(network: HandWrittenNetwork<Target>, task: Task, call: Call): Network {
  const takeLoss = takeLosses();
  return {
    ...guardCommon(network, task, call),
    step: (X, target, learningRate, masks) => call('step', () => network.step(X, target, learningRate, masks), takeLoss),
    ...(has(network, 'gradients') && { gradients: () => call('gradients', () => network.gradients?.(), takeLayers(task.model)) }),
    ...(has(network, 'state') && {
      state: () => call('state', () => network.state?.(), takeState(task)),
      setState: (state) => call('setState', () => network.setState?.(state), takeNothing),
    }),
  };
}

function guardGradients(network: HandWrittenGradientNetwork<Target>, task: Task, call: Call): GradientNetwork {
  const take = takeLossesAndGradients(task.model);
  return {
    ...guardCommon(network, task, call),
    lossAndGradients: (X, target, masks) => call('lossAndGradients', () => network.lossAndGradients(X, target, masks), take),
  };
}

function guardCommon(network: Common, { model }: Task, call: Call): Omit<GradientNetwork, 'lossAndGradients'> {
  return {
    predict: (X) => call('predict', () => network.predict(X), takeLogits(X, model)),
    weights: () => call('weights', () => network.weights(), takeLayers(model)),
    setWeights: (weights) => call('setWeights', () => network.setWeights(weights), takeNothing),
    ...(has(network, 'activations') && {
      activations: (X: Matrix) => call('activations', () => network.activations?.(X), takeActivations(X, model)),
    }),
    dispose: () => call('dispose', () => network.dispose?.(), takeNothing),
  };
}

function takeNothing(): void {}

/** Whether there is such a method: a field of that name, `activations` say, is the network's own affair. */
function has(network: object, method: string): boolean {
  return typeof (network as Record<string, unknown>)[method] === 'function';
}

function checkMethods(made: unknown, file: string): Made {
  if (typeof made !== 'object' || made === null) {
    const hint = made === undefined ? ' Is a return missing?' : '';
    const expected = `the function must return a network, an object with ${SIGNATURES}`;
    throw new Fault(`${file}: ${expected}; it returned ${whatCame(made)}.${hint}`);
  }
  const owed = [has(made, 'lossAndGradients') ? 'lossAndGradients' : 'step', 'predict', 'weights', 'setWeights'];
  const missing = owed.filter((method) => !has(made, method));
  if (missing.length > 0) throw new Fault(`${file}: the network has no method ${list(missing)}. A network has ${SIGNATURES}.`);
  const [alone, other] = has(made, 'state') ? ['state', 'setState'] : ['setState', 'state'];
  if (has(made, alone) && !has(made, other)) throw new Fault(`${file}: the network has a method '${alone}' and no '${other}'; one goes with the other.`);
  return made as Made;
}
