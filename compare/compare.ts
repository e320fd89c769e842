import type { DataStory } from '../src/data/columns/story.ts';
import { Fault, quoted } from '../src/fault.ts';
import { breather } from '../src/host/breathe.ts';
import { threadsFor } from '../src/host/threads.ts';
import { abortable } from '../src/model/abortable.ts';
import type { Backend } from '../src/model/network.ts';
import type { RunSpec } from '../src/run/config.ts';
import { type OnReading, readData, type Tables } from '../src/run/load-data.ts';
import { type LoadedData, loaded, type ReadData } from '../src/run/loaded.ts';
import { makePlan } from '../src/run/make-plan.ts';
import { repeatCommand } from '../src/run/repeat-command.ts';
import type { RunPlan } from '../src/run/run-plan.ts';
import { insideOf } from './inside/inside.ts';
import { landscapesOf } from './inside/landscapes.ts';
import { beside } from './jobs/beside.ts';
import { type Data, dataReady, divideOnce } from './jobs/data.ts';
import type { Executor } from './jobs/executor.ts';
import { inline } from './jobs/inline.ts';
import type { Job } from './jobs/job.ts';
import { trainJobInRun } from './jobs/make-job.ts';
import { threads } from './jobs/threads.ts';
import { outputTo, type TrainingObserver, trainAll } from './jobs/train-all.ts';
import { isShipped, withBackends } from './networks/backends.ts';
import { wayOf } from './networks/document.ts';
import { foundIn } from './networks/found.ts';
import { type OwnFile, ownFile } from './networks/own-file.ts';
import { planWith } from './networks/quirks.ts';
import { checkAll } from './parity/check-all.ts';
import { checkSteps } from './parity/check-steps.ts';
import { checksOf } from './parity/checks.ts';
import type { Parity } from './parity/parity.ts';
import { referencesOf } from './parity/reference.ts';
import { type RepeatOptions, repeatSeeds } from './repeat/repeat.ts';
import { kept, type SeedRun } from './repeat/seed-run.ts';
import { seedsOf } from './repeat/seeds-of.ts';
import type { Sweep } from './repeat/sweep-schema.ts';
import { sweepWidth, WIDTHS } from './repeat/sweep-width.ts';
import { makeComparison } from './results/comparison.ts';
import type { Comparison } from './results/schema.ts';
import { type Finished, yetToDo } from './results/stopped.ts';
import { diagnoseDifferences, differingJobs } from './show/words/differences.ts';
import { momentsOf } from './training/moments.ts';
import type { Training } from './training/train.ts';

/** What a run is about to do, told before the first step. */
export interface Prepared {
  readonly name: string;
  readonly plan: RunPlan;
  readonly backends: readonly Backend[];
  readonly warnings: readonly string[];
  /** What was made of the columns, of data from files. */
  readonly story?: DataStory | undefined;
}

/** Who is told how a comparison goes. */
export interface CompareObserver extends TrainingObserver {
  onReading?: OnReading;
  onPrepared?(prepared: Prepared): void;
  onTrained?(): void;
  onCheck?(pair: readonly [string, string], done: number, of: number): void;
  onSwept?(done: number, of: number): void;
  onSeed?(run: SeedRun, done: number, of: number): void;
  /** Told whenever more is finished. @param soFar the comparison as it would be if the run were stopped when it is called, or failed so */
  onFinished?(soFar: SoFar): void;
}

/** @param failure why the run can go no further, in a sentence */
export type SoFar = (failure?: string) => Comparison;

/** What a comparison takes beside its settings. */
export interface CompareOptions extends CompareObserver {
  /** Ends the run where it is, with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Networks that are at hand, by the names that the settings have for them. They train on this thread, and are not closed. */
  readonly atHand?: ReadonlyMap<string, Backend>;
  /** Rows that are at hand, in place of the files that the settings name. */
  readonly tables?: Tables | undefined;
  /** How the run is repeated, where no command does. */
  readonly command?: string | undefined;
  /** Who trains with other seeds and at other widths; threads of this machine if absent. */
  readonly elsewhere?: ((data: Data) => Executor) | undefined;
}

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
  const reading = readData(spec, onReading, observer.tables).then((read) =>
    isDividedOnce(spec, read, observer) ? divideOnce(spec, read) : divided(spec, read),
  );
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

