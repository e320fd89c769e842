import asciichart from 'asciichart';
import { AXIS_WIDTH, axisLabels, epochAxis, type Range } from './axes.ts';
import { type Band, SHADES, shade } from './band.ts';
import type { Pen } from './pens.ts';

/** A curve: one value an epoch; gaps where a value is not finite. */
export interface Series {
  readonly name: string;
  readonly values: readonly number[];
  readonly band?: Band; // shaded behind all curves
}

export interface ChartOptions {
  readonly title: string;
  readonly width: number; // columns, all in
  readonly height?: number; // rows of the plot itself
  readonly within?: Range; // what values can be: the axis of a level curve does not go beyond it
  readonly pens: readonly Pen[];
  readonly epochs?: number; // how far the axis goes, where there is more to come
}

const MIN_PLOT_WIDTH = 8;

/** A curve that varies less, relative to its values, is level: so much comes of taking means. */
const LEVEL = 1e-12;

/** Several curves in one chart: title, legend, labelled axes; at most as wide as asked. */
export function chart(series: readonly Series[], { title, width, height = 12, within, pens, epochs: all = 0 }: ChartOptions): string {
  const epochs = Math.max(all, ...series.map(({ values }) => values.length));
  const columns = Math.max(MIN_PLOT_WIDTH, width - AXIS_WIDTH);
  const curves = series.map(({ values }) => resample(values, epochs, columns));
  const resampled = ({ low, high }: Band) => ({ low: resample(low, epochs, columns), high: resample(high, epochs, columns) });
  const bands = series.map(({ band }) => band && resampled(band));
  const finite = [...curves, ...bands.flatMap((band) => (band ? [band.low, band.high] : []))].flat().filter(Number.isFinite);
  if (finite.length === 0) return `${title}\n  (nothing finite)`;
  const range = rangeOf(finite, within);
  const shades = bands.flatMap((band, s) => (band ? [shade(band, range, height, pens[s]!.paint, SHADES[s % SHADES.length]!)] : []));
  const grid = before(overlay(curves.map((values, s) => draw(values, range, height, pens[s]!))), shades);
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
  if (max - min > Math.max(1e-300, LEVEL * Math.abs(min), LEVEL * Math.abs(max))) return { min, max };
  const air = Math.max(1e-3, Math.abs(min) * 0.1); // above and beneath a level curve
  return { min: Math.max(least, min - air), max: Math.min(most, max + air) };
}

/** The values at `columns` evenly spaced epochs: the first and the last as they are, between them means where several are nearest to one column. */
export function resample(values: readonly number[], epochs: number, columns: number): number[] {
  const spacing = (epochs - 1) / (columns - 1);
  return Array.from({ length: columns }, (_, c) => {
    const at = c * spacing;
    if (spacing <= 1) return interpolate(values, at, spacing);
    if (c === 0 || c === columns - 1) return values[Math.round(at)] ?? NaN;
    const nearest = values.slice(Math.ceil(at - spacing / 2), Math.ceil(at + spacing / 2)).filter(Number.isFinite);
    return nearest.reduce((sum, value) => sum + value, 0) / nearest.length; // NaN where there is none
  });
}

/** The value between two epochs; within half a column of an epoch its own, so that one between two gaps is not lost. */
function interpolate(values: readonly number[], at: number, spacing: number): number {
  const nearest = Math.round(at);
  if (Math.abs(at - nearest) <= spacing / 2) return values[nearest] ?? NaN;
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
    asciichart
      .plot(points, options)
      .split('\n')
      .forEach((line, r) => {
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

/** The curves, and behind them what is shaded. */
function before(grid: readonly string[][], shades: readonly string[][][]): readonly string[][] {
  if (shades.length === 0) return grid;
  const behind = overlay(shades);
  return grid.map((row, r) => row.map((cell, c) => (cell === ' ' ? behind[r]![c]! : cell)));
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
