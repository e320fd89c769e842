import type { Backend } from '../../src/model/network.ts';
import { withNetwork } from '../../src/model/with-network.ts';
import type { RunPlan } from '../../src/run/run-plan.ts';
import type { Snapshot } from '../training/snapshot.ts';
import { type Pair, type ReanchoredStep, reanchor } from './re-anchor.ts';
import { type References, referencesOf } from './reference.ts';

/** The re-anchored steps of a run, each taken when it is asked for, or ahead of that. */
export interface Checks {
  /** @param other the name of the network that is held against the baseline. @param snapshot of the baseline before the step */
  of(other: string, step: number, snapshot: Snapshot, pair: Pair): Promise<ReanchoredStep>;
  /** Takes them, as long as `isWanted`, with a pause after each. */
  ahead(backends: readonly [baseline: Backend, other: Backend], snapshots: Snapshots, isWanted: () => boolean, pause: () => Promise<void>): Promise<void>;
}

type Snapshots = ReadonlyMap<number, Snapshot>;

/**
 * They need nothing of the other network's own training: where that may be asked twice, and answers alike, they are taken while it still
 * trains. @param references of the baseline, as far as they are worked out
 */
export function checksOf(plan: RunPlan, references: References = referencesOf(plan)): Checks {
  const taken = new Map<string, ReanchoredStep>();
  const of: Checks['of'] = async (other, step, snapshot, pair) => {
    const key = `${step} ${other}`;
    const check = taken.get(key) ?? (await reanchor(plan, pair, snapshot, references.of(step, snapshot)));
    taken.set(key, check);
    return check;
  };
  return {
    of,
    ahead: ([first, second], snapshots, isWanted, pause) =>
      withNetwork(first, plan, (baseline) =>
        withNetwork(second, plan, async (other) => {
          for (const [step, snapshot] of snapshots) {
            if (!isWanted()) return;
            await of(second.name, step, snapshot, { baseline, other });
            await pause();
          }
        }),
      ),
  };
}
