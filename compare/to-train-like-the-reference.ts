import type { ModelSpec } from '../src/model/model-spec.ts';
import type { Target } from '../src/model/target.ts';
import type { DiagnoseOptions } from './diagnose/diagnose.ts';
import { holdAgainstTheReference, type NetworkUnderTest } from './hold-against-the-reference.ts';

/**
 * A matcher for Vitest (and Jest): `expect.extend({ toTrainLikeTheReference })`, then
 * `await expect(myNetwork).toTrainLikeTheReference(model)`. Fails with the diagnosis as its message.
 */
export async function toTrainLikeTheReference<T extends Target = Uint32Array>(
  received: NetworkUnderTest<T>,
  model?: ModelSpec,
  options?: DiagnoseOptions,
): Promise<{ pass: boolean; message: () => string }> {
  const { pass, text } = await holdAgainstTheReference(received, model, options);
  return { pass, message: () => text };
}

declare module 'vitest' {
  interface Matchers<T> {
    toTrainLikeTheReference(model?: ModelSpec, options?: DiagnoseOptions): Promise<T>;
  }
}
