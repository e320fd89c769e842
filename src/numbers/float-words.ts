/** For JSON.stringify: what JSON has no number for, NaN and the infinities, as words; json-float.ts reads them back. */
export function floatWords(_: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}
