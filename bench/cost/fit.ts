/** One thing measured: what it asks of the machine, as many quantities as the model has terms, and how long it took. */
export interface Measured {
  readonly amounts: readonly number[];
  readonly seconds: number;
}

/**
 * The costs of one of each quantity, at least 0, whose sum of amount · cost is nearest to the times by their squared RELATIVE errors:
 * a step of 40 µs counts as much as one of 40 ms. Terms whose cost would be below 0 are left out, one after the other.
 */
export function fitted(measured: readonly Measured[]): number[] {
  const terms = measured[0]?.amounts.length ?? 0;
  let kept = Array.from({ length: terms }, (_, k) => k);
  for (;;) {
    const costs = leastSquares(
      measured.map(({ amounts, seconds }) => kept.map((k) => amounts[k]! / seconds)),
      measured.map(() => 1),
    );
    const least = costs.indexOf(Math.min(...costs));
    if (kept.length === 0 || costs[least]! >= 0) return Array.from({ length: terms }, (_, k) => costs[kept.indexOf(k)] ?? 0);
    kept = kept.filter((_, n) => n !== least);
  }
}

/** Σ amount · cost */
export function predicted({ amounts }: Pick<Measured, 'amounts'>, costs: readonly number[]): number {
  return amounts.reduce((sum, amount, k) => sum + amount * costs[k]!, 0);
}

/** x with AᵀA·x = Aᵀy, by elimination: of a few terms, scaled so that they are of one size. */
function leastSquares(A: readonly (readonly number[])[], y: readonly number[]): number[] {
  const n = A[0]?.length ?? 0;
  const size = Array.from({ length: n }, (_, k) => Math.hypot(...A.map((row) => row[k]!)) || 1);
  const dot = (f: (r: number) => number) => A.reduce((sum, _, r) => sum + f(r), 0);
  const scaled = (r: number, k: number) => A[r]![k]! / size[k]!;
  const M = Array.from({ length: n }, (_, i) => [
    ...Array.from({ length: n }, (_, j) => dot((r) => scaled(r, i) * scaled(r, j))),
    dot((r) => scaled(r, i) * y[r]!),
  ]);
  for (let i = 0; i < n; i++) {
    for (let r = 0; r < n; r++) {
      if (r === i) continue;
      const factor = M[r]![i]! / M[i]![i]!;
      M[r] = M[r]!.map((value, c) => value - factor * M[i]![c]!);
    }
  }
  return M.map((row, i) => row[n]! / row[i]! / size[i]!);
}
