import type { Samples } from '../../src/batches.ts';
import { shape, zeros, type Matrix } from '../../src/matrix.ts';
import { logitsWidth, type ModelSpec } from '../../src/model-spec.ts';
import type { Backend, LayerWeights, Network } from '../../src/network.ts';
import { Fault } from '../../src/fault.ts';
import { checkWeights, tensorsOf } from '../../src/weights.ts';
import type { Observation, Quantity } from './observation.ts';
import type { Probe } from './probe-plan.ts';

/** Which of the optional methods are asked. */
export interface Asked {
  readonly gradients: boolean;
  readonly activations: boolean;
}

/** What a probe yields, in the order in which the network was asked: tensors, and the weights after each step. */
export type Answer = Observation | { readonly after: readonly LayerWeights[] };

export interface Answers {
  readonly observations: readonly Observation[];
  /** The weights after each step, from which a prediction of the next step starts. */
  readonly after: readonly (readonly LayerWeights[])[];
}

/** What comes before the steps, or the steps alone. */
export type Part = 'forward' | 'steps' | 'all';

/** A network that can be put where another one stands, keeping its own memory. */
interface Resumable extends Network {
  resume?(weights: readonly LayerWeights[]): void;
}

/** All answers of one probe. @throws as `probing` does */
export async function probe(backend: Backend, model: ModelSpec, question: Probe, asked: Asked): Promise<Answers> {
  const observations: Observation[] = [];
  const after: (readonly LayerWeights[])[] = [];
  for await (const answer of probing(backend, model, question, asked)) {
    if ('after' in answer) after.push(answer.after);
    else observations.push(answer);
  }
  return { observations, after };
}

/**
 * Puts one probe to a fresh network of the backend, through the seam alone, one answer after the other: who has seen
 * enough stops asking.
 * @param anchors the weights that another network had after each step: with them every later step is re-anchored, so
 *   that an early difference does not grow into a late one
 * @throws Fault where the network throws, or answers with something of another shape
 */
