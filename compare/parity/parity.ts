import { breather } from '../../src/host/breathe.ts';
import type { Backend } from '../../src/model/network.ts';
import { withNetwork } from '../../src/model/with-network.ts';
import type { RunPlan } from '../../src/run/run-plan.ts';
import type { Training } from '../training/train.ts';
import { type Checks, checksOf } from './checks.ts';
import { type FreeRunning, freeRunning } from './free-running.ts';
import type { Verdict } from './gap.ts';
import type { Pair, ReanchoredStep } from './re-anchor.ts';

/** Whether, where and why two trainings part. */
export interface Parity {
  readonly baseline: string;
  readonly other: string;
  readonly verdict: Verdict;
  readonly checks: readonly ReanchoredStep[];
  readonly freeRunning: FreeRunning;
}

export interface Trained {
  readonly backend: Backend;
  readonly training: Training;
}

export interface CheckOptions {
  onCheck?(done: number, of: number): void;
  /** As far as they are taken. */
  readonly steps?: Checks | undefined;
}

/**
 * The verdict is that of the re-anchored steps, each from the baseline's weights and state before the step; the free-running
 * trajectories are compared beside it.
 */
export async function checkParity(plan: RunPlan, baseline: Trained, other: Trained, options: CheckOptions = {}): Promise<Parity> {
  return withNetwork(baseline.backend, plan, (first) =>
    withNetwork(other.backend, plan, (second) => checkPair(plan, { baseline: first, other: second }, [baseline, other], options)),
  );
}

async function checkPair(
  plan: RunPlan,
  pair: Pair,
  [baseline, other]: readonly [Trained, Trained],
  { onCheck, steps = checksOf(plan) }: CheckOptions,
): Promise<Parity> {
  const anchors = [...baseline.training.snapshots];
  const checks: ReanchoredStep[] = [];
  const breathe = breather();
  for (const [step, snapshot] of anchors) {
    checks.push(await steps.of(other.backend.name, step, snapshot, pair));
    onCheck?.(checks.length, anchors.length);
    await breathe();
  }
  const found = await freeRunning(plan, pair, baseline.training, other.training);
  const verdict = found.partedAt === 0 ? 'differ' : worst(checks); // the bits of the initial weights are to be the same
  return { baseline: baseline.backend.name, other: other.backend.name, verdict, checks, freeRunning: found };
}

/** The worst of the checks; one that float32 cannot resolve speaks neither for nor against, as long as any other does. */
function worst(checks: readonly ReanchoredStep[]): Verdict {
  const order = ['differ', 'warning', 'agree'] as const;
  return order.find((verdict) => checks.some((check) => check.verdict === verdict)) ?? 'unresolved';
}
