import { createRequire } from 'node:module';
import { classesOf } from '../../src/model/target.ts';
import { rowRange } from '../../src/numbers/matrix.ts';
import { batchesPerEpoch } from '../../src/run/batches.ts';
import { readTask } from '../task-file.ts';
import { batchStream } from './batch-stream.ts';
import { say, serve } from './serve.ts';

/** What is used of brain.js: a network learns from one sample at a time, by squared error, and knows neither batches nor softmax. */
interface BrainNetwork {
  sizes: readonly number[];
  initialize(): void;
  trainPattern(sample: { readonly input: Float32Array; readonly output: readonly number[] }): unknown;
}

/** With ReLU it goes nearly twice as fast as with its sigmoid; a small rate keeps steps of one sample from diverging. */
const OPTIONS = { activation: 'relu', learningRate: 1e-4 };

async function run(folder: string): Promise<void> {
  const require = createRequire(import.meta.url);
  const { NeuralNetwork } = require('brain.js') as { NeuralNetwork: new (options: typeof OPTIONS) => BrainNetwork };
  const { version } = require('brain.js/package.json') as { version: string };
  const task = await readTask(folder);
  const network = new NeuralNetwork(OPTIONS);
  const classes = task.initial.at(-1)!.W.cols;
  network.sizes = [task.model.inputs, ...task.initial.map(({ W }) => W.cols)];
  network.initialize();
  const targets = Array.from({ length: classes }, (_, k) => Array.from({ length: classes }, (_, i) => Number(i === k)));
  const batch = batchStream(task);
  const step = () => {
    const { X, y } = batch.next().value;
    const labels = classesOf(y);
    for (let r = 0; r < X.rows; r++) network.trainPattern({ input: rowRange(X, r, r + 1).data as Float32Array, output: targets[labels[r]!]! });
    return { samples: X.rows };
  };
  await serve({
    description: `brain.js ${version}, a sample at a time, squared error`,
    stepsPerEpoch: batchesPerEpoch(task.train.X.rows, task.batchSize),
    step,
  });
}

await run(process.argv[2]!).catch((error: NodeJS.ErrnoException) => {
  if (error.code !== 'MODULE_NOT_FOUND') throw error;
  say({ missing: 'it is not installed: npm install --no-save brain.js, or NODE_PATH' });
});
