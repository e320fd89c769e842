import { AssertionError } from 'node:assert';
import type { ModelSpec } from '../src/model/model-spec.ts';
import type { Target } from '../src/model/target.ts';
import type { DiagnoseOptions } from './diagnose/diagnose.ts';
import { holdAgainstTheReference, type NetworkUnderTest } from './hold-against-the-reference.ts';

/**
 * For node:test, Jest, and whatever else runs tests: `await assertTrainsLikeTheReference(myNetwork, model)`.
 * @throws AssertionError unless every number of its training is the reference's; its message is the diagnosis
 */
export async function assertTrainsLikeTheReference<T extends Target = Uint32Array>(
  network: NetworkUnderTest<T>,
  model?: ModelSpec,
  options?: DiagnoseOptions,
): Promise<void> {
  const { pass, text } = await holdAgainstTheReference(network, model, options);
  if (!pass) throw new AssertionError({ message: text, stackStartFn: assertTrainsLikeTheReference });
}
