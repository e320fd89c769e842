import type { Tf } from '../src/model/tf.ts';

/**
 * TensorFlow.js with that runtime set, which must have been started. Which one computes is one setting for all of a thread, so
 * that whoever shares it sets it again before each piece of work that is done without waiting; to set one that has been started takes no wait.
 */
export function onRuntime(tf: Tf, runtime: string): Tf {
  if (tf.getBackend() !== runtime) void tf.setBackend(runtime);
  return tf;
}