export async function* probing(
  backend: Backend, model: ModelSpec, question: Probe, asked: Asked, anchors?: Answers['after'], part: Part = 'all',
): AsyncGenerator<Answer, void> {
  const given = question.weights.map(copied);
  let network: Resumable | undefined;
  try {
    network = await backend.create(model, given);
    yield* question.id === 'handover' ? handover(network, model, question, given) : train(network, model, question, asked, part, anchors);
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw new Fault(`The network threw at ${question.title}: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    await network?.dispose?.();
  }
}

async function* train(
  network: Resumable, model: ModelSpec, question: Probe, asked: Asked, part: Part, anchors?: Answers['after'],
): AsyncGenerator<Answer, void> {
  if (part !== 'steps') yield* standing(network, model, question, asked);
  if (part !== 'forward') yield* stepping(network, model, question, asked, anchors);
}

/** A network before its first step. */
async function* standing(network: Resumable, model: ModelSpec, question: Probe, asked: Asked): AsyncGenerator<Answer, void> {
  const before = await read(network, model, question);
  if (question.id === 'full') yield* tensorsOf(before).map(({ name, values }) => seen(question, 0, 'weights', name, values));

  const { X } = question.steps[0]!.batch;
  if (asked.activations) {
    const A = (await network.activations?.(copy(X))) ?? [];
    yield* A.map((values, l) => seen(question, 0, 'activation', `A${l + 1}`, copy(values)));
  }
  yield seen(question, 0, 'logits', 'logits', await logits(network, model, X, question));
}

async function* stepping(network: Resumable, model: ModelSpec, question: Probe, asked: Asked, anchors?: Answers['after']): AsyncGenerator<Answer, void> {
  let before = await read(network, model, question);
  for (const [s, { batch, learningRate }] of question.steps.entries()) {
    const anchor = s > 0 ? anchors?.[s - 1] : undefined;
    if (anchor && network.resume) {
      network.resume(anchor);
      before = await read(network, model, question);
    }
    const loss = await network.step(copy(batch.X), batch.y.slice(), learningRate);
    yield seen(question, s, 'loss', 'loss', { rows: 1, cols: 1, data: Float64Array.of(Number(loss)) });
    if (asked.gradients) {
      yield* tensorsOf((await network.gradients?.()) ?? []).map(({ name, values }) => seen(question, s, 'reported', `d${name}`, copy(values)));
    }
    const now = await read(network, model, question);
    yield* implied(before, now, learningRate).map(({ name, values, floor }) => seen(question, s, 'gradient', `d${name}`, values, floor));
    yield { after: now };
    before = now;
  }
}

/** What the network does with things that are not its own: weights handed in and out, and the batch. */
async function* handover(network: Resumable, model: ModelSpec, question: Probe, given: readonly LayerWeights[]): AsyncGenerator<Answer, void> {
  const other = question.weights.map(({ W, b }) => ({ W: scaled(W, -0.5), b: scaled(b, 2) }));
  const set = other.map(copied);
  await network.setWeights(set);
  yield* tensorsOf(await read(network, model, question)).map(({ name, values }) => seen(question, 0, 'weights', name, values));
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
  yield manner('batch X altered', batch.X.data.some((x, i) => x !== X.data[i]));
  yield manner('batch y altered', batch.y.some((label, r) => label !== y[r]));
}

function seen(probe: Probe, step: number, quantity: Quantity, tensor: string, values: Matrix, floor = 0): Observation {
  const layer = Number(tensor.replace(/^\D+/, '')) || 0;
  return { probe, step, quantity, tensor, layer, values, floor };
}

function copied({ W, b }: LayerWeights): LayerWeights {
  return { W: { ...W, data: W.data.slice() }, b: { ...b, data: b.data.slice() } };
}

/** The weights as they are now: copied at once, should they be views. */
async function read(network: Resumable, model: ModelSpec, question: Probe): Promise<readonly LayerWeights[]> {
  if (network.resume && question.id !== 'handover') return network.weights(); // ours: the right shapes, and nobody writes into them
  const weights = (await network.weights()).map(copied);
  try {
    checkWeights(model, weights);
  } catch (error) {
    throw new Fault(`weights(), at ${question.title}: ${(error as Error).message}`);
  }
  return weights;
}

async function logits(network: Network, model: ModelSpec, X: Samples['X'], question: Probe): Promise<Matrix> {
  const Z = copy(await network.predict(copy(X)));
  const expected = { rows: X.rows, cols: logitsWidth(model.output), data: Z.data };
  if (Z.rows !== expected.rows || Z.cols !== expected.cols || Z.data.length !== Z.rows * Z.cols) {
    throw new Fault(`predict(X), at ${question.title}: the logits must be ${shape(expected)}, got ${shape(Z)} with ${Z.data.length} numbers.`);
  }
  return Z;
}

/** (W − W')/η of every tensor in float64, with its floor: half an ulp of float32 of W and of W' each, divided by η. */
function implied(before: readonly LayerWeights[], after: readonly LayerWeights[], learningRate: number): { name: string; values: Matrix; floor: number }[] {
  const now = tensorsOf(after);
  return tensorsOf(before).map(({ name, values: W }, t) => {
    const next = now[t]!.values;
    const values = zeros(W.rows, W.cols, 'float64');
    let floor = 0;
    for (let i = 0; i < values.data.length; i++) {
      const [w, v] = [W.data[i]!, next.data[i]!];
      values.data[i] = (w - v) / learningRate;
      const size = Math.max(Math.abs(w), Math.abs(v));
      if (Number.isFinite(size)) floor += (2 ** -23 * size) ** 2;
    }
    return { name, values, floor: Math.sqrt(floor) / learningRate };
  });
}

function same(a: readonly LayerWeights[], b: readonly LayerWeights[]): boolean {
  const other = tensorsOf(b);
  return tensorsOf(a).every(({ values }, t) => values.data.every((value, i) => Math.fround(value) === Math.fround(other[t]!.values.data[i]!)));
}

function scaled(M: Matrix, factor: number): Matrix {
  return { ...M, data: M.data.map((value) => value * factor) };
}

function copy(M: Matrix): Matrix {
  return { ...M, data: M.data.slice() };
}
