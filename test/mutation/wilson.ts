/** The interval of a share that k of n suggest, at 95 % (Wilson, 1927). */
export function wilson(k: number, n: number): readonly [low: number, high: number] {
  const [p, z] = [k / n, 1.96];
  const middle = (p + z ** 2 / (2 * n)) / (1 + z ** 2 / n);
  const half = (z / (1 + z ** 2 / n)) * Math.sqrt((p * (1 - p)) / n + z ** 2 / (4 * n * n));
  return [middle - half, middle + half];
}
