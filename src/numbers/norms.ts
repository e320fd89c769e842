/** √Σx², though the squares overflow. */
export function norm(values: ArrayLike<number>): number {
  const plain = scaledNorm(values, 1);
  return plain === Infinity ? scaledNorm(values, DOWN) / DOWN : plain;
}

/** A power of two, so that scaling by it is exact: the largest numbers of float64, times it, can be squared and summed. */
export const DOWN = 2 ** -600;

/** factor·√Σx², the values scaled before they are squared. */
function scaledNorm(values: ArrayLike<number>, factor: number): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i]! * factor) ** 2;
  return Math.sqrt(sum);
}

/** max|x|, 0 of no values; NaN if any is. */
export function largest(values: ArrayLike<number>): number {
  let max = 0;
  for (let i = 0; i < values.length; i++) max = Math.max(max, Math.abs(values[i]!));
  return max;
}

/** a − b, in float64. */
export function difference(a: ArrayLike<number>, b: ArrayLike<number>): Float64Array {
  const gaps = new Float64Array(a.length);
  for (let i = 0; i < gaps.length; i++) gaps[i] = a[i]! - b[i]!;
  return gaps;
}
