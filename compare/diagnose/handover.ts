import type { ModelSpec } from '../../src/model/model-spec.ts';
import { type LayerWeights, tensorsOf } from '../../src/model/tensors.ts';
import type { Matrix } from '../../src/numbers/matrix.ts';
import { type Answer, copied, copy, type Resumable, read, seen } from './asking.ts';
import type { Probe } from './probe-plan.ts';

/** What the network does with things that are not its own: weights handed in and out, and the batch. */
export async function* handover(network: Resumable, model: ModelSpec, question: Probe, given: readonly LayerWeights[]): AsyncGenerator<Answer, void> {
  const other = question.weights.map(({ W, b }) => ({ W: scaled(W, -0.5), b: scaled(b, 2) }));
  const set = other.map(copied);
  await network.setWeights(set);
  yield* tensorsOf(await read(network, model, question)).map(({ label, values }) => seen(question, 0, 'weights', label, values));
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

  const manner = (name: string, is: boolean) => seen(question, 0, 'manner', name, { rows: 1, cols: 1, data: Float64Array.of(Number(is)) });
  yield manner('keeps given weights', keepsGiven);
  yield manner('weights() are views', movedBySteps || movedByCaller);
  yield manner(
    'batch X altered',
    batch.X.data.some((x, i) => x !== X.data[i]),
  );
  yield manner(
    'batch y altered',
    batch.y.some((label, r) => label !== y[r]),
  );
}

function same(a: readonly LayerWeights[], b: readonly LayerWeights[]): boolean {
  const other = tensorsOf(b);
  return tensorsOf(a).every(({ values }, t) => values.data.every((value, i) => Math.fround(value) === Math.fround(other[t]!.values.data[i]!)));
}

function scaled(M: Matrix, factor: number): Matrix {
  return { ...M, data: M.data.map((value) => value * factor) };
}
