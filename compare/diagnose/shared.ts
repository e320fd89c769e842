import type { Formulas, Pass } from '../../scratch/formulas.ts';
import { backward, forward, type Standing } from '../../scratch/plain.ts';
import { textbook } from '../../scratch/textbook.ts';
import { parameterCount } from '../../src/model/model-spec.ts';
import { copyWeights, type NamedTensors } from '../../src/model/tensors.ts';
import type { Task } from '../../src/model/training-spec.ts';
import { Later } from '../../src/numbers/matrix.ts';
import { type Explanation, type Mistake, withMistakes } from './mistake.ts';
import { WIDE } from './narrow.ts';
import type { Probe } from './probe-plan.ts';

const FORWARD = ['inputs', 'affine', 'normalised', 'activation', 'dropped'] as const satisfies readonly (keyof Formulas)[];
const BACKWARD = [
  ...FORWARD,
  ...(['targets', 'outputs', 'loss', 'lossGradient', 'activationGradient', 'normalisationGradient'] as const),
  ...(['weightGradient', 'biasGradient', 'inputGradient'] as const),
] as const satisfies readonly (keyof Formulas)[];

/** Sets of weights, forward and backward passes that are kept: those of all probes, by the formulas of some hypotheses. */
const KEPT = { weights: 16, forward: 40, backward: 24 };

type Passed = ReturnType<typeof forward>;

/**
 * What hypotheses have in common, computed once: most mistakes leave the forward pass as it is, and those of the update the
 * backward pass, too. Whose formulas are the same functions has the same numbers.
 */
export class Shared {
  readonly #task: Task;
  readonly #weights = new Recent<NamedTensors>(KEPT.weights);
  readonly #forward = new Recent<Passed>(KEPT.forward);
  readonly #backward = new Recent<Pass>(KEPT.backward);
  readonly #numbers = new WeakMap<object, number>();
  readonly #alone = new WeakMap<Mistake, Formulas>();
  #last = 0;

  constructor(task: Task) {
    this.#task = task;
  }

  /** Those of a network that makes all of these mistakes, the later ones upon the earlier. */
  formulasOf([first, ...others]: Explanation): Formulas {
    if (!first) return textbook;
    const known = this.#alone.get(first) ?? withMistakes([first]);
    this.#alone.set(first, known);
    return withMistakes(others, known);
  }

  /** The weights that a network stands on which was given these. */
  received(given: NamedTensors, { received }: Formulas): NamedTensors {
    return this.#weights.of(this.#key([given, received]), () => copyWeights(received(given, undefined), 'float64'));
  }

  /** The forward pass of a fresh network on a probe's first batch. */
  forward(probe: Probe, weights: NamedTensors, formulas: Formulas, purpose: 'predict' | 'step'): Passed {
    const { X } = probe.steps[0]!.batch;
    const key = () => forward(this.#task, weights, X, { formulas, purpose });
    return this.#forward.of(this.#key([X, weights, ...FORWARD.map((name) => formulas[name])], purpose), key);
  }

  /** The backward pass at the step of a probe. */
  backward(probe: Probe, s: number, standing: Standing, formulas: Formulas): Pass {
    const { batch, learningRate } = probe.steps[s]!;
    const isWide = parameterCount(this.#task.model) > WIDE;
    const weightGradient: Formulas['weightGradient'] = (pass, l) => new Later(() => formulas.weightGradient(pass, l)); // of most layers nobody asks
    const made = (passed?: Passed) => backward(this.#task, standing, batch, learningRate, isWide ? { ...formulas, weightGradient } : formulas, passed);
    if (Object.keys(standing.memory.tensors).length > 0) return made(); // of its own
    const key = this.#key([probe, standing.weights, ...BACKWARD.map((name) => formulas[name])], `step ${s}`);
    return this.#backward.of(key, () => made(s === 0 ? this.forward(probe, standing.weights, formulas, 'step') : undefined));
  }

  /** Equal for the same objects. */
  #key(objects: readonly object[], ...words: readonly string[]): string {
    return [...words, ...objects.map((one) => this.#numberOf(one))].join(' ');
  }

  #numberOf(one: object): number {
    const number = this.#numbers.get(one) ?? ++this.#last;
    this.#numbers.set(one, number);
    return number;
  }
}

/** What was made last, by its key. */
class Recent<T> {
  readonly #most: number;
  readonly #kept = new Map<string, T>();

  constructor(most: number) {
    this.#most = most;
  }

  of(key: string, make: () => T): T {
    const known = this.#kept.get(key) ?? make();
    this.#kept.delete(key);
    this.#kept.set(key, known);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > this.#most && oldest !== undefined) this.#kept.delete(oldest);
    return known;
  }
}
