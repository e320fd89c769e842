import { Fault } from '../../src/fault.ts';
import { batchesPerEpoch } from '../../src/run/batches.ts';
import { tfjsBackend } from '../../tfjs/backend.ts';
import type { RuntimeName } from '../../tfjs/runtime.ts';
import { readTask } from '../task-file.ts';
import { type VariationName, varied } from '../variations.ts';
import { batchStream } from './batch-stream.ts';
import { say, serve } from './serve.ts';

/** TensorFlow.js as the comparison trains it: `trainOnBatch` on batches made by hand. */
async function run(runtime: RuntimeName, folder: string, variation?: VariationName): Promise<void> {
  const { task, training } = varied(await readTask(folder), variation);
  const { create, description } = await tfjsBackend({ runtime });
  const network = await create(task.model, training, task.initial);
  const batch = batchStream(task);
  const step = async () => {
    const { X, y } = batch.next().value;
    return { samples: X.rows, loss: (await network.step(X, y, task.learningRate)) ?? NaN };
  };
  await serve({ description, stepsPerEpoch: batchesPerEpoch(task.train.X.rows, task.batchSize), step });
}

const [runtime, folder, variation] = process.argv.slice(2) as [RuntimeName, string, VariationName?];
await run(runtime, folder, variation).catch((error: unknown) => {
  if (!(error instanceof Fault)) throw error;
  say({ missing: error.message });
});
