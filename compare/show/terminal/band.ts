import type { Range } from './axes.ts';

/** What a curve's band lies between, one value an epoch or, resampled, a column. */
export interface Band {
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** Shades that stay apart without colour; a curve's own, as its glyph is. */
export const SHADES = ['░', '▒', '·', ':'] as const;

/** The rows that a band covers, column by column, as a grid of (height + 1) painted rows, '' where it is not. */
export function shade({ low, high }: Band, { min, max }: Range, height: number, paint: (glyph: string) => string, glyph: string): string[][] {
  const level = (value: number) => Math.round(((value - min) * height) / (max - min));
  return Array.from({ length: height + 1 }, (_, r) => low.map((from, c) => (level(from) <= height - r && height - r <= level(high[c]!) ? paint(glyph) : '')));
}

/** mean − sd to mean + sd, as far as the values can be. */
export function bandOf({ mean, sd }: { readonly mean: readonly number[]; readonly sd: readonly number[] }, within: Range): Band {
  return {
    low: mean.map((value, e) => Math.max(within.min, value - sd[e]!)),
    high: mean.map((value, e) => Math.min(within.max, value + sd[e]!)),
  };
}
