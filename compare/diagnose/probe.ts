import { Fault } from '../../src/fault.ts';
import { logitsWidth, type ModelSpec } from '../../src/model/model-spec.ts';
import type { Backend, Network } from '../../src/model/network.ts';
import { type LayerWeights, tensorsOf } from '../../src/model/tensors.ts';
import { type Matrix, shape, zeros } from '../../src/numbers/matrix.ts';
import type { Samples } from '../../src/run/batches.ts';
import { type Answer, copied, copy, type Resumable, read, seen } from './asking.ts';
import { handover } from './handover.ts';
import type { Observation } from './observation.ts';
import type { Probe } from './probe-plan.ts';
import { create, Unanswered } from './telling.ts';
import type { UnansweredProbe } from './unanswered.ts';

/** Which of the optional methods are asked. */
export interface Asked {
  readonly gradients: boolean;
  readonly activations: boolean;
}

export interface Answers {
  readonly observations: readonly Observation[];
  /** The weights after each step, from which a prediction of the next step starts. */
  readonly after: readonly (readonly LayerWeights[])[];
  /** Why there is no more, where the network did not answer the probe to its end. */
  readonly unanswered?: UnansweredProbe;
}

/** What comes before the steps, or the steps alone. */
export type Part = 'forward' | 'steps' | 'all';

/** All answers of one probe, as far as it is answered. */
export async function probe(backend: Backend, model: ModelSpec, question: Probe, asked: Asked): Promise<Answers> {
  const observations: Observation[] = [];
  const after: (readonly LayerWeights[])[] = [];
  try {
    for await (const answer of probing(backend, model, question, asked)) {
      if ('after' in answer) after.push(answer.after);
      else observations.push(answer);
    }
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const why = error instanceof Unanswered ? { asked: error.asked, said: error.said } : { said: error.message };
    return { observations, after, unanswered: { probe: question.title, ...why } };
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
  backend: Backend,
  model: ModelSpec,
  question: Probe,
  asked: Asked,
  anchors?: Answers['after'],
  part: Part = 'all',
): AsyncGenerator<Answer, void> {
  const given = question.weights.map(copied);
  let network: Resumable | undefined;
  try {
    network = await create(backend, model, given);
    yield* question.id === 'handover' ? handover(network, model, question, given) : train(network, model, question, asked, part, anchors);
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw new Fault(`${backend.name}: its answer at ${question.title} cannot be used: ${error instanceof Error ? error.message : String(error)}.`);
  } finally {
    await network?.dispose?.();
  }
}

async function* train(
  network: Resumable,
  model: ModelSpec,
  question: Probe,
  asked: Asked,
  part: Part,
  anchors?: Answers['after'],
): AsyncGenerator<Answer, void> {
  if (part !== 'steps') yield* standing(network, model, question, asked);
  if (part !== 'forward') yield* stepping(network, model, question, asked, anchors);
}

/** A network before its first step. */
async function* standing(network: Resumable, model: ModelSpec, question: Probe, asked: Asked): AsyncGenerator<Answer, void> {
  const before = await read(network, model, question);
  if (question.id === 'full') yield* tensorsOf(before).map(({ label, values }) => seen(question, 0, 'weights', label, values));

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
      yield* tensorsOf((await network.gradients?.()) ?? []).map(({ label, values }) => seen(question, s, 'reported', `d${label}`, copy(values)));
    }
    const now = await read(network, model, question);
    yield* implied(before, now, learningRate).map(({ name, values, floor }) => seen(question, s, 'gradient', `d${name}`, values, floor));
    yield { after: now };
    before = now;
  }
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
  return tensorsOf(before).map(({ label: name, values: W }, t) => {
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