/** @param made of the networks that are not at hand, in their order */
function inOrder(networks: readonly string[], atHand: ReadonlyMap<string, Backend>, made: readonly Backend[]): Backend[] {
  const rest = made.values();
  return networks.flatMap((network) => atHand.get(network) ?? rest.next().value ?? []);
}

interface Gathered {
  readonly asked: RunSpec;
  readonly spec: RunSpec;
  readonly loaded: LoadedData;
  readonly data: Data;
  readonly backends: readonly Backend[];
  readonly executor: Executor;
  /** Of other seeds and other widths. */
  readonly repeating: Executor;
  readonly stopped: AbortSignal; // the run is over, however it ended
}

async function compareBackends(gathered: Gathered, observer: CompareOptions): Promise<Comparison> {
  const { asked, spec, loaded, data, backends, stopped } = gathered;
  checkNames(backends);
  const ways = spec.networks.map((network) => wayOf(spec, network));
  const onePlan = new Set(ways.map((way) => JSON.stringify(way))).size === 1;
  const { quirks, ...initial } = ways[0]!;
  const { plan: clean, warnings: planWarnings } = makePlan({ ...spec, ...initial }, loaded.parts, data.ready);
  const plan = planWith(quirks, clean);
  const found = backends.flatMap((backend) => (backend.found ? foundIn(backend.name, backend.found, plan) : []));
  const warnings = [...loaded.warnings, ...planWarnings, ...found];
  observer.onPrepared?.({ name: loaded.name, plan, backends, warnings, story: loaded.rows.train.story });

  const landscapes = landscapesOf(plan);
  const names = backends.map(({ name }) => name);
  const sources = await sourcesOf(spec.networks, names);
  const made = (found: Finished, stopped?: readonly string[], failure?: string) =>
    makeComparison({
      ...found,
      name: loaded.name,
      command: observer.command ?? repeatCommand(asked),
      spec,
      plan,
      story: loaded.rows.train.story,
      sources,
      warnings: failure === undefined ? warnings : [...warnings, failure],
      finished: new Date(),
      stopped,
      inside: insideOf({ plan, parts: loaded.parts, image: loaded.image, trainings: found.trainings, landscapes }),
    });
  const tell: Tell = (found) => observer.onFinished?.((failure) => made(found(), yetToDo(spec, names, { isChecked: onePlan }, found()), failure));

  const ended = new Map<string, Training>();
  const references = referencesOf(plan);
  const steps = checksOf(plan, references);
  const isWanted = () => ended.size < names.length && !stopped.aborted;
  const workAhead = async (training: Training) => {
    await references.ahead(training.snapshots, isWanted, breather());
    await landscapes.ahead(training, isWanted, breather());
    for (const pair of pairsThatShip(gathered, observer)) await steps.ahead(pair, training.snapshots, isWanted, breather());
  };
  const onTraining = (training: Training) => {
    ended.set(training.history.network, training);
    for (const { prepare } of onePlan ? backends : []) prepare?.().catch(() => undefined); // what is wrong with it is said where it is needed
    observer.onTraining?.(training);
    tell(() => ({ trainings: names.flatMap((name) => ended.get(name) ?? []), parity: [] }));
    if (onePlan && training.history.network === names[0]) {
      workAhead(training).catch(() => undefined); // what is wrong is said where it is asked for
    }
  };
  const trainings = await trainNetworks(gathered, onePlan ? checkSteps(plan) : [], { ...observer, onTraining });
  observer.onTrained?.();
  const onPair = (parity: readonly Parity[]) => tell(() => ({ trainings, parity }));
  const parity = onePlan
    ? await checkAll(
        plan,
        backends.map((backend) => abortable(backend, observer.signal)),
        trainings,
        { ...observer, onPair, steps },
      )
    : []; // on different plans nothing could agree
  const watch = { signal: observer.signal, onProgress: outputTo(observer) };
  const diagnoses = await diagnoseDifferences(differingJobs(spec, names, plan, parity), gathered.executor, watch);
  const judged = { trainings, parity, diagnoses };
  return made(await repeatAndSweep(gathered, judged, observer, tell));
}

