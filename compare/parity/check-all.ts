import type { Backend } from '../../src/model/network.ts';
import type { RunPlan } from '../../src/run/run-plan.ts';
import type { Training } from '../training/train.ts';
import { checkParity, type Parity } from './parity.ts';
import { type References, referencesOf } from './reference.ts';

export interface CheckObserver {
  readonly signal?: AbortSignal | undefined;
  onCheck?(pair: readonly [string, string], done: number, of: number): void;
  onPair?(soFar: readonly Parity[]): void;
  /** Of the first network, as far as they are worked out. */
  readonly references?: References | undefined;
}

/** Every network against the first. @throws the signal's reason once it is aborted */
export async function checkAll(plan: RunPlan, backends: readonly Backend[], trainings: readonly Training[], observer: CheckObserver = {}): Promise<Parity[]> {
  const [baseline, ...others] = backends.map((backend, n) => ({ backend, training: trainings[n]! }));
  const found: Parity[] = [];
  const { references = referencesOf(plan) } = observer;
  for (const other of others) {
    const pair = [baseline!.backend.name, other.backend.name] as const;
    const onCheck = (done: number, of: number) => {
      observer.signal?.throwIfAborted();
      observer.onCheck?.(pair, done, of);
    };
    found.push(await checkParity(plan, baseline!, other, { onCheck, references }));
    observer.onPair?.([...found]);
  }
  return found;
}
