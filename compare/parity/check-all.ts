import type { Backend } from '../../src/model/network.ts';
import type { RunPlan } from '../../src/run/run-plan.ts';
import type { Training } from '../training/train.ts';
import { checkParity, type Parity } from './parity.ts';

export interface CheckObserver {
  readonly signal?: AbortSignal | undefined;
  onCheck?(pair: readonly [string, string], done: number, of: number): void;
  onPair?(soFar: readonly Parity[]): void;
}

/** Every network against the first. @throws the signal's reason once it is aborted */
export async function checkAll(plan: RunPlan, backends: readonly Backend[], trainings: readonly Training[], observer: CheckObserver = {}): Promise<Parity[]> {
  const [baseline, ...others] = backends.map((backend, n) => ({ backend, training: trainings[n]! }));
  const found: Parity[] = [];
  for (const other of others) {
    const pair = [baseline!.backend.name, other.backend.name] as const;
    const onCheck = (done: number, of: number) => {
      observer.signal?.throwIfAborted();
      observer.onCheck?.(pair, done, of);
    };
    found.push(await checkParity(plan, baseline!, other, onCheck));
    observer.onPair?.([...found]);
  }
  return found;
}
