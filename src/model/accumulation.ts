import { optimiserOf } from './optimisers/optimisers.ts';
import type { TrainingSpec } from './training-spec.ts';

/** What is remembered of gradients that are not taken yet, by the name that a state has for it. */
export const ACCUMULATED = 'accumulated';

type Accumulating = Pick<TrainingSpec, 'accumulate' | 'reduction'>;

export function accumulates({ accumulate = 1 }: Accumulating): boolean {
  return accumulate > 1;
}

/** The update (1, 2, …) that step t = 1, 2, … ends with; undefined where its gradients are only gathered. */
export function updateAt({ accumulate = 1 }: Accumulating, t: number): number | undefined {
  return t % accumulate === 0 ? t / accumulate : undefined;
}

/** What a batch's gradients are multiplied by before they are added up: losses that are means are averaged over the batches as well. */
export function shareOf({ accumulate = 1, reduction }: Accumulating): number {
  return reduction?.rows === 'sum' ? 1 : 1 / accumulate;
}

/** All that a training has remembered of every tensor from one step to the next, by name. */
export function rememberedIn(training: TrainingSpec): string[] {
  return [...optimiserOf(training.optimiser).record.remembers, ...(accumulates(training) ? [ACCUMULATED] : [])];
}
