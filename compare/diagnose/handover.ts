import type { ModelSpec } from '../../src/model/model-spec.ts';
import type { Network } from '../../src/model/network.ts';
import { type LayerWeights, type NamedTensors, tensorsOf } from '../../src/model/tensors.ts';
import { copied, copy, read } from './asking.ts';
import type { Observation } from './observation.ts';
import type { Probe } from './probe-plan.ts';
import { handedOver, mannersShown, weightsShown } from './shown.ts';

/** What the network does with things that are not its own: weights handed in and out, and the batch. */
export async function* handover(network: Network, model: ModelSpec, question: Probe, given: readonly LayerWeights[]): AsyncGenerator<Observation, void> {
  const other = handedOver(question);
  const set = other.map(copied);
  await network.setWeights(set);
  yield* weightsShown(question, await read(network, model, question));
  const standing = await read(network, model, question);
  [...set, ...given].forEach(({ W }) => W.data.fill(7));
  const keepsGiven = !same(await read(network, model, question), standing);

  await network.setWeights(other.map(copied));
  const handed = await network.weights();
  const { batch, learningRate } = question.steps[0]!;
  const { X, y } = { X: copy(batch.X), y: batch.y.slice() };
  await network.predict(X);
  const asRead = handed.map(copied);
  await network.step(X, y, learningRate);
  const movedBySteps = !same(handed, asRead);
  const now = await read(network, model, question);
  (await network.weights()).forEach(({ W }) => W.data.fill(7));
  const movedByCaller = !same(await read(network, model, question), now);

  yield* mannersShown(question, {
    'keeps given weights': keepsGiven,
    'weights() are views': movedBySteps || movedByCaller,
    'batch X altered': batch.X.data.some((x, i) => x !== X.data[i]),
    'batch y altered': batch.y.some((label, r) => label !== y[r]),
  });
}

/** In float32, whatever the network keeps; NaN is NaN. */
function same(a: NamedTensors, b: NamedTensors): boolean {
  return tensorsOf(a).every(({ name, layer, values }) => {
    const other = b[layer - 1]![name]!.data;
    return values.data.every((value, i) => alike(Math.fround(value), Math.fround(other[i]!)));
  });
}

function alike(x: number, y: number): boolean {
  return x === y || (Number.isNaN(x) && Number.isNaN(y));
}
