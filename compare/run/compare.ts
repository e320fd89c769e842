import { threadsFor } from '../../src/host/threads.ts';
import { abortable } from '../../src/model/abortable.ts';
import type { Backend } from '../../src/model/network.ts';
import type { RunSpec } from '../../src/run/config.ts';
import { type OnReading, readData } from '../../src/run/load-data.ts';
import { makePlan } from '../../src/run/make-plan.ts';
import { repeatCommand } from '../../src/run/repeat-command.ts';
import type { RunPlan } from '../../src/run/run-plan.ts';
import { insideOf } from '../inside/inside.ts';
import { beside } from '../jobs/beside.ts';
import type { Executor } from '../jobs/executor.ts';
import { inline } from '../jobs/inline.ts';
import type { Job } from '../jobs/job.ts';
import { trainJobInRun } from '../jobs/make-job.ts';
import { threads } from '../jobs/threads.ts';
import { outputTo, trainAll } from '../jobs/train-all.ts';
import { withBackends } from '../networks/backends.ts';
import { wayOf } from '../networks/document.ts';
import { foundIn } from '../networks/found.ts';
import { planWith } from '../networks/quirks.ts';
import { checkAll } from '../parity/check-all.ts';
import { checkSteps } from '../parity/check-steps.ts';
import type { Parity } from '../parity/parity.ts';
import { seedsOf } from '../repeat/seeds-of.ts';
import { makeComparison } from '../results/comparison.ts';
import type { Comparison } from '../results/schema.ts';
import { type Finished, yetToDo } from '../results/stopped.ts';
import { diagnoseDifferences, differingJobs } from '../show/words/differences.ts';
import { momentsOf } from '../training/moments.ts';
import type { Training } from '../training/train.ts';
import { type Ahead, aheadOf } from './ahead.ts';
import { checkNames, dividedFor, type Gathered, inOrder, sourcesOf } from './gathered.ts';
import { repeatAndSweep } from './repeated.ts';
import type { CompareOptions, Tell } from './told.ts';

/**
 * The program's main job: reads the data, decides the plan, trains every network on it, holds each against the first.
 * Writes nothing. @throws Fault for every mistake in what the user gave
 */
export async function compare(asked: RunSpec, observer: CompareOptions = {}): Promise<Comparison> {
  const spec = { ...asked, seed: seedsOf(asked)[0] };
  const { signal, atHand = new Map<string, Backend>() } = observer;
  signal?.throwIfAborted();
  const onReading: OnReading = (...read) => {
    signal?.throwIfAborted();
    observer.onReading?.(...read);
  };
  const reading = readData(spec, onReading, observer.tables).then((read) => dividedFor(spec, read, observer));
  const data = reading.then(({ data }) => data);
  const workers = threads(data);
  const isAtHand = ({ network }: Job) => atHand.has(network);
  const here = inline(data, (network) => atHand.get(network));
  const executor = beside(here, isAtHand, workers);
  let elsewhere: Executor | undefined;
  const stop = new AbortController();
  try {
    const named = spec.networks.filter((network) => !atHand.has(network));
    if (spec.networks.length > 1) workers.prepare(named.map((name) => ({ name, settings: spec })));
    const read = await reading;
    signal?.throwIfAborted();
    elsewhere = observer.elsewhere?.(read.data);
    const repeating = elsewhere ? beside(here, isAtHand, elsewhere) : executor;
    const gathered = { ...read, asked, spec, executor, repeating, stopped: stop.signal };
    const use = (made: readonly Backend[]) => compareBackends({ ...gathered, backends: inOrder(spec.networks, atHand, made) }, observer);
    const alone = spec.networks.length === 1 && { crew: threadsFor(spec.threads, 1) }; // it trains here
    return await withBackends(named, { ...spec, ...alone, signal }, use, (network, text) => observer.onOutput?.(network, text));
  } catch (error) {
    signal?.throwIfAborted(); // whatever else failed since follows from it
    throw error;
  } finally {
    stop.abort();
    await Promise.all([executor.close(), elsewhere?.close()]);
  }
}

