import { type Matrix, zeros } from '../../numbers/matrix.ts';
import { stream } from '../../numbers/random.ts';
import type { Dataset } from '../dataset.ts';

export interface VennOptions {
  readonly rows: number;
  readonly seed: number;
}

/** Discs that overlap, as a Venn diagram has them: every part of it has rows, the part outside all three too. */
const DISCS = [
  { label: 'a', x: -0.5, y: -0.3, radius: 0.9 },
  { label: 'b', x: 0.5, y: -0.3, radius: 0.8 },
  { label: 'c', x: 0, y: 0.55, radius: 0.7 },
] as const;

/** Points lie in the square ±SIDE. */
const SIDE = 1.5;

/** Points are told this far from where they lie, so that near a rim nobody can be sure. */
const NOISE = 0.03;

/** As many decimals as a CSV file of it carries, so that the file and the rows in memory are the same numbers. */
const DECIMALS = 6;

/**
 * Points of the plane, each with those of the labels a, b and c in whose disc it lies: none, one, two or all three.
 * The first rows do not depend on how many are asked for.
 */
export function venn({ rows, seed }: VennOptions): Dataset<Matrix> {
  const random = stream(seed, 'generate/venn');
  const X = zeros(rows, 2, 'float64');
  const y = zeros(rows, DISCS.length, 'float64');
  for (let r = 0; r < rows; r++) {
    const point = { x: random.uniform(-SIDE, SIDE), y: random.uniform(-SIDE, SIDE) };
    y.data.set(
      DISCS.map((disc) => ((point.x - disc.x) ** 2 + (point.y - disc.y) ** 2 < disc.radius ** 2 ? 1 : 0)),
      r * DISCS.length,
    );
    const told = [point.x, point.y].map((value) => Number((value + NOISE * random.normal()).toFixed(DECIMALS)));
    X.data.set(told, 2 * r);
  }
  return { name: 'venn', X, y, classes: [], labels: DISCS.map(({ label }) => label), features: ['x', 'y'] };
}
