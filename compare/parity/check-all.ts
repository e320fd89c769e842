import type { Backend } from '../../src/model/network.ts';
import type { RunPlan } from '../../src/run/run-plan.ts';
import type { Training } from '../training/train.ts';
import { type Checks, checksOf } from './checks.ts';
import { checkParity, type Parity } from './parity.ts';

export interface CheckObserver {
  readonly signal?: AbortSignal | undefined;
  onCheck?(pair: readonly [string, string], done: number, of: number): void;
  onPair?(soFar: readonly Parity[]): void;
  /** Of the run, as far as they are taken. */
  readonly steps?: Checks | undefined;
}

/** Every network against the first. @throws the signal's reason once it is aborted */
export async function checkAll(plan: RunPlan, backends: readonly Backend[], trainings: readonly Training[], observer: CheckObserver = {}): Promise<Parity[]> {
  const [baseline, ...others] = backends.map((backend, n) => ({ backend, training: trainings[n]! }));
  const found: Parity[] = [];
  const { steps = checksOf(plan) } = observer;
  for (const other of others) {
    const pair = [baseline!.backend.name, other.backend.name] as const;
    const onCheck = (done: number, of: number) => {
      observer.signal?.throwIfAborted();
      observer.onCheck?.(pair, done, of);
    };
    found.push(await checkParity(plan, baseline!, other, { onCheck, steps }));
    observer.onPair?.([...found]);
  }
  return found;
}
