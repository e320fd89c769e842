import type { Network } from '../../src/model/network.ts';
import { type NamedTensors, tensorsOf } from '../../src/model/tensors.ts';
import { type EarlyStopping, isBetter, monitored } from '../../src/run/early-stopping.ts';
import type { EpochRecord, Stopping } from '../../src/run/history.ts';
import type { RunPlan } from '../../src/run/run-plan.ts';
import { returnTo, type Snapshot, snapshotOf } from './snapshot.ts';

/** The best epoch so far, and what the network was after it. */
export interface Best {
  readonly record: EpochRecord;
  readonly snapshot: Snapshot;
}

/** Whether a training has waited long enough for a better epoch; the best is kept. */
export async function isOver(plan: RunPlan, stopping: EarlyStopping, network: Network, record: EpochRecord, kept: { best?: Best }): Promise<boolean> {
  if (isBetter(stopping, monitored(stopping, plan), record, kept.best?.record)) kept.best = { record, snapshot: await snapshotOf(network) };
  return record.epoch - (kept.best?.record.epoch ?? 0) >= stopping.patience;
}

/**
 * Gives the network back what it was after its best epoch. One that then is not (it ignores what is set, or keeps the running
 * statistics of batch normalisation to itself) goes on as it is after the last.
 */
export async function restored({ model }: RunPlan, { record, snapshot }: Best, network: Network, epochs: readonly EpochRecord[]): Promise<Stopping> {
  const best = record.epoch;
  if (best === epochs.at(-1)?.epoch) return { best, restored: true };
  const keepsToItself = model.hidden.some(({ normalise }) => normalise === 'batch') && !(snapshot.state?.running && network.setState);
  if (keepsToItself) return { best, restored: false };
  const last = await snapshotOf(network);
  await returnTo(snapshot, network);
  if (sameTensors(await network.weights(), snapshot.weights)) return { best, restored: true };
  await returnTo(last, network);
  return { best, restored: false };
}

function sameTensors(a: NamedTensors, b: NamedTensors): boolean {
  const others = tensorsOf(b);
  return tensorsOf(a).every(({ values }, t) => values.data.every((value, i) => Object.is(value, others[t]?.values.data[i])));
}
