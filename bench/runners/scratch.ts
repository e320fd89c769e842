import { createKernels } from '../../scratch/kernels/create.ts';
import type { Kernels } from '../../scratch/kernels/kernels.ts';
import { bestVariant } from '../../scratch/kernels/simd/choice.ts';
import { createSimd } from '../../scratch/kernels/simd/simd.ts';
import { threadsFor } from '../../src/host/threads.ts';
import { layersOf } from '../../src/model/model-spec.ts';
import { readTask } from '../task-file.ts';
import { type VariationName, type Varied, varied } from '../variations.ts';
import type { Task } from '../workloads.ts';
import { say, serve } from './serve.ts';
import type { Work } from './slice.ts';
import { training } from './training.ts';

/** The matrix products of a training step and nothing else: X·W and Xᵀ·dY of every layer, dY·Wᵀ of all but the first. */
function products({ model, batchSize, initial }: Task, kernels: Kernels, description: string): Work {
  const all = layersOf(model).flatMap(({ inputs, outputs }, l) => {
    const [X, W, b, Y] = [kernels.matrix(batchSize, inputs), kernels.matrix(inputs, outputs), kernels.matrix(1, outputs), kernels.matrix(batchSize, outputs)];
    const [dY, dW, dX] = [kernels.matrix(batchSize, outputs), kernels.matrix(inputs, outputs), kernels.matrix(batchSize, inputs)];
    W.data.set(initial[l]!.W.data);
    X.data.fill(0.5);
    dY.data.fill(0.25);
    const forward = () => kernels.affine(X, W, b, false, Y);
    const backward = () => kernels.weightGradient(X, dY, dW);
    return l === 0 ? [forward, backward] : [forward, backward, () => kernels.inputGradient(dY, W, dX)];
  });
  const step = () => {
    for (const product of all) product();
    return { samples: batchSize };
  };
  return { description, stepsPerEpoch: 1, step };
}

async function work(name: string, given: Varied): Promise<Work | undefined> {
  const best = bestVariant();
  const engine = `Node ${process.version.slice(1)}`;
  switch (name) {
    case 'naive':
    case 'blocked':
      return training(given, await createKernels(name, 'float32'), engine);
    case 'simd':
      return best && training(given, createSimd(best), `${engine}, ${best} SIMD`);
    case 'simd-threads':
      return best && training(given, createSimd(best, 'float32', threadsFor('auto', 1)), `${engine}, ${best} SIMD`);
    case 'simd-plain':
      return best && training(given, createSimd('plain'), `${engine}, plain SIMD`);
    case 'simd-products':
      return best && products(given.task, createSimd(best), `${engine}, ${best} SIMD`);
  }
  throw new RangeError(`There is no row '${name}'.`);
}

const [name, folder, variation] = process.argv.slice(2) as [string, string, VariationName?];
const own = await work(name, varied(await readTask(folder), variation));
if (own) await serve(own);
else say({ missing: 'this JavaScript engine has no WebAssembly SIMD' });
