import type { TrainingSpec } from '../src/model/training-spec.ts';

/** The same training by an optimiser with memory, v ← 0.9·v + g. */
export function withMomentum<T>(training: TrainingSpec, use: (training: TrainingSpec) => Promise<T>): Promise<T> {
  return use({ ...training, optimiser: { name: 'momentum' } });
}
