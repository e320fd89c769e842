import { type Threads, threadsFor } from '../../src/host/threads.ts';
import type { RunSpec } from '../../src/run/config.ts';
import { wayOf } from '../networks/document.ts';
import { NO_QUIRKS, type Quirks } from '../networks/quirks.ts';
import { decidingOf } from './deciding.ts';
import type { Asked, DiagnoseJob, Manner, TrainJob } from './job.ts';

export const WHOLE: Asked = { snapshots: [], epochs: 'every' };
export const LAST_EPOCH: Asked = { snapshots: [], epochs: 'last' };

type Named = Partial<Pick<Manner, 'name' | 'title'>>;

/** What a training is of, beside its settings. */
export interface Of extends Pick<TrainJob, 'network' | 'data' | 'division' | 'asked'>, Named {
  readonly quirks?: Quirks;
  readonly crew?: Threads;
}

/** The training under these settings, their seed included. */
export function trainJob(spec: RunSpec, { name, title, crew = crewOf(spec), quirks = NO_QUIRKS, ...of }: Of): TrainJob {
  const manner = { ...mannerOf(spec, { name: name ?? of.network, title }), ...(crew && { crew }) };
  return { kind: 'train', ...of, quirks, seed: spec.seed, settings: decidingOf(spec), manner };
}

/** The same, as a run trains its network: under --preset document each has its own way. */
export function trainJobInRun(spec: RunSpec, of: Omit<Of, 'quirks'>): TrainJob {
  const { quirks, ...initial } = wayOf(spec, of.network);
  return trainJob({ ...spec, ...initial }, { ...of, quirks });
}

/** The diagnosis of a network that is made by these settings. */
export function diagnoseJob(spec: RunSpec, { name, title, ...of }: Pick<DiagnoseJob, 'network' | 'asked'> & Named): DiagnoseJob {
  const { dtype, kernel, tfjsRuntime, python, style, map, runAll } = spec;
  const brought = { ...(python && { python }), ...(style && { style }), ...(map && { map }), ...(runAll && { runAll }) };
  return { kind: 'diagnose', ...of, settings: { dtype, kernel, tfjsRuntime, ...brought }, manner: mannerOf(spec, { name: name ?? of.network, title }) };
}

/** A training that is one of many beside each other has one thread, unless it is said otherwise. */
function crewOf({ threads }: RunSpec): Threads | undefined {
  return threads === 'auto' ? undefined : threadsFor(threads, 1);
}

function mannerOf({ timeout, verbose }: RunSpec, { name, title }: { name: string; title: string | undefined }): Manner {
  return { name, ...(title !== undefined && { title }), timeout, verbose };
}