async function compareBackends(gathered: Gathered, observer: CompareOptions): Promise<Comparison> {
  const { spec, backends } = gathered;
  checkNames(backends);
  const planned = planFor(gathered);
  const { plan, onePlan } = planned;
  observer.onPrepared?.({ name: gathered.loaded.name, plan, backends, warnings: planned.warnings, story: gathered.loaded.rows.train.story });

  const names = backends.map(({ name }) => name);
  const ahead = aheadOf(plan, gathered, observer);
  const made = await resultsOf(gathered, planned, ahead, observer);
  const tell: Tell = (found) => observer.onFinished?.((failure) => made(found(), yetToDo(spec, names, { isChecked: onePlan }, found()), failure));

  const trainings = await trained(gathered, planned, ahead, { ...observer, tell });
  observer.onTrained?.();
  const onPair = (parity: readonly Parity[]) => tell(() => ({ trainings, parity }));
  const abortables = backends.map((backend) => abortable(backend, observer.signal));
  const parity = onePlan ? await checkAll(plan, abortables, trainings, { ...observer, onPair, steps: ahead.steps }) : []; // on different plans nothing could agree
  const watch = { signal: observer.signal, onProgress: outputTo(observer) };
  const diagnoses = await diagnoseDifferences(differingJobs(spec, names, plan, parity), gathered.executor, watch);
  return made(await repeatAndSweep(gathered, { trainings, parity, diagnoses }, observer, tell));
}

interface Planned {
  readonly plan: RunPlan;
  /** Whether all networks train in one way. */
  readonly onePlan: boolean;
  readonly warnings: readonly string[];
}

/** The plan of the first network, which is all others' too but where they train in ways of their own. */
function planFor({ spec, loaded, data, backends }: Gathered): Planned {
  const ways = spec.networks.map((network) => wayOf(spec, network));
  const onePlan = new Set(ways.map((way) => JSON.stringify(way))).size === 1;
  const { quirks, ...initial } = ways[0]!;
  const { plan: clean, warnings } = makePlan({ ...spec, ...initial }, loaded.parts, data.ready);
  const plan = planWith(quirks, clean);
  const found = backends.flatMap((backend) => (backend.found ? foundIn(backend.name, backend.found, plan) : []));
  return { plan, onePlan, warnings: [...loaded.warnings, ...warnings, ...found] };
}

type Results = (found: Finished, stopped?: readonly string[], failure?: string) => Comparison;

/** What makes results of all that is found so far. Networks' own files are read now, before the first step, so that they are what is trained. */
async function resultsOf(
  { asked, spec, loaded, backends }: Gathered,
  { plan, warnings }: Planned,
  { landscapes }: Ahead,
  { command }: CompareOptions,
): Promise<Results> {
  const sources = await sourcesOf(
    spec.networks,
    backends.map(({ name }) => name),
  );
  return (found, stopped, failure) =>
    makeComparison({
      ...found,
      name: loaded.name,
      command: command ?? repeatCommand(asked),
      spec,
      plan,
      story: loaded.rows.train.story,
      sources,
      warnings: failure === undefined ? warnings : [...warnings, failure],
      finished: new Date(),
      stopped,
      inside: insideOf({ plan, parts: loaded.parts, image: loaded.image, trainings: found.trainings, landscapes }),
    });
}

/** All networks, trained; what comes after is prepared as soon as the first of them is. */
function trained(
  gathered: Gathered,
  { plan, onePlan }: Planned,
  ahead: Ahead,
  { tell, ...observer }: CompareOptions & { readonly tell: Tell },
): Promise<Training[]> {
  const names = gathered.backends.map(({ name }) => name);
  const ended = new Map<string, Training>();
  const isWanted = () => ended.size < names.length && !gathered.stopped.aborted;
  const onTraining = (training: Training) => {
    ended.set(training.history.network, training);
    for (const { prepare } of onePlan ? gathered.backends : []) prepare?.().catch(() => undefined); // what is wrong with it is said where it is needed
    observer.onTraining?.(training);
    tell(() => ({ trainings: names.flatMap((name) => ended.get(name) ?? []), parity: [] }));
    if (onePlan && training.history.network === names[0]) ahead.from(training, isWanted);
  };
  return trainNetworks(gathered, onePlan ? checkSteps(plan) : [], { ...observer, onTraining });
}

/** Side by side; a network alone on this thread, where it is at hand. */
function trainNetworks({ spec, loaded, data, backends, executor }: Gathered, snapshots: readonly number[], observer: CompareOptions): Promise<Training[]> {
  const crew = threadsFor(spec.threads, backends.length);
  const of = { data: data.hash, division: loaded.division, asked: { snapshots, moments: momentsOf(spec.epochs), epochs: 'every' }, crew } as const;
  const jobs = spec.networks.map((network, n) => trainJobInRun(spec, { ...of, network, name: backends[n]!.name }));
  return trainAll(jobs, backends.length === 1 ? inline(data, () => backends[0]) : executor, observer, observer.signal);
}
