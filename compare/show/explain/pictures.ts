import type { Explanation } from '../../explain/explanation.ts';
import { valuesIn } from '../../explain/factors.ts';
import { SCORES } from '../../explain/score.ts';
import { wrap } from '../words/wrap.ts';
import { score, scored, signed } from './numbers.ts';
import { factorName } from './words.ts';

/** A bar of the waterfall: it spans from one score to another. */
export interface Bar {
  readonly label: string;
  readonly start: number;
  readonly end: number;
  readonly total: boolean; // a whole score, not a share of the gap
}

/** From the first configuration's score, share by share, to the second's. */
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

/** Columns that a bar needs at least. */
const LEAST_BAR = { waterfall: 10, cells: 8 };

/** The waterfall as text, as wide as asked; where labels leave no room for bars, each has a line of its own. */
export function waterfallText(explanation: Explanation, width: number): string {
  const bars = waterfall(explanation);
  const scale = scaleOf(bars.flatMap(({ start, end, total }) => (total ? [end] : [start, end])));
  const widest = Math.max(...bars.map((bar) => bar.label.length));
  const beside = widest + 12 + LEAST_BAR.waterfall <= width;
  const room = Math.max(LEAST_BAR.waterfall, width - (beside ? widest : 1) - 12);
  const labelOf = ({ label }: Bar) => (beside ? label.padEnd(widest) : `${wrap(label, width)}\n `);
  return bars
    .map((bar) => {
      const [low, high] = bar.total ? [scale.low, bar.end] : [Math.min(bar.start, bar.end), Math.max(bar.start, bar.end)];
      const left = Math.min(column(low, scale, room), room - 1);
      const length = Math.max(1, column(high, scale, room) - left);
      const glyph = bar.total ? '█' : bar.end >= bar.start ? '▓' : '░';
      const value = bar.total ? score(bar.end) : signed(bar.end - bar.start);
      return `${labelOf(bar)} ${value.padStart(7)}  ${' '.repeat(left)}${glyph.repeat(length)}`;
    })
    .join('\n');
}

/**
 * Every cell with its settings and a bar, the highest first; the first and second configuration are marked. Where it is narrow the
 * heads are broken between their words, where it is narrower still every cell takes two lines.
 */
export function cellsText({ task, cells, factors }: Explanation, width: number): string {
  const rows = [...cells].sort((a, b) => b.mean - a.mean || a.mask - b.mask);
  const settings = rows.map(({ mask }) => valuesIn(mask, factors));
  const figures = rows.map(scored);
  const figure = Math.max(...figures.map(({ length }) => length));
  const scale = scaleOf(cells.map(({ mean }) => mean));
  const barOf = ({ mean }: { readonly mean: number }, room: number) => '█'.repeat(Math.max(1, column(mean, scale, room)));
  const marks = rows.map(({ mask }) => (mask === 0 ? 'A' : mask === cells.length - 1 ? 'B' : ' '));

  const whole = factors.map(factorName);
  const broken = whole.map((head, f) => wrap(head, Math.max(...settings.map((values) => values[f]!.length))));
  for (const heads of [whole, broken].map((shown) => shown.map((head) => head.split('\n')))) {
    const widths = heads.map((lines, f) => Math.max(...[...lines, ...settings.map((values) => values[f]!)].map(({ length }) => length)));
    const padded = (values: readonly string[]) => values.map((value, f) => value.padEnd(widths[f]!)).join('  ');
    const room = width - padded(heads.map(() => '')).length - figure - 6;
    if (room < LEAST_BAR.cells) continue;
    const height = Math.max(...heads.map(({ length }) => length));
    const headLines = Array.from({ length: height }, (_, l) =>
      `  ${padded(heads.map((lines) => lines[l - height + lines.length] ?? ''))}${l === height - 1 ? `  ${SCORES[task].measure.metric.name}` : ''}`.trimEnd(),
    );
    return [...headLines, ...rows.map((cell, r) => `${marks[r]} ${padded(settings[r]!)}  ${figures[r]!.padEnd(figure)}  ${barOf(cell, room)}`)].join('\n');
  }
  const told = settings.map((values) => values.map((value, f) => `${whole[f]} ${value}`).join(', '));
  return rows.map((cell, r) => `${marks[r]} ${figures[r]!.padEnd(figure)}  ${barOf(cell, width - figure - 4)}\n${indented(told[r]!, width)}`).join('\n');
}

function indented(text: string, width: number): string {
  return wrap(text, width - 4)
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');
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
