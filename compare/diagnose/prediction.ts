import type { Formulas } from '../../scratch/formulas.ts';
import { breather } from '../../src/host/breathe.ts';
import type { ModelSpec } from '../../src/model/model-spec.ts';
import { taskOf } from '../../src/model/training-spec.ts';
import { inOrder } from './locate.ts';
import type { Mistake, Setting } from './mistake.ts';
import { compare, type Gap, type Observation } from './observation.ts';
import type { Answers } from './probe.ts';
import type { Probe } from './probe-plan.ts';
import { Shared } from './shared.ts';
import { Simulation } from './simulation.ts';
import { sameTensor } from './tensor.ts';
import type { UnansweredProbe } from './unanswered.ts';

/** All that a network showed, to be held against what suspects would show. */
export interface Case {
  readonly model: ModelSpec;
  readonly setting: Setting;
  readonly probes: readonly Probe[];
  readonly unanswered: readonly UnansweredProbe[];
  readonly answers: ReadonlyMap<string, Answers>; // by the probe's id
  readonly ordered: readonly Observation[];
  readonly breathe: () => Promise<void>; // a search may take seconds
  readonly shared: Shared;
}

/** @param signal ends what is searched for in it, with its reason */
export function makeCase(facts: Omit<Case, 'ordered' | 'breathe' | 'shared'>, signal?: AbortSignal): Case {
  return {
    ...facts,
    breathe: breather(signal),
    shared: new Shared(taskOf(facts.model)),
    ordered: inOrder([...facts.answers.values()].flatMap(({ observations }) => observations)),
  };
}

/** What a network with the given mistakes would show; computed as far as it is asked for. */
export class Prediction {
  readonly #case: Case;
  readonly #mistakes: readonly Mistake[];
  readonly #formulas: Formulas;
  readonly #simulations = new Map<string, Simulation>(); // by the probe's id
  readonly #shown = new Map<string, readonly Observation[]>();

  constructor(facts: Case, mistakes: readonly Mistake[]) {
    this.#case = facts;
    this.#mistakes = mistakes;
    this.#formulas = facts.shared.formulasOf(mistakes);
  }

  /** Undefined where it would show no such thing. */
  of(observed: Observation): Observation | undefined {
    const { probe, quantity, step, name, layer } = observed;
    const key = `${probe.id}/${quantity}/${step}${quantity === 'gradient' ? `/${name}${layer}` : ''}`;
    const shown = this.#shown.get(key) ?? this.#simulation(probe).shown(observed, step);
    this.#shown.set(key, shown);
    return shown.find((candidate) => sameTensor(candidate, observed));
  }

  /** How observation i of the case compares. What cannot be predicted speaks neither for nor against. */
  gap(i: number): Gap {
    const observed = this.#case.ordered[i]!;
    const drawn = ['loss', 'reported', 'gradient'].includes(observed.quantity);
    if (drawn && this.#mistakes.some(({ unpredictable }) => unpredictable?.(observed.probe))) return { agrees: true, relative: 0, share: 0 };
    const predicted = this.of(observed);
    return predicted ? compare(observed, predicted) : { agrees: false, relative: NaN, share: Infinity };
  }

  /** The index of the first observation that is not as predicted, or −1. */
  firstMismatch(): number {
    return this.#case.ordered.findIndex((_, i) => !this.gap(i).agrees);
  }

  gaps(): Gap[] {
    return this.#case.ordered.map((_, i) => this.gap(i));
  }

  #simulation(probe: Probe): Simulation {
    const known = this.#simulations.get(probe.id);
    const { model, answers, shared } = this.#case;
    const simulation = known ?? new Simulation(taskOf(model), this.#formulas, probe, answers.get(probe.id)?.after ?? [], shared);
    this.#simulations.set(probe.id, simulation);
    return simulation;
  }
}
