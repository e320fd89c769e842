// Trains small networks on sets that are generated, here or, bundled, in a browser, and hands out the bits of all that comes of it.
import { ScratchNetwork } from '../../../scratch/fast/network.ts';
import { createKernels } from '../../../scratch/kernels/create.ts';
import { planeRows } from '../../../src/data/generate/plane.ts';
import { sha256 } from '../../../src/host/sha256.ts';
import type { Activation } from '../../../src/model/activations/activations.ts';
import { initialWeights } from '../../../src/model/initialisers/initialisers.ts';
import type { Output } from '../../../src/model/model-spec.ts';
import { OPTIMISERS, type OptimiserSpec } from '../../../src/model/optimisers/optimisers.ts';
import { learningRateIn } from '../../../src/model/schedule.ts';
import { tensorsOf } from '../../../src/model/tensors.ts';
import { taskOf, usualTraining } from '../../../src/model/training-spec.ts';
import type { Dtype } from '../../../src/numbers/matrix.ts';
import { stream } from '../../../src/numbers/random.ts';
import { meanLoss } from '../../../src/run/metrics/classification.ts';

export interface Trained {
  readonly data: string; // SHA-256 of all bits of the rows
  readonly initial: string;
  readonly losses: string;
  readonly weights: string;
  readonly evaluated: number; // the mean loss afterwards
}

const [STEPS, ROWS] = [300, 64];
const SOFTMAX: Output = { kind: 'softmax', classes: 2 };
const SIGMOID: Output = { kind: 'sigmoid', threshold: 0.5 };

/** Every function that src/numbers/elementary/ has is on the way of one of them. */
export const TRAININGS: readonly (readonly [set: string, activation: Activation, output: Output, optimiser: OptimiserSpec['name'], dtype: Dtype])[] = [
  ['moons', 'relu', SOFTMAX, 'sgd', 'float32'],
  ['moons', 'sigmoid', SOFTMAX, 'sgd', 'float32'],
  ['circles', 'tanh', SIGMOID, 'adam', 'float32'],
  ['spirals', 'softplus', SOFTMAX, 'nadam', 'float32'],
  ['moons', 'elu', SIGMOID, 'momentum', 'float64'],
  ['xor', 'gelu', SOFTMAX, 'sgd', 'float32'],
  ['circles', 'mish', SOFTMAX, 'sgd', 'float32'],
  ['circles', 'sine', SOFTMAX, 'sgd', 'float64'],
  ['moons', 'arctan', SIGMOID, 'sgd', 'float32'],
  ['spirals', 'tanh', SOFTMAX, 'adam-hat', 'float64'],
];

export async function trained(which: number): Promise<Trained> {
  const [set, activation, output, name, dtype] = TRAININGS[which]!;
  const { X, y } = planeRows(set, ROWS, 3);
  const model = {
    inputs: 2,
    hidden: [
      { units: 17, activation },
      { units: 9, activation },
    ],
    output,
  };
  const initial = initialWeights(model, 'he-normal', stream(3, 'initial'));
  const { hyper } = OPTIMISERS.find((record) => record.name === name)!;
  const task = taskOf(model, { ...usualTraining(model), optimiser: { name, hyper } });
  const network = new ScratchNetwork(task, initial, await createKernels('auto', dtype));
  const losses = new Float64Array(STEPS);
  for (let step = 1; step <= STEPS; step++) {
    const rate = learningRateIn({ learningRate: 0.05, schedule: 'cosine', epochs: STEPS }, step, 1);
    losses[step - 1] = network.step(X, y, rate);
  }
  const bitsOf = (tensors: typeof initial) => digest(tensorsOf(tensors).map(({ values }) => values.data));
  return {
    data: digest([X.data]),
    initial: bitsOf(initial),
    losses: digest([losses]),
    weights: bitsOf(network.weights()),
    evaluated: meanLoss(network.predict(X), y, output),
  };
}

function digest(arrays: readonly (Float32Array | Float64Array)[]): string {
  const bytes = arrays.map(({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength).join());
  return Array.from(sha256(bytes.join(';')), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

Object.assign(globalThis, { trained });