/** Whether nobody asks for the rows as they were read: no other seed, no other machine, no picture of them. */
function isDividedOnce(spec: RunSpec, { train: { X }, image }: ReadData, { elsewhere }: CompareOptions): boolean {
  return spec.seeds === undefined && elsewhere === undefined && image === undefined && X.cols > 2;
}

function divided(spec: RunSpec, read: ReadData): Pick<Gathered, 'loaded' | 'data'> {
  const parted = loaded(spec, read);
  const data = dataReady(parted);
  return { loaded: { ...parted, rows: { train: data.rows.train, test: data.rows.test } }, data }; // those that were read may go
}

/** Side by side; a network alone on this thread, where it is at hand. */
function trainNetworks({ spec, loaded, data, backends, executor }: Gathered, snapshots: readonly number[], observer: CompareOptions): Promise<Training[]> {
  const crew = threadsFor(spec.threads, backends.length);
  const of = { data: data.hash, division: loaded.division, asked: { snapshots, moments: momentsOf(spec.epochs), epochs: 'every' }, crew } as const;
  const jobs = spec.networks.map((network, n) => trainJobInRun(spec, { ...of, network, name: backends[n]!.name }));
  return trainAll(jobs, backends.length === 1 ? inline(data, () => backends[0]) : executor, observer, observer.signal);
}

/** Told of what is finished, which is put together only where it is asked for. */
type Tell = (found: () => Finished) => void;

/** The same with other seeds and at other widths, where that was asked for. */
async function repeatAndSweep({ spec, data, repeating: executor }: Gathered, judged: Finished, observer: CompareOptions, tell: Tell): Promise<Finished> {
  tell(() => judged);
  const by = { data, executor, signal: observer.signal };
  const onSeed: RepeatOptions['onSeed'] = (run, done, of, soFar) => {
    if (done > 1) tell(() => ({ ...judged, seeds: soFar() })); // one seed has no spread
    observer.onSeed?.(run, done, of);
  };
  const first = { seed: spec.seed, trainings: judged.trainings.map(kept) };
  const seeds = spec.seeds ? await repeatSeeds(spec, first, { ...by, onSeed }) : undefined;
  const onTrained = (sweep: Sweep) => {
    tell(() => ({ ...judged, seeds, sweep }));
    observer.onSwept?.(sweep.widths.length, WIDTHS.length);
  };
  const sweep = spec.sweepWidth ? await sweepWidth(spec, { ...by, onProgress: outputTo(observer), onTrained }) : undefined;
  const found = { ...judged, seeds, sweep };
  tell(() => found);
  return found;
}

/** The first network with each other one, of those that remember nothing from one network that is made to the next: they may be asked at any time. */
function pairsThatShip({ spec, backends }: Gathered, { atHand }: CompareOptions): (readonly [Backend, Backend])[] {
  const ships = backends.map((_, n) => isShipped(spec.networks[n]!) && !atHand?.has(spec.networks[n]!));
  return backends.flatMap((other, n) => (n > 0 && ships[0] && ships[n] ? [[backends[0]!, other] as const] : []));
}

/** Read before the first step, so that they are what was trained. */
async function sourcesOf(networks: readonly string[], names: readonly string[]): Promise<Map<string, OwnFile>> {
  const files = await Promise.all(networks.map((network) => ownFile(network)));
  return new Map(files.flatMap((file, n) => (file ? [[names[n]!, file]] : [])));
}

function checkNames(backends: readonly Backend[]): void {
  const names = backends.map(({ name }) => name);
  const twice = names.find((name, n) => names.indexOf(name) !== n);
  if (twice) throw new Fault(`Two networks are called ${quoted(twice)}, after their files. Rename one of the files.`);
}
