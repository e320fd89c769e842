import { Fault, quoted } from '../src/fault.ts';
import type { Backend } from '../src/model/network.ts';
import type { RunSpec } from '../src/run/config.ts';
import { type LoadedData, loadData } from '../src/run/load-data.ts';
import { repeatCommand } from '../src/run/repeat-command.ts';
import { makePlan, type RunPlan } from '../src/run/run-plan.ts';
import { insideOf } from './inside/inside.ts';
import { withBackends } from './networks/backends.ts';
import { plansFor } from './networks/document.ts';
import { checkSteps } from './parity/check-steps.ts';
import { checkParity, type Parity } from './parity/parity.ts';
import { type RepeatOptions, repeatSeeds } from './repeat/repeat.ts';
import { seedsOf } from './repeat/seeds-of.ts';
import type { Sweep } from './repeat/sweep-schema.ts';
import { sweepWidth, WIDTHS } from './repeat/sweep-width.ts';
import { kept, type SeedRun } from './repeat/train-seed.ts';
import { makeComparison } from './results/comparison.ts';
import type { Comparison } from './results/schema.ts';
import { type Finished, yetToDo } from './results/stopped.ts';
import { diagnoseDifferences } from './show/words/differences.ts';
import type { Training } from './training/train.ts';
import { type TrainingObserver, trainAll } from './training/train-all.ts';

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
  onSwept?(done: number, of: number): void;
  onSeed?(run: SeedRun, done: number, of: number): void;
  /** Told whenever more is finished. @param soFar the comparison as it would be if the run were stopped when it is called */
  onFinished?(soFar: () => Comparison): void;
}

/**
 * The program's main job: reads the data, decides the plan, trains every network on it, holds each against the first.
 * Writes nothing. @throws Fault for every mistake in what the user gave
 */
export async function compare(asked: RunSpec, observer: CompareObserver = {}): Promise<Comparison> {
  const spec = { ...asked, seed: seedsOf(asked)[0] };
  const data = await loadData(spec);
  const { networks } = spec;
  return withBackends(
    networks,
    spec,
    (backends) => compareBackends({ asked, spec, data, backends }, observer),
    (network, text) => observer.onOutput?.(network, text),
  );
}

interface Gathered {
  readonly asked: RunSpec;
  readonly spec: RunSpec;
  readonly data: LoadedData;
  readonly backends: readonly Backend[];
}

async function compareBackends({ asked, spec, data, backends }: Gathered, observer: CompareObserver): Promise<Comparison> {
  checkNames(backends);
  const { plan, warnings: planWarnings } = makePlan(spec, data.parts);
  const warnings = [...data.warnings, ...planWarnings];
  observer.onPrepared?.({ name: data.name, plan, backends, warnings });

  const planOf = plansFor(spec, plan);
  const plans = new Set(spec.networks.map(planOf));
  const onePlan = plans.size === 1;
  const names = backends.map(({ name }) => name);
  const made = (found: Finished, stopped?: readonly string[]) =>
    makeComparison({
      ...found,
      name: data.name,
      command: repeatCommand(asked),
      spec,
      plan,
      warnings,
      finished: new Date(),
      stopped,
      inside: insideOf({ plan, parts: data.parts, image: data.image, trainings: found.trainings }),
    });
  const tell: Tell = (found) => observer.onFinished?.(() => made(found(), yetToDo(spec, names, onePlan, found())));

  const ended = new Map<string, Training>();
  const onTraining = (training: Training) => {
    ended.set(training.history.network, training);
    tell(() => ({ trainings: names.flatMap((name) => ended.get(name) ?? []), parity: [] }));
  };
  const trainings = await trainAll(plan, spec, backends, new Set(onePlan ? checkSteps(plan) : []), { ...observer, onTraining }, planOf);
  observer.onTrained?.();
  const onPair = (parity: readonly Parity[]) => tell(() => ({ trainings, parity }));
  const parity = onePlan ? await checkAll([...plans][0]!, backends, trainings, observer, onPair) : []; // on different plans nothing could agree
  const judged = { trainings, parity, diagnoses: await diagnoseDifferences(plan, backends, parity) };
  return made(await repeatAndSweep({ asked, spec, data, backends }, judged, observer, tell));
}

/** Told of what is finished, which is put together only where it is asked for. */
type Tell = (found: () => Finished) => void;

/** The same with other seeds and at other widths, where that was asked for. */
async function repeatAndSweep({ spec, data, backends }: Gathered, judged: Finished, observer: CompareObserver, tell: Tell): Promise<Finished> {
  tell(() => judged);
  const onSeed: RepeatOptions['onSeed'] = (run, done, of, soFar) => {
    if (done > 1) tell(() => ({ ...judged, seeds: soFar() })); // one seed has no spread
    observer.onSeed?.(run, done, of);
  };
  const first = { seed: spec.seed, trainings: judged.trainings.map(kept) };
  const seeds = spec.seeds ? await repeatSeeds(spec, first, { isSplitDrawn: data.isSplitDrawn, onSeed }) : undefined;
  const onWidth = (sweep: Sweep) => {
    tell(() => ({ ...judged, seeds, sweep }));
    observer.onSwept?.(sweep.widths.length, WIDTHS.length);
  };
  const sweep = spec.sweepWidth ? await sweepWidth(spec, data.parts, backends, onWidth) : undefined;
  const found = { ...judged, seeds, sweep };
  tell(() => found);
  return found;
}

function checkNames(backends: readonly Backend[]): void {
  const names = backends.map(({ name }) => name);
  const twice = names.find((name, n) => names.indexOf(name) !== n);
  if (twice) throw new Fault(`Two networks are called ${quoted(twice)}, after their files. Rename one of the files.`);
}

/** Every network against the first. */
async function checkAll(
  plan: RunPlan,
  backends: readonly Backend[],
  trainings: readonly Training[],
  observer: CompareObserver,
  onPair: (soFar: readonly Parity[]) => void,
): Promise<Parity[]> {
  const [baseline, ...others] = backends.map((backend, n) => ({ backend, training: trainings[n]! }));
  const found: Parity[] = [];
  for (const other of others) {
    const pair = [baseline!.backend.name, other.backend.name] as const;
    found.push(await checkParity(plan, baseline!, other, (done, of) => observer.onCheck?.(pair, done, of)));
    onPair([...found]);
  }
  return found;
}
