import { createHash } from 'node:crypto';
import { isMainThread, Worker } from 'node:worker_threads';
import { setNativeEnvironment } from '../../../tfjs/native/environment.ts';
import { loadNative } from '../../../tfjs/native/load.ts';

/**
 * A program for native.test.ts: trains 784-64-64-2 for 30 steps and prints a hash of the weights' bits. Its arguments
 * say where: 'main', 'workers' (two at once), or 'unprepared' (a worker whose main thread set no environment).
 */
async function trainedBits(): Promise<string> {
  const native = await loadNative();
  if ('missing' in native) return native.missing;
  const { tf } = native;
  const dense = (units: number, seed: number, extra: object): ReturnType<typeof tf.layers.dense> =>
    tf.layers.dense({ units, kernelInitializer: tf.initializers.heNormal({ seed }), ...extra });
  const model = tf.sequential({
    layers: [dense(64, 1, { inputShape: [784], activation: 'relu' }), dense(64, 2, { activation: 'relu' }), dense(2, 3, {})],
  });
  model.compile({ optimizer: tf.train.sgd(0.1), loss: (labels, logits) => tf.losses.softmaxCrossEntropy(labels, logits) });
  const X = tf.randomNormal([64, 784], 0, 1, 'float32', 7);
  const Y = tf.oneHot(
    tf.tensor1d(
      Array.from({ length: 64 }, (_, i) => i % 2),
      'int32',
    ),
    2,
  );
  for (let step = 0; step < 30; step++) await model.trainOnBatch(X, Y);
  const hash = createHash('sha256');
  for (const weights of model.getWeights()) hash.update(Buffer.from((await weights.data()).slice().buffer));
  return `${native.tensorflow} ${hash.digest('hex')}`;
}

/** A worker that runs this file again; on Node 20 it must register tsx by itself. */
function inWorker(): Promise<void> {
  const program = `import('tsx/esm/api').then(({ register }) => { register(); return import(${JSON.stringify(import.meta.url)}); })`;
  return new Promise((resolve, reject) => new Worker(program, { eval: true }).on('error', reject).on('exit', () => resolve()));
}

const where = process.argv[2];
if (!isMainThread || where === 'main') console.log(await trainedBits());
else {
  if (where === 'workers') setNativeEnvironment();
  await Promise.all(where === 'workers' ? [inWorker(), inWorker()] : [inWorker()]);
}
