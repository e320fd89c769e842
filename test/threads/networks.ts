import { createHash } from 'node:crypto';
import { ScratchNetwork } from '../../scratch/fast/network.ts';
import type { Variant } from '../../scratch/kernels/simd/engine.ts';
import { createSimd } from '../../scratch/kernels/simd/simd.ts';
import { allowRelaxed } from '../../src/host/engine.ts';
import { ONE_THREAD, type Threads } from '../../src/host/threads.ts';
import type { Activation } from '../../src/model/activations/activations.ts';
import { initialWeights } from '../../src/model/initialisers/initialisers.ts';
import type { ModelSpec } from '../../src/model/model-spec.ts';
import type { OptimiserSpec } from '../../src/model/optimisers/optimisers.ts';
import { usualTraining } from '../../src/model/training-spec.ts';
import type { Dtype, Matrix } from '../../src/numbers/matrix.ts';
import { zeros } from '../../src/numbers/matrix.ts';
import { stream } from '../../src/numbers/random.ts';

allowRelaxed();

export interface Subject {
  readonly inputs: number;
  readonly hidden: readonly number[];
  readonly activation: Activation;
  readonly optimiser: OptimiserSpec['name'];
  readonly rows: number; // of a batch
}

export const SMALL: Subject = { inputs: 20, hidden: [64, 64], activation: 'relu', optimiser: 'sgd', rows: 64 };

export const exactly = (most: number): Threads => (most === 1 ? ONE_THREAD : { most, byTime: false });

/** A network on these threads, and a step of it on the same rows at every call with the same number. */
export function training({ inputs, hidden, activation, optimiser, rows }: Subject, variant: Variant, dtype: Dtype, threads: Threads) {
  const model: ModelSpec = { inputs, hidden: hidden.map((units) => ({ units, activation })), output: { kind: 'softmax', classes: 3 } };
  const task = { model, training: { ...usualTraining(model), optimiser: { name: optimiser } } };
  const network = new ScratchNetwork(task, initialWeights(model, 'he-normal', stream(8, 'initial')), createSimd(variant, dtype, threads));
  const batches = Array.from({ length: 5 }, (_, n) => batch(n === 4 ? rows - 3 : rows, inputs, n));
  return {
    network,
    step(n: number): number {
      const { X, y } = batches[n % batches.length]!;
      return network.step(X, y, optimiser === 'adam' ? 0.001 : 0.05);
    },
  };
}

function batch(rows: number, inputs: number, seed: number): { X: Matrix; y: Uint32Array } {
  const random = stream(seed, 'rows');
  const X = zeros(rows, inputs);
  for (let i = 0; i < X.data.length; i++) X.data[i] = Math.fround(random.normal());
  return { X, y: Uint32Array.from({ length: rows }, (_, r) => (X.data[r * inputs]! > 0 ? 1 : 0) + (X.data[r * inputs + 1]! > 0 ? 1 : 0)) };
}

/** SHA-256 of the weights after so many steps, helpers having been there from the first one on. */
export function hashAfter(steps: number, subject: Subject, variant: Variant, dtype: Dtype, threads: Threads): string {
  const { network, step } = training(subject, variant, dtype, threads);
  const [weights, state] = [network.weights(), network.state()];
  if (threads.most > 1) while (network.ranOn() === undefined) step(0);
  network.setWeights(weights);
  network.setState(state);
  for (let n = 0; n < steps; n++) step(n);
  const hash = createHash('sha256');
  for (const { W, b } of network.weights()) for (const { data } of [W, b]) hash.update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  network.dispose();
  return hash.digest('hex');
}
