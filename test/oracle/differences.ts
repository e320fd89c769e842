/**
 * How far TensorFlow.js' built-ins end from the textbook, ten steps on the traces' networks: the figures of docs/frameworks.md.
 *
 *     npx tsx test/oracle/differences.ts
 */
import type { Optimizer, Tensor, Tensor1D, Tensor2D, Variable } from '@tensorflow/tfjs-core';
import { columnStatistics, keptStatistics, newStatistics } from '../../scratch/normalisation.ts';
import { forward, PlainNetwork } from '../../scratch/plain.ts';
import { activationOf } from '../../src/model/activations/activations.ts';
import { type Normalisation, USUAL_NORMALISATION } from '../../src/model/model-spec.ts';
import type { Hyper } from '../../src/model/optimisers/optimisers.ts';
import { targetMatrix } from '../../src/model/target.ts';
import { tensorsOf } from '../../src/model/tensors.ts';
import type { Scalar } from '../../src/model/tf.ts';
import { difference, norm } from '../../src/numbers/norms.ts';
import { loadRuntime } from '../../tfjs/runtime.ts';
import { type Trace, traces } from './trace.ts';

const { tf, description } = await loadRuntime('wasm');

/** What TensorFlow.js has of its own, in the place of ours. */
interface BuiltIn {
  readonly optimizer?: (learningRate: number) => Optimizer;
  readonly activation?: (Z: Tensor) => Tensor;
  readonly loss?: (T: Tensor2D, Z: Tensor2D) => Scalar;
  /** The textbook's hyper-parameters, where the trace has others. */
  readonly hyper?: Hyper;
}

/** One network by tf.variableGrads and the built-ins, float32; one by the textbook. ‖w − w′‖/‖way of w′‖ after ten steps. */
function apart(name: string, builtIn: BuiltIn): number {
  const trace = traces.find((each) => each.name === name)!;
  const { hyper } = builtIn;
  const { model, training } = trace.task;
  const task = hyper ? { model, training: { ...training, optimiser: { ...training.optimiser, hyper } } } : trace.task;
  const initial = trace.steps[0]!.weights;
  const plain = new PlainNetwork(task, initial);
  for (const { X, y } of trace.steps) plain.step(X, y, trace.learningRate);
  const [from, to] = [initial, plain.weights()].map((tensors) => tensorsOf(tensors).flatMap(({ values }) => [...values.data]));
  return norm(difference(trained(trace, builtIn), to!)) / norm(difference(to!, from!));
}

function trained({ task, learningRate, steps }: Trace, { optimizer = tf.train.sgd, activation, loss }: BuiltIn): number[] {
  const variables = tensorsOf(steps[0]!.weights).map(({ values: { rows, cols, data }, name }) =>
    tf.variable(name === 'W' ? tf.tensor2d([...data], [rows, cols]) : tf.tensor1d([...data])),
  );
  const { record, parameter } = activationOf(task.model.hidden[0]!.activation);
  const ours = typeof record.tfjs === 'string' ? { relu: tf.relu, tanh: tf.tanh, sigmoid: tf.sigmoid, linear: tf.clone }[record.tfjs] : undefined;
  const f = activation ?? ours ?? ((Z: Tensor) => (typeof record.tfjs === 'string' ? Z : record.tfjs(tf, Z, parameter)));
  const [W1, b1, W2, b2] = variables as [Variable, Variable, Variable, Variable];
  const descent = optimizer(learningRate);
  for (const { X, y } of steps) {
    const T = targetMatrix(y, task.model.output);
    const [inputs, targets] = [X, T].map(({ data, rows, cols }) => tf.tensor2d([...data], [rows, cols])) as [Tensor2D, Tensor2D];
    const { grads } = tf.variableGrads(() => {
      const A = f(tf.add(tf.matMul(inputs, W1), b1));
      const Z = tf.add(tf.matMul(A as Tensor2D, W2 as Tensor as Tensor2D), b2) as Tensor2D;
      return loss ? loss(targets, Z) : (tf.losses.softmaxCrossEntropy(targets, Z) as Scalar);
    });
    descent.applyGradients(grads);
  }
  return variables.flatMap((variable) => [...variable.dataSync()]);
}

/** The loss of logits (40, 0, 0) for class 1, and what it passes back to them. */
function atForty(loss: (T: Tensor2D, Z: Tensor2D) => Tensor): string {
  const T = tf.tensor2d([[0, 1, 0]]);
  const Z = tf.tensor2d([[40, 0, 0]]);
  const gradient = tf.grad((logits) => tf.sum(loss(T, logits as Tensor2D)))(Z);
  return `loss ${tf.sum(loss(T, Z)).dataSync()[0]!.toFixed(2)}, gradient (${[...gradient.dataSync()].join(', ')})`;
}

