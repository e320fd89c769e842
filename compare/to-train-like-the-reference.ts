import type { ModelSpec } from '../src/model/model-spec.ts';
import type { Backend } from '../src/model/network.ts';
import { type DiagnoseOptions, diagnose } from './diagnose/diagnose.ts';
import { toText } from './show/words/diagnosis.ts';

/**
 * A matcher for Vitest (and Jest): `expect.extend({ toTrainLikeTheReference })`, then
 * `await expect(myNetwork).toTrainLikeTheReference(model)`. Fails with the diagnosis as its message.
 */
export async function toTrainLikeTheReference(
  received: Backend,
  model?: ModelSpec,
  options?: DiagnoseOptions,
): Promise<{ pass: boolean; message: () => string }> {
  const diagnosis = await diagnose(received, model, options);
  return { pass: diagnosis.verdict === 'correct', message: () => toText(diagnosis) };
}

declare module 'vitest' {
  interface Matchers<T> {
    toTrainLikeTheReference(model?: ModelSpec, options?: DiagnoseOptions): Promise<T>;
  }
}
