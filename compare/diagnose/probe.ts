import { Fault } from '../../src/fault.ts';
import { logitsWidth, type ModelSpec } from '../../src/model/model-spec.ts';
import type { Backend, Lack, Network } from '../../src/model/network.ts';
import type { LayerWeights } from '../../src/model/tensors.ts';
import { type Matrix, shape } from '../../src/numbers/matrix.ts';
import type { LabelledSamples } from '../../src/run/batches.ts';
import { copied, copy, read } from './asking.ts';
import { handover } from './handover.ts';
import type { Observation } from './observation.ts';
import type { Probe } from './probe-plan.ts';
import { activationsShown, changeShown, logitsShown, lossShown, reportedShown, weightsShown } from './shown.ts';
import { create, Unanswered } from './telling.ts';
import type { UnansweredProbe } from './unanswered.ts';

/** What is asked: the optional methods that there are, and what is not lacking. */
export interface Asked {
  readonly gradients: boolean;
  readonly activations: boolean;
  readonly lacks: readonly Lack[];
}

export interface Answers {
  readonly observations: readonly Observation[];
  /** The weights after each step, from which a simulation of the next step starts. */
  readonly after: readonly (readonly LayerWeights[])[];
  /** Why there is no more, where the network did not answer the probe to its end. */
  readonly unanswered?: UnansweredProbe;
}

/** What a probe yields, in the order in which the network was asked: tensors, and the weights after each step. */
type Answer = Observation | { readonly after: readonly LayerWeights[] };

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
 * Puts one probe to a fresh network of the backend, through the seam alone, one question after the other.
 * @throws Fault where the network throws, or answers with something of another shape
 */
async function* probing(backend: Backend, model: ModelSpec, question: Probe, asked: Asked): AsyncGenerator<Answer, void> {
  const given = question.weights.map(copied);
  let network: Network | undefined;
  try {
    network = await create(backend, model, given);
    if (question.id === 'handover') yield* handover(network, model, question, given);
    else {
      yield* standing(network, model, question, asked);
      yield* stepping(network, model, question, asked);
    }
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw new Fault(`${backend.name}: its answer at ${question.title} cannot be used: ${error instanceof Error ? error.message : String(error)}.`);
  } finally {
    await network?.dispose?.();
  }
}

/** A network before its first step. */
async function* standing(network: Network, model: ModelSpec, question: Probe, asked: Asked): AsyncGenerator<Answer, void> {
  const before = await read(network, model, question);
  if (question.id === 'full') yield* weightsShown(question, before);
  const { X } = question.steps[0]!.batch;
  if (asked.activations) yield* activationsShown(question, ((await network.activations?.(copy(X))) ?? []).map(copy));
  if (!asked.lacks.includes('logits')) yield* logitsShown(question, await logits(network, model, X, question));
}

async function* stepping(network: Network, model: ModelSpec, question: Probe, asked: Asked): AsyncGenerator<Answer, void> {
  let before = await read(network, model, question);
  const steps = asked.lacks.includes('later steps') ? question.steps.slice(0, 1) : question.steps;
  for (const [s, { batch, learningRate }] of steps.entries()) {
    const loss = await network.step(copy(batch.X), batch.y.slice(), learningRate);
    if (!asked.lacks.includes('loss')) yield* lossShown(question, s, loss);
    if (asked.gradients) yield* reportedShown(question, s, ((await network.gradients?.()) ?? []).map(copied));
    const after = await read(network, model, question);
    if (!asked.lacks.includes('update')) yield* changeShown(question, s, before, after);
    yield { after };
    before = after;
  }
}

async function logits(network: Network, model: ModelSpec, X: LabelledSamples['X'], question: Probe): Promise<Matrix> {
  const Z = copy(await network.predict(copy(X)));
  const expected = { rows: X.rows, cols: logitsWidth(model.output), data: Z.data };
  if (Z.rows !== expected.rows || Z.cols !== expected.cols || Z.data.length !== Z.rows * Z.cols) {
    throw new Fault(`predict(X), at ${question.title}: the logits must be ${shape(expected)}, got ${shape(Z)} with ${Z.data.length} numbers.`);
  }
  return Z;
}
