import type { Explanation } from './explanation.ts';
import { valuesIn } from './factors.ts';
import { accuracyOf, signed } from './numbers.ts';
import { factorName } from './words.ts';

/** A bar of the waterfall: it spans from one accuracy to another. */
export interface Bar {
  readonly label: string;
  readonly start: number;
  readonly end: number;
  readonly total: boolean; // a whole accuracy, not a share of the gap
}

/** From the first configuration's accuracy, share by share, to the second's. */
export function waterfall({ from, to, cells, effects }: Explanation): Bar[] {
  let reached = cells[0]!.mean;
  const shares = effects.map(({ factor, share }): Bar => {
    const start = reached;
    reached += share;
    return { label: factorName(factor), start, end: reached, total: false };
  });
  const whole = (label: string, end: number): Bar => ({ label, start: 0, end, total: true });
  return [whole(from.title, cells[0]!.mean), ...shares, whole(to.title, cells.at(-1)!.mean)];
}

/** The waterfall as text, as wide as asked. */
export function waterfallText(explanation: Explanation, width: number): string {
  const bars = waterfall(explanation);
  const scale = scaleOf(bars.flatMap(({ start, end, total }) => (total ? [end] : [start, end])));
  const label = Math.max(...bars.map((bar) => bar.label.length));
  const room = Math.max(10, width - label - 12);
  return bars
    .map((bar) => {
      const [low, high] = bar.total ? [scale.low, bar.end] : [Math.min(bar.start, bar.end), Math.max(bar.start, bar.end)];
      const left = column(low, scale, room);
      const length = Math.max(1, column(high, scale, room) - left);
      const glyph = bar.total ? '█' : bar.end >= bar.start ? '▓' : '░';
      const value = bar.total ? bar.end.toFixed(4) : signed(bar.end - bar.start);
      return `${bar.label.padEnd(label)} ${value.padStart(7)}  ${' '.repeat(left)}${glyph.repeat(length)}`;
    })
    .join('\n');
}

/** Every cell with its settings and a bar, the highest first; the first and second configuration are marked. */
export function cellsText({ cells, factors }: Explanation, width: number): string {
  const rows = [...cells].sort((a, b) => b.mean - a.mean || a.mask - b.mask);
  const heads = factors.map(factorName);
  const settings = rows.map(({ mask }) => valuesIn(mask, factors));
  const widths = heads.map((head, f) => Math.max(head.length, ...settings.map((values) => values[f]!.length)));
  const padded = (values: readonly string[]) => values.map((value, f) => value.padEnd(widths[f]!)).join('  ');
  const figures = rows.map(accuracyOf);
  const figure = Math.max(...figures.map(({ length }) => length));
  const room = Math.max(8, width - padded(heads).length - figure - 6);
  const scale = scaleOf(cells.map(({ mean }) => mean));
  const lines = rows.map(({ mask, mean }, r) => {
    const mark = mask === 0 ? 'A' : mask === cells.length - 1 ? 'B' : ' ';
    return `${mark} ${padded(settings[r]!)}  ${figures[r]!.padEnd(figure)}  ${'█'.repeat(Math.max(1, column(mean, scale, room)))}`;
  });
  return [`  ${padded(heads)}  accuracy`, ...lines].join('\n');
}

interface Scale {
  readonly low: number;
  readonly high: number;
}

/** With a tenth of the span as air below, so that the lowest bar is seen; bars therefore do not begin at 0. */
function scaleOf(values: readonly number[]): Scale {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const air = Math.max(0.1 * (high - low), 1e-4);
  return { low: low - air, high };
}

function column(value: number, { low, high }: Scale, columns: number): number {
  return Math.round(((value - low) / (high - low)) * columns);
}