const hardSigmoid = tf.layers.activation({ activation: 'hardSigmoid' });
const leaky = tf.layers.leakyReLU();
const scaled = (T: Tensor2D) => tf.add(tf.mul(T, 0.98), 0.01) as Tensor2D;
const rows: readonly (readonly [what: string, measured: number])[] = [
  ['as the textbook, sgd', apart('optimiser sgd', {})],
  ['tf.train.momentum(η, 0.9)', apart('optimiser momentum', { optimizer: (η) => tf.train.momentum(η, 0.9) })],
  ['tf.train.momentum(η, 0.9, true)', apart('optimiser nesterov', { optimizer: (η) => tf.train.momentum(η, 0.9, true) })],
  ['tf.train.adagrad, against Σg² from 0 and √s + 1e-10', apart('optimiser adagrad', { optimizer: (η) => tf.train.adagrad(η) })],
  [
    'tf.train.adagrad(η, 1e-20), against √(s + 1e-7)',
    apart('optimiser adagrad', { optimizer: (η) => tf.train.adagrad(η, 1e-20), hyper: { epsilon: 1e-7, inside: 1 } }),
  ],
  [
    'tf.train.rmsprop(η, 0.9), against √s + 1e-7',
    apart('optimiser rmsprop', { optimizer: (η) => tf.train.rmsprop(η, 0.9), hyper: { rho: 0.9, epsilon: 1e-7 } }),
  ],
  [
    'tf.train.rmsprop(η, 0.9), against √(s + 1e-7)',
    apart('optimiser rmsprop', { optimizer: (η) => tf.train.rmsprop(η, 0.9), hyper: { rho: 0.9, epsilon: 1e-7, inside: 1 } }),
  ],
  [
    'tf.train.rmsprop(η, 0.8, 0, 0.01), against √s + 0.01',
    apart('optimiser rmsprop', { optimizer: (η) => tf.train.rmsprop(η, 0.8, 0, 0.01), hyper: { rho: 0.8, epsilon: 0.01 } }),
  ],
  [
    'tf.train.rmsprop(η, 0.8, 0, 0.01), against √(s + 0.01)',
    apart('optimiser rmsprop', { optimizer: (η) => tf.train.rmsprop(η, 0.8, 0, 0.01), hyper: { rho: 0.8, epsilon: 0.01, inside: 1 } }),
  ],
  ['tf.train.rmsprop(η, 0.9, 0, 1e-7, true), against √(s − m² + 1e-7)', centred(0.9, 1e-7)],
  ['tf.train.rmsprop(η, 0.8, 0, 0.01, true), against √(s − m² + 0.01)', centred(0.8, 0.01)],
  ['tf.train.adadelta(η, 0.9, 1e-6)', apart('optimiser adadelta', { optimizer: (η) => tf.train.adadelta(η, 0.9, 1e-6) })],
  ['tf.train.adam(η), against ε = 1e-8', apart('optimiser adam', { optimizer: (η) => tf.train.adam(η) })],
  ['tf.train.adam(η), against ε = 1e-7', apart('optimiser adam', { optimizer: (η) => tf.train.adam(η), hyper: { epsilon: 1e-7 } })],
  ['tf.train.adam(η, …, 0.01), against ε = 0.01', apart('optimiser adam', { optimizer: (η) => tf.train.adam(η, 0.9, 0.999, 0.01), hyper: { epsilon: 0.01 } })],
  [
    'tf.train.adam(η, …, 0.01), against ε̂ = 0.01',
    apart('optimiser adam-hat', { optimizer: (η) => tf.train.adam(η, 0.9, 0.999, 0.01), hyper: { epsilon: 0.01 } }),
  ],
  ['hardSigmoid of tf.layers', apart('activation hard-sigmoid', { activation: (Z) => hardSigmoid.apply(Z) as Tensor })],
  ['tf.layers.leakyReLU() as it comes', apart('activation leaky-relu', { activation: (Z) => leaky.apply(Z) as Tensor })],
  ['tf.losses.softmaxCrossEntropy, targets .01 and .99', apart('targets softmax', { loss: (T, Z) => tf.losses.softmaxCrossEntropy(scaled(T), Z) as Scalar })],
  ['tf.losses.meanSquaredError, mean over outputs', apart('loss squared-error on linear', { loss: (T, Z) => tf.losses.meanSquaredError(T, Z) as Scalar })],
  [
    'tf.metrics.categoricalCrossentropy on softmax, in a training whose logits stay small',
    apart('activation tanh', { loss: (T, Z) => tf.mean(tf.metrics.categoricalCrossentropy(T, tf.softmax(Z)) as Tensor1D) as Scalar }),
  ],
];

function centred(rho: number, epsilon: number): number {
  const hyper = { rho, epsilon, inside: 1 };
  return apart('optimiser rmsprop-centred', { optimizer: (η) => tf.train.rmsprop(η, rho, 0, epsilon, true), hyper });
}

/** What ten batches leave in the running variance of tf.layers' batch normalisation and of the textbook's: ‖v − v′‖/‖v′ − 1‖. */
function keptApart(normalisation: Normalisation): number {
  const { task, steps } = traces.find(({ name }) => name === 'batch normalisation')!;
  const layer = tf.layers.batchNormalization();
  const units = task.model.hidden[0]!.units;
  let kept = newStatistics(units);
  for (const { X, weights } of steps) {
    const Z = forward(task, weights, X).Z[0]!;
    layer.apply(tf.tensor2d([...Z.data], [Z.rows, Z.cols]), { training: true });
    kept = keptStatistics(kept, columnStatistics(Z), Z.rows, normalisation);
  }
  const variance = [...layer.getWeights()[3]!.dataSync()];
  return norm(difference(variance, kept.variance.data)) / norm(kept.variance.data.map((value) => value - 1));
}

console.log(description);
console.log(`${keptApart(USUAL_NORMALISATION).toExponential(1)}  tf.layers.batchNormalization(), its running variance against 0.1 of the batch's by B − 1`);
console.log(`${keptApart({ epsilon: 1e-3, momentum: 0.01, unbiased: false }).toExponential(1)}  the same against 0.01 of the batch's by B`);
for (const [what, measured] of rows) console.log(`${measured.toExponential(1)}  ${what}`);
console.log(
  `logits (40, 0, 0), class 1: tf.metrics.categoricalCrossentropy on softmax: ${atForty((T, Z) => tf.metrics.categoricalCrossentropy(T, tf.softmax(Z)))}`,
);
console.log(`logits (40, 0, 0), class 1: tf.losses.softmaxCrossEntropy: ${atForty((T, Z) => tf.losses.softmaxCrossEntropy(T, Z))}`);
