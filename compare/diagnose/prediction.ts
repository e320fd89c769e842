import { breather } from '../../src/host/breathe.ts';
import type { ModelSpec } from '../../src/model/model-spec.ts';
import type { Answer } from './asking.ts';
import { inOrder } from './locate.ts';
import { type Mistake, type Setting, withMistakes } from './mistake.ts';
import { compare, type Gap, type Observation, sameThing } from './observation.ts';
import { type Answers, type Asked, probing } from './probe.ts';
import type { Probe } from './probe-plan.ts';
import { simulated } from './simulated-network.ts';
import type { UnansweredProbe } from './unanswered.ts';

/** All that a network showed, to be held against what suspects would show. */
export interface Case {
  readonly model: ModelSpec;
  readonly setting: Setting;
  readonly asked: Asked;
  readonly probes: readonly Probe[];
  readonly unanswered: readonly UnansweredProbe[];
  readonly answers: ReadonlyMap<string, Answers>; // by the probe's id
  readonly ordered: readonly Observation[];
  readonly breathe: () => Promise<void>; // a search may take seconds
}

export function makeCase(facts: Omit<Case, 'ordered' | 'breathe'>): Case {
  return { ...facts, breathe: breather(), ordered: inOrder([...facts.answers.values()].flatMap(({ observations }) => observations)) };
}

/** A probe of a simulated network, as far as it has been asked for. */
interface Asking {
  readonly answers: AsyncGenerator<Answer, void>;
  readonly seen: Observation[];
}

/** What a network with the given mistakes would show; simulated as far as it is asked for. */
export class Prediction {
  readonly #case: Case;
  readonly #mistakes: readonly Mistake[];
  readonly #asked = new Map<string, Asking>();

  constructor(facts: Case, mistakes: readonly Mistake[]) {
    this.#case = facts;
    this.#mistakes = mistakes;
  }

  /** Undefined where it would show no such thing. */
  async of(observed: Observation): Promise<Observation | undefined> {
    const { answers, seen } = this.#asking(observed);
    const known = seen.find((candidate) => sameThing(candidate, observed));
    if (known) return known;
    for (;;) {
      const { value, done } = await answers.next();
      if (done) return undefined;
      if ('after' in value) continue;
      seen.push(value);
      if (sameThing(value, observed)) return value;
    }
  }

  /** How observation i of the case compares. What cannot be predicted speaks neither for nor against. */
  async gap(i: number): Promise<Gap> {
    await this.#case.breathe();
    const observed = this.#case.ordered[i]!;
    const drawn = ['loss', 'reported', 'gradient'].includes(observed.quantity);
    if (drawn && this.#mistakes.some(({ unpredictable }) => unpredictable?.(observed.probe))) return { agrees: true, relative: 0, share: 0 };
    const predicted = await this.of(observed);
    return predicted ? compare(observed, predicted) : { agrees: false, relative: NaN, share: Infinity };
  }

  /** The index of the first observation that is not as predicted, or −1. */
  async firstMismatch(): Promise<number> {
    for (let i = 0; i < this.#case.ordered.length; i++) if (!(await this.gap(i)).agrees) return i;
    return -1;
  }

  async gaps(): Promise<Gap[]> {
    const gaps: Gap[] = [];
    for (let i = 0; i < this.#case.ordered.length; i++) gaps.push(await this.gap(i));
    return gaps;
  }

  /** What comes before the steps and the steps are asked apart: a suspect is often needed for one of them alone. */
  #asking({ probe: question, quantity }: Observation): Asking {
    const part = ['weights', 'activation', 'logits'].includes(quantity) ? 'forward' : 'steps';
    const known = this.#asked.get(`${question.id}/${part}`);
    if (known) return known;
    const { model, asked, answers } = this.#case;
    const backend = simulated(withMistakes(this.#mistakes));
    const asking = { answers: probing(backend, model, question, asked, answers.get(question.id)?.after, part), seen: [] };
    this.#asked.set(`${question.id}/${part}`, asking);
    return asking;
  }
}
