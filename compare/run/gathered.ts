import { Fault, quoted } from '../../src/fault.ts';
import type { Backend } from '../../src/model/network.ts';
import type { RunSpec } from '../../src/run/config.ts';
import { type LoadedData, loaded, type ReadData } from '../../src/run/loaded.ts';
import { type Data, dataReady, divideOnce } from '../jobs/data.ts';
import type { Executor } from '../jobs/executor.ts';
import { type OwnFile, ownFile } from '../networks/own-file.ts';
import type { CompareOptions } from './told.ts';

/** What a run has in hand before its first step. */
export interface Gathered {
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

/** The rows as the run needs them: divided and standardised where they lie, or as they were read too where somebody asks for these. */
export function dividedFor(spec: RunSpec, read: ReadData, options: CompareOptions): Pick<Gathered, 'loaded' | 'data'> {
  return isDividedOnce(spec, read, options) ? divideOnce(spec, read) : divided(spec, read);
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

/** @param made of the networks that are not at hand, in their order */
export function inOrder(networks: readonly string[], atHand: ReadonlyMap<string, Backend>, made: readonly Backend[]): Backend[] {
  const rest = made.values();
  return networks.flatMap((network) => atHand.get(network) ?? rest.next().value ?? []);
}

/** Read before the first step, so that they are what was trained. */
export async function sourcesOf(networks: readonly string[], names: readonly string[]): Promise<Map<string, OwnFile>> {
  const files = await Promise.all(networks.map((network) => ownFile(network)));
  return new Map(files.flatMap((file, n) => (file ? [[names[n]!, file]] : [])));
}

/** @throws Fault where two networks have one name */
export function checkNames(backends: readonly Backend[]): void {
  const names = backends.map(({ name }) => name);
  const twice = names.find((name, n) => names.indexOf(name) !== n);
  if (twice) throw new Fault(`Two networks are called ${quoted(twice)}, after their files. Rename one of the files.`);
}
