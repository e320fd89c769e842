import { areaY, axisX, axisY, dot, frame, gridY, type Markish, ruleX } from '@observablehq/plot';
import type { EpochKey } from '../../../src/run/metrics/measures.ts';
import { METRICS } from '../../../src/run/metrics/metric.ts';
import { listed } from '../words/figures.ts';
import { type LegendEntry, networkLegend } from './legend.ts';
import { panelHeads } from './panel-heads.ts';
import { penLine } from './pen-line.ts';
import { formatTick, metricScale, type Scale } from './scales.ts';
import { plotPicture } from './svg.ts';
import { LABEL_AIR, penOf } from './theme.ts';

/** One network's values on one set of rows, an epoch (1, 2, …) each; a gap where a value is not finite. */
export interface Curve {
  readonly network: number; // index, which decides its pen
  readonly rows: Rows;
  readonly points: readonly CurvePoint[];
  /** The epoch that was best, of a training that could end early: a line stands there. */
  readonly best?: number;
}

export interface CurvePoint {
  readonly epoch: number;
  readonly value: number;
  /** A spread about the value, drawn as a band: mean ± standard deviation over seeds, say. */
  readonly low?: number;
  readonly high?: number;
}

export const ROWS = ['training rows', 'validation rows'] as const;
export type Rows = (typeof ROWS)[number];

/** What the document that began this prints, as dots of its own. */
export interface PrintedPoint {
  readonly program: string;
  readonly rows: Rows;
  readonly epoch: number;
  readonly value: number;
}

export interface CurvesToDraw {
  readonly quantity: EpochKey;
  readonly names: readonly string[]; // of the networks
  readonly curves: readonly Curve[];
  readonly printed?: readonly PrintedPoint[];
  readonly note?: string; // beside the title
}

/** Of a longer training a line has so many points, one in every few epochs: there are no more pixels. */
const MOST_POINTS = 300;

/** The space around both panels; a script that follows the pointer is told of it by `data-` attributes of the frame. */
const MARGINS = { marginLeft: 68, marginRight: 16, marginTop: 30, marginBottom: 44 };
const HEIGHT = 300;

/** Training rows to the left, validation rows to the right, all networks in each. */
export function drawCurves({ quantity, names, curves, printed = [], note }: CurvesToDraw): string {
  const values = [
    ...curves.flatMap(({ points }) => points.flatMap(({ value, low = value, high = value }) => [value, low, high])),
    ...printed.map(({ value }) => value),
  ];
  const y = metricScale(METRICS[quantity], values);
  const named = `${titleOf(quantity)}${y.type === 'log' ? ', on a logarithmic axis' : ''}`;
  const title = note === undefined ? named : `${named}: ${note}`;
  const last = Math.max(1, ...curves.flatMap(({ points }) => points.map(({ epoch }) => epoch)));
  const x = last === 1 ? { domain: [0, 2], ticks: [1] } : { domain: [1, last], ticks: epochTicks(last) };
  return plotPicture(
    { title, legend: [...networkLegend(names), ...printedLegend(printed)] },
    {
      ...MARGINS,
      height: HEIGHT,
      x: { ...x, type: 'linear' },
      y: { type: y.type, domain: y.domain, axis: null },
      fx: { domain: [...ROWS], padding: 0.09, label: null },
      marks: [
        gridY({ stroke: 'var(--faint)', strokeOpacity: 1, ...ticksOf(y) }),
        axisY({ label: null, tickFormat: formatTick, tickSize: 0, ...ticksOf(y) }),
        panelHeads(),
        axisX({ label: 'epoch', labelAnchor: 'right', labelArrow: 'none', labelOffset: MARGINS.marginBottom - LABEL_AIR, tickFormat: String, ticks: x.ticks }),
        frame({ stroke: 'var(--faint)' }),
        ...curves.flatMap((curve) => curveMarks(curve, last)),
        ...printedMarks(printed),
      ],
    },
  );
}

/** 'Loss', 'Accuracy', 'RMSE'. */
export function titleOf(quantity: EpochKey): string {
  const { name } = METRICS[quantity];
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function ticksOf({ ticks }: Scale): { ticks: number[] | number } {
  return { ticks: ticks ? [...ticks] : 5 };
}

function curveMarks({ network, rows, points, best }: Curve, last: number): Markish[] {
  const { colour, symbol, hollow } = penOf(network);
  const data = points.map((point) => ({ ...point, rows }));
  const every = Math.max(1, Math.round(last / 8));
  const marked = data.filter(
    ({ epoch, value }, i) => (epoch + network * Math.ceil(every / 2)) % every === 0 || alone(points, i) || (i === data.length - 1 && Number.isFinite(value)),
  );
  const drawn = listed(data.length, MOST_POINTS).places.map((i) => data[i]!);
  const band = drawn.filter(({ low, high }) => low !== undefined && high !== undefined);
  return [
    ...(best === undefined ? [] : [ruleX([{ epoch: best, rows }], { x: 'epoch', fx: 'rows', stroke: colour, strokeWidth: 1, strokeDasharray: '2,3' })]),
    ...(band.length > 0 ? [areaY(band, { x: 'epoch', y1: 'low', y2: 'high', fx: 'rows', fill: colour, fillOpacity: 0.25 })] : []),
    ...penLine(network, drawn, { x: 'epoch', y: 'value', fx: 'rows' }),
    dot(marked, {
      x: 'epoch',
      y: 'value',
      fx: 'rows',
      symbol,
      r: hollow ? 6 : 4.5,
      fill: hollow ? 'var(--card)' : colour,
      stroke: hollow ? colour : 'var(--card)',
      strokeWidth: hollow ? 2 : 1,
    }),
  ];
}

/** Whether no line leads to this point, so that only a marker can show it. */
function alone(points: readonly CurvePoint[], i: number): boolean {
  return !Number.isFinite(points[i - 1]?.value) && !Number.isFinite(points[i + 1]?.value);
}

/** 1, multiples of a round number, and the last. */
function epochTicks(last: number): number[] {
  const power = 10 ** Math.floor(Math.log10(last / 5 || 1));
  const step = Math.max(1, [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => last / candidate <= 6) ?? 1);
  const between = Array.from({ length: Math.floor(last / step) }, (_, i) => (i + 1) * step);
  return [...new Set([1, ...between.filter((epoch) => epoch > step / 2 && last - epoch > step / 2), last])];
}

const PRINTED_COLOURS = ['var(--ink)', 'var(--soft)'];

function printedLegend(printed: readonly PrintedPoint[]): LegendEntry[] {
  return [...new Set(printed.map(({ program }) => program))].map((program, n) => ({
    text: `${program} (as printed)`,
    colour: PRINTED_COLOURS[n % 2]!,
    width: 0,
    marker: n === 0 ? 'M-5,-5L5,5M-5,5L5,-5' : 'M-6,0H6M0,-6V6',
    hollow: true,
  }));
}

function printedMarks(printed: readonly PrintedPoint[]): Markish[] {
  const programs = [...new Set(printed.map(({ program }) => program))];
  return programs.map((program, n) =>
    dot(
      printed.filter((point) => point.program === program),
      {
        x: 'epoch',
        y: 'value',
        fx: 'rows',
        symbol: n === 0 ? 'times' : 'plus',
        r: 5,
        stroke: PRINTED_COLOURS[n % 2]!,
        strokeWidth: 2,
      },
    ),
  );
}
