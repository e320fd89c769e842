import type asciichart from 'asciichart';
import type { Palette } from './palette.ts';

type Symbols = NonNullable<asciichart.PlotConfig['symbols']>;

/** How a series is told from the others, by glyph and, where the terminal has them, by colour. */
export interface Pen {
  readonly symbols: Symbols;
  readonly sample: string;
  readonly paint: (text: string) => string;
}

/** asciichart's symbols: axis crossing, axis, two half lines, level, and the corners and the riser of a step. */
const GLYPHS: readonly Symbols[] = [
  ['┼', '┤', '╶', '╴', '─', '╰', '╭', '╮', '╯', '│'],
  ['┼', '┤', '•', '•', '•', '•', '•', '•', '•', '•'],
  ['┼', '┤', '×', '×', '×', '×', '×', '×', '×', '×'],
  ['┼', '┤', '+', '+', '+', '+', '+', '+', '+', '+'],
];

/** A pen for each network, different in glyph and in colour; after the last they begin again. */
export function pens(colours: Palette, count: number): Pen[] {
  const paints = [colours.cyan, colours.yellow, colours.magenta, colours.green];
  return Array.from({ length: count }, (_, n) => {
    const symbols = GLYPHS[n % GLYPHS.length]!;
    return { symbols, sample: symbols[4].repeat(2), paint: paints[n % paints.length]! };
  });
}
