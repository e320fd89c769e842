import { madeUpon } from '../../compare/diagnose/channels/finding.ts';
import { diagnose } from '../../compare/diagnose/diagnose.ts';
import type { Diagnosis } from '../../compare/diagnose/diagnosis.ts';
import { isRight } from '../../compare/diagnose/right.ts';
import { toText } from '../../compare/show/words/diagnosis.ts';
import { scratchBackend } from '../../scratch/backend.ts';
import { PlainNetwork } from '../../scratch/plain.ts';
import { textbook } from '../../scratch/textbook.ts';
import { ACTIVATIONS } from '../../src/model/activations/activations.ts';
import type { Backend } from '../../src/model/network.ts';
import { OPTIMISERS } from '../../src/model/optimisers/optimisers.ts';
import type { Task, TrainingSpec } from '../../src/model/training-spec.ts';
import type { Dtype } from '../../src/numbers/matrix.ts';
import { type Stream, stream } from '../../src/numbers/random.ts';
import { drawn } from '../compare/diagnose/channels/grammar.ts';
import { planted, sigmoid, small, softmax } from '../compare/diagnose/channels/planted.ts';
import { variants } from '../vocabulary.ts';
import { distance } from './truth.ts';

export interface VerdictOutcome {
  readonly seed: number;
  /** Of right networks: wrong where an alarm is raised. Of wrong ones: where none is; what may be intended is told as not declared. */
  readonly outcome: 'right' | 'wrong' | 'not declared';
  readonly milliseconds: number; // of processor time
  readonly network: string;
  readonly text: string;
}

/** A right network of the vocabulary, every second one narrow and in float32: an alarm is a wrong outcome. */
export async function measureRight(seed: number): Promise<VerdictOutcome> {
  const random = stream(seed, 'right networks');
  const isNarrow = seed % 2 === 0;
  const [name, task] = anyTask(random, isNarrow ? 4 : 16);
  const backend = await anyNetwork(random, isNarrow ? 'float32' : 'float64');
  return judged(seed, `${name}, ${backend.description}: ${JSON.stringify(task)}`, backend, task, ofRight);
}

/** A network with one mistake drawn at random: to call it right is a wrong outcome. */
export async function measureMistaken(seed: number): Promise<VerdictOutcome> {
  const [mistake] = drawn(seed, 1, 3);
  const activation = (['tanh', 'relu', 'sigmoid', 'leaky-relu(0.2)', 'gelu'] as const)[seed % 5]!;
  const dtype = seed % 2 === 0 ? 'float64' : 'float32';
  const task = small(activation, seed % 4 === 3 ? sigmoid : softmax);
  const isNone = distance(madeUpon(textbook, [mistake!.plant]), textbook, task, seed) < 1e-9; // a formula that is the right one in other words
  const network = `${activation}, ${dtype}: ${mistake!.says}`;
  return judged(seed, network, planted([mistake!.plant], dtype), task, isNone ? ofRight : ofWrong);
}

async function judged(
  seed: number,
  network: string,
  backend: Backend,
  { model, training }: Task,
  outcomeOf: (diagnosis: Diagnosis) => VerdictOutcome['outcome'],
): Promise<VerdictOutcome> {
  const begun = process.cpuUsage();
  const diagnosis = await diagnose(backend, model, { training, seed });
  const { user, system } = process.cpuUsage(begun);
  const outcome = outcomeOf(diagnosis);
  return { seed, outcome, milliseconds: (user + system) / 1e3, network, text: outcome === 'wrong' ? toText(diagnosis) : '' };
}

function ofRight(diagnosis: Diagnosis): VerdictOutcome['outcome'] {
  return isRight(diagnosis) ? 'right' : 'wrong';
}

function ofWrong(diagnosis: Diagnosis): VerdictOutcome['outcome'] {
  if (diagnosis.verdict === 'correct') return 'wrong';
  return isRight(diagnosis) ? 'not declared' : 'right';
}

/** A variant of the vocabulary in another shape, with other things said besides where they go with it. */
function anyTask(random: Stream, most: number): [name: string, task: Task] {
  const [name, { model, training }] = pick(random, Object.entries(variants));
  const like = model.hidden[0]!;
  const isPlain = !like.normalise && !like.dropout && like.bias !== false;
  const layers = whole(random, isPlain ? 0 : 1, 3);
  const activation = () => (name.startsWith('activation') || chance(random, 0.3) ? like.activation : pick(random, ACTIVATIONS).name);
  const hidden = Array.from({ length: layers }, () => ({
    ...like,
    units: whole(random, like.normalise ? 2 : 1, most), // a layer normalised over one unit is 0
    activation: activation() as typeof like.activation,
  }));
  return [name, { model: { ...model, inputs: whole(random, 1, most), hidden }, training: withMore(random, name, training) }];
}

function withMore(random: Stream, name: string, training: TrainingSpec): TrainingSpec {
  const optimiser = { name: pick(random, OPTIMISERS).name };
  const clip = pick(random, [{ value: 0.02 }, { norm: 0.05 }, { globalNorm: 0.1 }]);
  const strength = { l1: pick(random, [0, 0.01]), l2: pick(random, [0.001, 0.05]) };
  const penalty = { ...strength, biases: chance(random, 0.5), in: pick(random, ['loss', 'gradient'] as const), overBatch: chance(random, 0.5) };
  return {
    ...training,
    ...(!name.startsWith('optimiser') && chance(random, 0.4) && { optimiser }),
    ...(!training.accumulate && chance(random, 0.15) && { accumulate: whole(random, 2, 3) }),
    ...(!training.clip && chance(random, 0.15) && { clip }),
    ...(!training.penalty && chance(random, 0.2) && { penalty }),
    ...(!training.decay && chance(random, 0.1) && { decay: { rate: 0.05, biases: chance(random, 0.5) } }),
  };
}

async function anyNetwork(random: Stream, dtype: Dtype): Promise<Backend> {
  const plain: Backend = {
    name: 'plain',
    description: `plain, ${dtype}`,
    create: async (model, training, initial) => new PlainNetwork({ model, training }, initial, dtype),
  };
  const fast = await scratchBackend({ dtype, kernel: pick(random, ['naive', 'blocked', 'auto'] as const) });
  return chance(random, 0.6) ? plain : fast;
}

function pick<T>(random: Stream, from: readonly T[]): T {
  return from[whole(random, 0, from.length - 1)]!;
}

/** From `low` to `high`, both included. */
function whole(random: Stream, low: number, high: number): number {
  return Math.min(high, Math.floor(random.uniform(low, high + 1)));
}

function chance(random: Stream, share: number): boolean {
  return random.uniform(0, 1) < share;
}
