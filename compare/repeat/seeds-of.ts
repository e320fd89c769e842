import type { RunSpec } from '../../src/run/config.ts';

/** The seeds of a run: its one; with `--seeds n` that and the n − 1 whole numbers after it; or those of a list. */
export function seedsOf({ seed, seeds }: RunSpec): readonly [number, ...number[]] {
  if (Array.isArray(seeds)) return seeds as [number, ...number[]];
  return [seed, ...Array.from({ length: (seeds ?? 1) - 1 }, (_, i) => seed + 1 + i)];
}
