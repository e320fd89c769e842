import asciichart from 'asciichart';

/** A curve: one value an epoch; gaps where a value is not finite. */
export interface Series {
  readonly name: string;
  readonly values: readonly number[];
}

/** How a series is told from the others, by glyph and, where the terminal has them, by colour. */
export interface Pen {
  readonly symbols: Symbols;
  readonly sample: string;
  readonly paint: (text: string) => string;
}

export interface ChartOptions {
  readonly title: string;
  readonly width: number; // columns, all in
  readonly height?: number; // rows of the plot itself
  readonly within?: Range; // what values can be: the axis of a level curve does not go beyond it
  readonly pens: readonly Pen[];
}

type Symbols = NonNullable<asciichart.PlotConfig['symbols']>;

/** asciichart's symbols: axis crossing, axis, two half lines, level, and the corners and the riser of a step. */
export const GLYPHS: readonly Symbols[] = [
  ['┼', '┤', '╶', '╴', '─', '╰', '╭', '╮', '╯', '│'],
  ['┼', '┤', '•', '•', '•', '•', '•', '•', '•', '•'],
  ['┼', '┤', '×', '×', '×', '×', '×', '×', '×', '×'],
  ['┼', '┤', '+', '+', '+', '+', '+', '+', '+', '+'],
];

const LABEL_WIDTH = 9;
const AXIS_WIDTH = LABEL_WIDTH + 1;
const MIN_PLOT_WIDTH = 8;

interface Range {
  readonly min: number;
  readonly max: number;
}

/** Several curves in one chart: title, legend, labelled axes; at most as wide as asked. */
export function chart(series: readonly Series[], { title, width, height = 12, within, pens }: ChartOptions): string {
  const epochs = Math.max(0, ...series.map(({ values }) => values.length));
  const finite = series.flatMap(({ values }) => values.filter(Number.isFinite));
  if (finite.length === 0) return `${title}\n  (nothing finite)`;
  const range = rangeOf(finite, within);
  const columns = Math.max(MIN_PLOT_WIDTH, width - AXIS_WIDTH);
  const layers = series.map(({ values }) => values);
  const grid = overlay(layers.map((values, s) => draw(resample(values, epochs, columns), range, height, pens[s]!)));
  const labels = axisLabels(range, grid.length);
  const lines = grid.map((row, r) => `${labels[r]}┤${row.join('')}`.trimEnd());
  return [title, ...legend(series, pens, width), ...lines, ...epochAxis(epochs, columns)].join('\n');
}

/** Sample and name of every series, on as many lines as they need. */
function legend(series: readonly Series[], pens: readonly Pen[], width: number): string[] {
  const lines: { text: string; length: number }[] = [];
  series.forEach(({ name }, s) => {
    const { sample, paint } = pens[s]!;
    const entry = { text: `${paint(sample)} ${name}`, length: sample.length + 1 + name.length };
    const line = lines.at(-1);
    if (!line || line.length + 3 + entry.length > width) lines.push(entry);
    else lines[lines.length - 1] = { text: `${line.text}   ${entry.text}`, length: line.length + 3 + entry.length };
  });
  return lines.map(({ text }) => text);
}

function rangeOf(values: readonly number[], { min: least, max: most }: Range = { min: -Infinity, max: Infinity }): Range {
  const min = values.reduce((a, b) => Math.min(a, b));
  const max = values.reduce((a, b) => Math.max(a, b));
  if (max > min) return { min, max };
  const air = Math.max(1e-3, Math.abs(min) * 0.1); // above and beneath a level curve
  return { min: Math.max(least, min - air), max: Math.min(most, max + air) };
}

/** The values at `columns` evenly spaced epochs, the first and the last among them; means where epochs share a column. */
export function resample(values: readonly number[], epochs: number, columns: number): number[] {
  return Array.from({ length: columns }, (_, c) => {
    if (epochs <= columns) return interpolate(values, (c * (epochs - 1)) / (columns - 1), (epochs - 1) / (columns - 1));
    const from = Math.floor((c * epochs) / columns);
    const bucket = values.slice(from, Math.max(from + 1, Math.floor(((c + 1) * epochs) / columns))).filter(Number.isFinite);
    return bucket.length === 0 ? NaN : bucket.reduce((a, b) => a + b) / bucket.length;
  });
}

