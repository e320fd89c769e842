import type { ModelSpec } from '../src/model/model-spec.ts';
import type { Backend } from '../src/model/network.ts';
import type { Target } from '../src/model/target.ts';
import { type DiagnoseOptions, diagnose } from './diagnose/diagnose.ts';
import type { NetworkMaker } from './networks/define-network.ts';
import { localBackend } from './networks/local-backend.ts';
import { toText } from './show/words/diagnosis.ts';

/** A network of a test suite's: a function that makes it, as `defineNetwork` takes it, or what stands behind the seam. */
export type NetworkUnderTest<T extends Target = Uint32Array> = NetworkMaker<T> | Backend;

/** Whether every number of its training is the reference's, and the diagnosis in words. */
export async function holdAgainstTheReference<T extends Target>(
  network: NetworkUnderTest<T>,
  model?: ModelSpec,
  options?: DiagnoseOptions,
): Promise<{ readonly pass: boolean; readonly text: string }> {
  const backend = typeof network === 'function' ? localBackend(network, network.name || 'the network') : network;
  const diagnosis = await diagnose(backend, model, options);
  return { pass: diagnosis.verdict === 'correct', text: toText(diagnosis) };
}
