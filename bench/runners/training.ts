import { ScratchNetwork } from '../../scratch/fast/network.ts';
import type { Kernels } from '../../scratch/kernels/kernels.ts';
import { batchesPerEpoch } from '../../src/run/batches.ts';
import type { Varied } from '../variations.ts';
import { batchStream } from './batch-stream.ts';
import type { Work } from './slice.ts';

/** The hand-written network with one of its kernels, in float32. */
export function training({ task, training }: Varied, kernels: Kernels, description: string): Work {
  const network = new ScratchNetwork({ model: task.model, training }, task.initial, kernels);
  const batch = batchStream(task, network.batchRoom(task.batchSize));
  const step = () => {
    const { X, y } = batch.next().value;
    return { samples: X.rows, loss: network.step(X, y, task.learningRate) };
  };
  return { description, stepsPerEpoch: batchesPerEpoch(task.train.X.rows, task.batchSize), step };
}
