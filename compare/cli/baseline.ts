import { Fault } from '../../src/fault.ts';
import type { RunSpec } from '../../src/run/config.ts';
import { REPORTS } from '../../src/run/settings/result.ts';
import { DEFAULT_MARGIN } from '../../src/run/settings/training.ts';
import type { Comparison } from '../results/schema.ts';
import { baselineVerdict, dropsSince } from '../show/words/drops.ts';
import { readRun } from './history/runs.ts';

/** An earlier run that this one is held against. */
export interface Baseline {
  /** @throws Fault unless it is of the same data: nothing else can be said to have fallen */
  check(data: string): void;
  hold(comparison: Comparison): { readonly fell: boolean; readonly says: string };
}

/** The run that --baseline names. @throws Fault if it cannot be read */
export async function baselineOf({ baseline, margin = DEFAULT_MARGIN }: RunSpec): Promise<Baseline | undefined> {
  if (baseline === undefined) return undefined;
  const { folder, comparison: before } = await readRun(baseline, REPORTS);
  return {
    check(data) {
      if (before.data.name !== data)
        throw new Fault(`--baseline ${baseline}: that run is of ${before.data.name}, this one of ${data}. Name a run on the same data.`);
    },
    hold(comparison) {
      const drops = dropsSince(before, comparison, margin);
      return { fell: drops.length > 0, says: baselineVerdict(drops, folder, comparison) };
    },
  };
}
