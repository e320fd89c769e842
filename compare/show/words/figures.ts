/** A number in a table: four digits, or as a power of ten where it is very small or large; a dash for none. */
export function figure(value: number | undefined): string {
  if (value === undefined || !Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  const text = size !== 0 && (size < 1e-3 || size >= 1e6) ? value.toExponential(2).replace('e+', 'e') : String(Number(value.toPrecision(4)));
  return text.replace(/^-/, '−');
}

/** '12.3 %' */
export function percent(share: number | undefined): string {
  return share === undefined || !Number.isFinite(share) ? '–' : `${(100 * share).toFixed(1)} %`;
}

/** At most so many rows of a table are shown; of more every second, third, … one, and the last. */
export const MOST_LISTED = 100;

/** The places of those that are shown, of `n`: 0, every, 2·every, …, n − 1, about `most` of them. */
export function listed(n: number, most = MOST_LISTED): { readonly every: number; readonly places: readonly number[] } {
  const every = Math.max(1, Math.ceil(n / most));
  return { every, places: Array.from({ length: n }, (_, i) => i).filter((i) => i % every === 0 || i === n - 1) };
}
