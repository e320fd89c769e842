import { breather } from '../../src/host/breathe.ts';
import type { Backend } from '../../src/model/network.ts';
import type { RunPlan } from '../../src/run/run-plan.ts';
import { type Landscapes, landscapesOf } from '../inside/landscapes.ts';
import { isShipped } from '../networks/backends.ts';
import { type Checks, checksOf } from '../parity/checks.ts';
import { referencesOf } from '../parity/reference.ts';
import type { Training } from '../training/train.ts';
import type { Gathered } from './gathered.ts';
import type { CompareOptions } from './told.ts';

/** What the end of a run needs and can be had as soon as the first network has trained, on this thread while the others still do. */
export interface Ahead {
  readonly landscapes: Landscapes;
  readonly steps: Checks;
  /** @param isWanted asked now and then: whether there is still anything to wait for */
  from(first: Training, isWanted: () => boolean): void;
}

export function aheadOf(plan: RunPlan, gathered: Gathered, options: CompareOptions): Ahead {
  const references = referencesOf(plan);
  const landscapes = landscapesOf(plan);
  const steps = checksOf(plan, references);
  const work = async (first: Training, isWanted: () => boolean) => {
    await references.ahead(first.snapshots, isWanted, breather());
    await landscapes.ahead(first, isWanted, breather());
    for (const pair of pairsThatShip(gathered, options)) await steps.ahead(pair, first.snapshots, isWanted, breather());
  };
  return {
    landscapes,
    steps,
    from: (first, isWanted) => void work(first, isWanted).catch(() => undefined), // what is wrong is said where it is asked for
  };
}

/** The first network with each other one, of those that remember nothing from one network that is made to the next: they may be asked at any time. */
function pairsThatShip({ spec, backends }: Gathered, { atHand }: CompareOptions): (readonly [Backend, Backend])[] {
  const ships = backends.map((_, n) => isShipped(spec.networks[n]!) && !atHand?.has(spec.networks[n]!));
  return backends.flatMap((other, n) => (n > 0 && ships[0] && ships[n] ? [[backends[0]!, other] as const] : []));
}
