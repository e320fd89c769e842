import { shortened, widthOf } from './letters.ts';
import type { Drawing, SvgNode } from './svg-dom.ts';
import { EDGES, FONT_SIZE, MARGIN, penOf, WIDTH } from './theme.ts';

/** A sample of a line, a marker or both, and the words beside it. */
export interface LegendEntry {
  readonly text: string;
  readonly colour?: string; // words alone if absent
  readonly dash?: string;
  readonly width?: number; // of the line; none if 0
  readonly core?: string | undefined; // of a broad line, inside its edges
  readonly marker?: string; // a path about (0, 0)
  readonly hollow?: boolean;
}

export const LEGEND_LINE = 26;

const SAMPLE = 36;
const GAP = 10;
const MARKERS = {
  circle: 'M-4.5,0a4.5,4.5 0 1,0 9,0a4.5,4.5 0 1,0 -9,0Z',
  triangle: 'M0,-5.5L5.5,4.5L-5.5,4.5Z',
  square: 'M-4,-4H4V4H-4Z',
  diamond2: 'M0,-5.5L5.5,0L0,5.5L-5.5,0Z',
} as const;

/** An entry for each network, by its pen. */
export function networkLegend(names: readonly string[]): LegendEntry[] {
  return names.map((text, n) => {
    const { colour, core, dash, width, symbol, hollow } = penOf(n);
    return { text, colour, core, dash, width, marker: MARKERS[symbol], hollow };
  });
}

/** The entries of those that are drawn, `n` of all, each by the pen that it has among all. */
export function legendOf(networks: readonly { readonly name: string }[], drawn: readonly { readonly n: number }[]): LegendEntry[] {
  const all = networkLegend(networks.map(({ name }) => name));
  return drawn.flatMap(({ n }) => all[n] ?? []);
}

interface Placed {
  readonly x: number;
  readonly entry: LegendEntry;
}

/** Entries side by side; those that do not fit begin the next line. */
export function legendLines(entries: readonly LegendEntry[]): Placed[][] {
  const lines: Placed[][] = [];
  let x = Infinity;
  for (const whole of entries) {
    const beside = whole.colour ? SAMPLE + GAP : 0;
    const entry = { ...whole, text: shortened(whole.text, WIDTH - 2 * MARGIN - beside, FONT_SIZE) };
    const width = beside + widthOf(entry.text, FONT_SIZE) + 2 * GAP;
    if (x + width - 2 * GAP > WIDTH - MARGIN) {
      lines.push([]);
      x = MARGIN;
    }
    lines.at(-1)!.push({ x, entry });
    x += width;
  }
  return lines;
}

export function drawEntry({ element, text }: Drawing, { x, entry }: Placed, y: number): SvgNode {
  const { colour, core, dash = 'none', width = 2, marker, hollow } = entry;
  if (!colour) return text(entry.text, { x, y: y + 5, fill: 'var(--soft)' });
  const line = (stroke: string, wide: number) => element('line', { x1: 0, x2: SAMPLE, stroke, 'stroke-width': wide, 'stroke-dasharray': dash });
  const lines = [line(colour, width), ...(core ? [line(core, width - EDGES)] : [])];
  const fill = hollow ? 'var(--card)' : colour;
  const symbol = element('path', { d: marker ?? '', transform: `translate(${SAMPLE / 2},0)`, fill, stroke: colour, 'stroke-width': 1.5 });
  const drawn = [...(width > 0 ? lines : []), ...(marker ? [symbol] : [])];
  return element('g', { transform: `translate(${x},${y})` }, ...drawn, text(entry.text, { x: SAMPLE + GAP, y: 5 }));
}
