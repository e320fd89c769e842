import { Fault } from '../../src/fault.ts';
import { usualTraining } from '../../src/model/training-spec.ts';
import { batchesPerEpoch } from '../../src/run/batches.ts';
import { tfjsBackend } from '../../tfjs/backend.ts';
import type { RuntimeName } from '../../tfjs/runtime.ts';
import { readTask } from '../task-file.ts';
import { batchStream } from './batch-stream.ts';
import { say, serve } from './serve.ts';

/** TensorFlow.js as the comparison trains it: `trainOnBatch` on batches made by hand. */
async function run(runtime: RuntimeName, folder: string): Promise<void> {
  const task = await readTask(folder);
  const { create, description } = await tfjsBackend({ runtime });
  const network = await create(task.model, usualTraining(task.model), task.initial);
  const batch = batchStream(task);
  const step = async () => {
    const { X, y } = batch.next().value;
    return { samples: X.rows, loss: (await network.step(X, y, task.learningRate)) ?? NaN };
  };
  await serve({ description, stepsPerEpoch: batchesPerEpoch(task.train.X.rows, task.batchSize), step });
}

const [runtime, folder] = process.argv.slice(2) as [RuntimeName, string];
await run(runtime, folder).catch((error: unknown) => {
  if (!(error instanceof Fault)) throw error;
  say({ missing: error.message });
});
