import type { RunSpec } from '../src/config.ts';
import type { Backend } from '../src/network.ts';
import { makePlan, type RunPlan } from '../src/run-plan.ts';
import { createBackend } from './backends.ts';
import { loadData } from './comparison/load-data.ts';
import { repeatCommand } from './comparison/repeat-command.ts';
import { plansFor } from './explain/document.ts';
import { checkSteps } from './parity/check-steps.ts';
import { checkParity, type Parity } from './parity/parity.ts';
import { makeComparison } from './results/comparison.ts';
import type { Comparison } from './results/schema.ts';
import { trainAll, type TrainingObserver } from './training/train-all.ts';
import type { Training } from './training/train.ts';

/** What a run is about to do, told before the first step. */
export interface Prepared {
  readonly name: string;
  readonly plan: RunPlan;
  readonly backends: readonly Backend[];
  readonly warnings: readonly string[];
}

export interface CompareObserver extends TrainingObserver {
  onPrepared?(prepared: Prepared): void;
  onTrained?(): void;
  onCheck?(pair: readonly [string, string], done: number, of: number): void;
}

/**
 * The program's main job: reads the data, decides the plan, trains every network on it, holds each against the first.
 * Writes nothing. @throws Fault for every mistake in what the user gave
 */
export async function compare(spec: RunSpec, observer: CompareObserver = {}): Promise<Comparison> {
  const [data, backends] = await Promise.all([
    loadData(spec),
    Promise.all(spec.networks.map(async (name) => createBackend(name, spec))), // async, so that a throw leaves no other promise unheeded
  ]);
  const { plan, warnings: planWarnings } = makePlan(spec, data.parts);
  const warnings = [...data.warnings, ...planWarnings];
  observer.onPrepared?.({ name: data.name, plan, backends, warnings });

  const planOf = plansFor(spec, plan);
  const plans = new Set(spec.networks.map(planOf));
  const onePlan = plans.size === 1;
  const trainings = await trainAll(plan, spec, backends, new Set(onePlan ? checkSteps(plan) : []), observer, planOf);
  observer.onTrained?.();
  const parity = onePlan ? await checkAll([...plans][0]!, backends, trainings, observer) : []; // on different plans nothing could agree
  return makeComparison({ name: data.name, command: repeatCommand(spec), spec, plan, trainings, parity, warnings });
}

/** Every network against the first. */
async function checkAll(
  plan: RunPlan, backends: readonly Backend[], trainings: readonly Training[], observer: CompareObserver,
): Promise<Parity[]> {
  const [baseline, ...others] = backends.map((backend, n) => ({ backend, training: trainings[n]! }));
  const found: Parity[] = [];
  for (const other of others) {
    const pair = [baseline!.backend.name, other.backend.name] as const;
    found.push(await checkParity(plan, baseline!, other, (done, of) => observer.onCheck?.(pair, done, of)));
  }
  return found;
}
