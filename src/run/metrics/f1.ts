/** What is said of one class or label, true or not: how often rightly. */
export interface Hits {
  readonly right: number; // said, and true
  readonly wrong: number; // said, but not true
  readonly missed: number; // true, but not said
}

/** 2·right/(2·right + wrong + missed), the harmonic mean of precision and recall; NaN of what neither occurs nor is said. */
export function f1Of({ right, wrong, missed }: Hits): number {
  return (2 * right) / (2 * right + wrong + missed);
}

/** Of every class, from counts[true class][predicted class]. */
export function hitsOf(counts: readonly (readonly number[])[]): Hits[] {
  return counts.map((row, k) => {
    const right = row[k] as number;
    const said = counts.reduce((sum, other) => sum + (other[k] as number), 0);
    return { right, wrong: said - right, missed: row.reduce((a, b) => a + b, 0) - right };
  });
}

/** The mean of those that are numbers; NaN of none. */
export function meanOfNumbers(values: readonly number[]): number {
  const numbers = values.filter((value) => !Number.isNaN(value));
  return numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
}