/** The value between two epochs; within half a column of an epoch its own, so that one between two gaps is not lost. */
function interpolate(values: readonly number[], at: number, column: number): number {
  const nearest = Math.round(at);
  if (Math.abs(at - nearest) <= column / 2) return values[nearest] ?? NaN;
  const left = values[Math.floor(at)] ?? NaN;
  const right = values[Math.ceil(at)] ?? NaN;
  return left + (right - left) * (at - Math.floor(at));
}

/** One curve as a grid of painted cells, '' where it is not; asciichart draws each stretch between two gaps. */
function draw(values: readonly number[], { min, max }: Range, height: number, pen: Pen): string[][] {
  const grid = Array.from({ length: height + 1 }, () => new Array<string>(values.length).fill(''));
  // asciichart rounds both ends of its scale; scaling to 0 … height ourselves keeps every stretch on the same rows
  const scale = height / (max - min);
  for (const { start, length } of stretches(values)) {
    const scaled = values.slice(start, start + length).map((value) => (value - min) * scale);
    const points = [scaled[0]!, ...scaled]; // the first point would else be drawn on the axis
    const options = { min: 0, max: height, height, offset: 1, padding: ' ', symbols: pen.symbols, format: () => ' ' };
    asciichart.plot(points, options).split('\n').forEach((line, r) => {
      [...line].slice(1).forEach((glyph, c) => {
        if (glyph !== ' ' && grid[r]) grid[r][start + c] = pen.paint(glyph);
      });
    });
  }
  return grid;
}

function stretches(values: readonly number[]): { start: number; length: number }[] {
  const found: { start: number; length: number }[] = [];
  values.forEach((value, c) => {
    const last = found.at(-1);
    if (!Number.isFinite(value)) return;
    if (last && last.start + last.length === c) last.length++;
    else found.push({ start: c, length: 1 });
  });
  return found;
}

/** Where curves share a cell they take turns, along a level stretch as along a riser, so that none hides another. */
function overlay(layers: readonly string[][][]): string[][] {
  return layers[0]!.map((row, r) =>
    row.map((_, c) => {
      const here = layers.map((layer) => layer[r]![c]!).filter((cell) => cell !== '');
      return here[(r + c) % here.length] ?? ' ';
    }),
  );
}

/** One label a row, from max down to min, with as many decimals as tell neighbours apart and there is room for. */
function axisLabels({ min, max }: Range, rows: number): string[] {
  const step = (max - min) / (rows - 1);
  const values = Array.from({ length: rows }, (_, r) => min + (rows - 1 - r) * step);
  const decimals = Math.min(LABEL_WIDTH, Math.max(0, 1 - Math.floor(Math.log10(step))));
  const fixed = values.map((value) => value.toFixed(decimals));
  const fits = fixed.every((label) => label.length <= LABEL_WIDTH);
  return (fits ? fixed : values.map((value) => value.toExponential(2))).map((label) => label.padStart(LABEL_WIDTH));
}

/** └───┴───┴  and beneath it the epochs, the first and the last always. */
function epochAxis(epochs: number, columns: number): string[] {
  const rule = new Array<string>(columns).fill('─');
  const labels = new Array<string>(AXIS_WIDTH + columns).fill(' ');
  for (const epoch of epochTicks(epochs, columns)) {
    const column = epochs === 1 ? 0 : Math.round(((epoch - 1) * (columns - 1)) / (epochs - 1));
    rule[column] = '┴';
    const text = String(epoch);
    const start = Math.min(AXIS_WIDTH + column, labels.length - text.length);
    [...text].forEach((digit, i) => (labels[start + i] = digit));
  }
  return [`${'epoch'.padStart(LABEL_WIDTH)}└${rule.join('')}`, labels.join('').trimEnd()];
}

/** 1, the multiples of a round number that leave room for their labels, and the last. */
function epochTicks(epochs: number, columns: number): number[] {
  const room = (epochs * (String(epochs).length + 4)) / columns; // the epochs that a label and some air take
  const power = 10 ** Math.floor(Math.log10(Math.max(1, room)));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= room) ?? 1;
  const between = Array.from({ length: Math.ceil(epochs / step) }, (_, i) => i * step);
  return [1, ...between.filter((epoch) => epoch - 1 >= room && epochs - epoch >= room), epochs];
}
