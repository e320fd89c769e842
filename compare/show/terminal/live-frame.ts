import { stripVTControlCharacters } from 'node:util';
import type { EpochRecord } from '../../../src/run/history.ts';
import { type Curve, drawnOf, type Measured } from '../../../src/run/metrics/measures.ts';
import type { TaskName } from '../../../src/run/metrics/metric.ts';
import { bar, timeLeft } from './bar.ts';
import { chart } from './chart.ts';
import type { Palette } from './palette.ts';
import { pens } from './pens.ts';

/** How far one network has come. */
export interface Live {
  readonly network: string;
  readonly step: number;
  /** At which step and second it was first seen: what it took to get there is not what a step takes. */
  readonly first?: { readonly step: number; readonly seconds: number };
  readonly records: readonly EpochRecord[];
}

export interface FrameOptions {
  readonly columns: number;
  readonly rows: number;
  readonly epochs: number;
  readonly stepsPerEpoch: number;
  readonly task: TaskName;
  readonly seconds: number; // since the training began
  readonly colours: Palette;
}

const MIN_COLUMNS = 60;
const SIDE_BY_SIDE_COLUMNS = 120;
const GAP = 3; // columns between two charts
const AROUND_PLOT = 5; // lines of a chart beside its plot's height: title, legend, the plot's last row, axis, its labels
const MIN_HEIGHT = 4;
const MAX_HEIGHT = 12;
const BAR_WIDTH = 24;

/** Whether a terminal has room for a chart and the bars. */
export function hasRoom(columns: number, rows: number, networks: number): boolean {
  return columns >= MIN_COLUMNS && heightOf(rows, networks, 1) >= MIN_HEIGHT;
}

/** One picture of trainings under way, at most `rows − 1` lines: the curves so far, on the axis of all epochs, and a bar for each network. */
export function frame(networks: readonly Live[], options: FrameOptions): string {
  const { columns, rows } = options;
  const bars = networks.map((live, n) => lineOf(live, n, networks, options));
  if (networks.every(({ records }) => records.length === 0) || !hasRoom(columns, rows, networks.length)) return bars.join('\n');
  const all = [...charts(networks, options), '', ...bars];
  return (all.length < rows ? all : bars).join('\n'); // a legend of many lines
}

/** Loss and metric side by side where there is width, one under the other where there is height, else the loss. */
function charts(networks: readonly Live[], options: FrameOptions): string[] {
  const { columns, rows } = options;
  const [loss, metric] = drawnOf(options.task);
  const [alone, stacked] = [heightOf(rows, networks.length, 1), heightOf(rows, networks.length, 2)];
  if (columns >= SIDE_BY_SIDE_COLUMNS) {
    const width = Math.floor((columns - 1 - GAP) / 2);
    return beside(drawn(loss, networks, width, alone, options), drawn(metric, networks, width, alone, options), width + GAP);
  }
  if (stacked < MIN_HEIGHT) return drawn(loss, networks, columns - 1, alone, options);
  return [...drawn(loss, networks, columns - 1, stacked, options), '', ...drawn(metric, networks, columns - 1, stacked, options)];
}

/** How high plots can be: `count` charts under each other, a blank line after each, then the bars. */
function heightOf(rows: number, networks: number, count: 1 | 2): number {
  return Math.min(MAX_HEIGHT, Math.floor((rows - 1 - networks) / count) - 1 - AROUND_PLOT);
}

function drawn(
  { key, label, metric: { within } }: Measured<Curve>,
  networks: readonly Live[],
  width: number,
  height: number,
  { epochs, colours }: FrameOptions,
): string[] {
  const series = networks.map(({ network, records }) => ({ name: network, values: records.map((record) => record[key] ?? NaN) }));
  return chart(series, { title: colours.bold(label), width, height, epochs, within, pens: pens(colours, series.length) }).split('\n');
}

function beside(left: readonly string[], right: readonly string[], column: number): string[] {
  return Array.from({ length: Math.max(left.length, right.length) }, (_, r) => {
    const line = left[r] ?? '';
    return `${line}${' '.repeat(Math.max(0, column - stripVTControlCharacters(line).length))}${right[r] ?? ''}`;
  });
}

/** 'scratch ██████░░░░ epoch 12/50  val_acc 0.9573  ETA 3 s', cut where the terminal ends. */
function lineOf({ network, step, first = { step: 0, seconds: 0 }, records }: Live, n: number, networks: readonly Live[], options: FrameOptions): string {
  const { columns, epochs, stepsPerEpoch, seconds, colours, task } = options;
  const total = epochs * stepsPerEpoch;
  const name = network.padEnd(Math.max(...networks.map((other) => other.network.length)));
  const [, { key, metric }] = drawnOf(task);
  const last = records.at(-1)?.[key];
  const rest = ` epoch ${String(records.length).padStart(String(epochs).length)}/${epochs}  val_${metric.logged} ${last === undefined ? '  –   ' : metric.format(last)}  ETA ${timeLeft(seconds - first.seconds, step - first.step, total - first.step)}`;
  const paint = pens(colours, networks.length)[n]!.paint;
  const room = columns - 1 - name.length - 1 - rest.length;
  if (room < BAR_WIDTH) return `${name}${rest}`.slice(0, columns - 1);
  return `${name} ${bar(step / total, BAR_WIDTH, paint)}${rest}`;
}
