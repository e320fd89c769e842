import { Fault } from '../../src/fault.ts';
import { layersOf, logitsWidth, type ModelSpec } from '../../src/model/model-spec.ts';
import type { Backend } from '../../src/model/network.ts';
import { copyWeights } from '../../src/model/tensors.ts';
import type { Setting } from './mistake.ts';
import { type Case, makeCase } from './prediction.ts';
import { type Answers, type Asked, probe } from './probe.ts';
import { type Probe, planProbes } from './probe-plan.ts';
import { create } from './telling.ts';
import type { UnansweredProbe } from './unanswered.ts';
import { wordAsked, wordPurpose } from './unanswered.ts';

export interface Interrogation {
  /** Rows of the full batch, and the learning rate that effects are told in: those that the reader trains with. */
  readonly batchSize?: number;
  readonly learningRate?: number;
  readonly seed?: number;
  /** Ends it, with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Called when a probe has been answered. */
  readonly onProbe?: (done: number, of: number) => void;
}

/** Puts every probe to the network. @throws Fault if it cannot be made, or answers none that asks for the model's numbers to its end */
export async function interrogate(backend: Backend, model: ModelSpec, options: Interrogation): Promise<Case> {
  const { batchSize = 64, learningRate = 0.1, seed = 8, signal, onProbe } = options;
  const { probes: planned } = planProbes(model, batchSize, seed);
  const asked = await offers(backend, model, planned[0]!);
  const probes = planned.filter(({ id }) => id !== 'handover' || !asked.lacks.includes('manners'));
  const answers = new Map<string, Answers>();
  for (const question of probes) {
    answers.set(question.id, await probe(backend, model, question, asked));
    signal?.throwIfAborted(); // what a network that answers no more throws is no answer of its
    onProbe?.(answers.size, probes.length);
  }
  const unanswered = [...answers.values()].flatMap(({ unanswered }) => unanswered ?? []);
  const [first] = unanswered;
  if (first && probes.every(({ id }) => id === 'handover' || answers.get(id)!.unanswered)) throw nothingAnswered(first);
  const layers = layersOf(model);
  const shortRows = probes.find(({ id }) => id === 'short')!.steps[0]!.batch.X.rows;
  const setting: Setting = { model, layers, depth: layers.length, classes: logitsWidth(model.output), batchSize, shortRows, learningRate };
  return makeCase({ model, setting, probes, answers, unanswered }, signal);
}

function nothingAnswered({ said, asked, probe: title }: UnansweredProbe): Fault {
  return new Fault(
    `${said}${asked ? ` It was asked for ${wordAsked(asked)} (${title}).${wordPurpose([asked])}` : ''} No other step or prediction was answered either.`,
  );
}

/** Which of the optional methods the network has. */
async function offers(backend: Backend, model: ModelSpec, { weights }: Probe): Promise<Asked> {
  const network = await create(backend, model, copyWeights(weights));
  try {
    return { gradients: network.gradients !== undefined, activations: network.activations !== undefined, lacks: backend.lacks ?? [] };
  } finally {
    await network.dispose?.();
  }
}
