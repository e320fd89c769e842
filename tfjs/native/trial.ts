import type { Tensor } from '@tensorflow/tfjs-core';
import type { Tf } from '../../src/model/tf.ts';
import { registerCpu } from '../parts.ts';
import { setNativeEnvironment } from './environment.ts';
import { loadFrom } from './load.ts';

/** What the trial tells the process that started it. */
export type TrialResult =
  | { state: 'loaded'; tensorflow: string /** relative L2 of weights and losses, native against cpu */; difference: number }
  | { state: 'missing'; missing: string };

/** Loads native TensorFlow from a package folder, trains ten steps on it and on the cpu runtime, and compares. */
async function trial(folder: string): Promise<TrialResult> {
  setNativeEnvironment();
  const native = await loadFrom(folder);
  if ('missing' in native) return { state: 'missing', missing: native.missing };
  registerCpu();
  const onNative = await tenSteps(native.tf, 'tensorflow');
  const onCpu = await tenSteps(native.tf, 'cpu');
  return { state: 'loaded', tensorflow: native.tensorflow, difference: relativeL2(onNative, onCpu) };
}

/** The ten losses, then all weights, of a small network (5 → 8 relu → 8 tanh → 3, softmax cross-entropy, SGD 0.1, 16 rows). */
async function tenSteps(tf: Tf, backend: string): Promise<number[]> {
  await tf.setBackend(backend);
  const wave = (rows: number, cols: number, phase: number): Tensor =>
    tf.tensor2d(
      Float32Array.from({ length: rows * cols }, (_, i) => Math.sin(phase + 1.7 * i)),
      [rows, cols],
    );
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ inputShape: [5], units: 8, activation: 'relu' }),
      tf.layers.dense({ units: 8, activation: 'tanh' }),
      tf.layers.dense({ units: 3 }),
    ],
  });
  model.setWeights([wave(5, 8, 1), tf.zeros([8]), wave(8, 8, 2), tf.zeros([8]), wave(8, 3, 3), tf.zeros([3])]);
  model.compile({ optimizer: tf.train.sgd(0.1), loss: (labels, logits) => tf.losses.softmaxCrossEntropy(labels, logits) });
  const X = wave(16, 5, 4);
  const Y = tf.oneHot(
    tf.tensor1d(
      Array.from({ length: 16 }, (_, i) => i % 3),
      'int32',
    ),
    3,
  );
  const numbers: number[] = [];
  for (let step = 0; step < 10; step++) numbers.push((await model.trainOnBatch(X, Y)) as number);
  for (const weights of model.getWeights()) numbers.push(...(await weights.data()));
  return numbers;
}

/** ‖a − b‖ / ‖b‖; NaN where either holds one. */
function relativeL2(a: number[], b: number[]): number {
  const norm = (values: number[]): number => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
  return norm(a.map((value, i) => value - b[i]!)) / norm(b);
}

process.send!(await trial(process.argv[2]!));
process.disconnect();
