import { areaY, axisX, axisY, contour, dot, frame, gridY, lineY, ruleX } from '@observablehq/plot';
import type { Inside, Landscape } from '../../inside/schema.ts';
import { figure } from '../words/figures.ts';
import { css, mix } from './colours.ts';
import { shortened } from './letters.ts';
import { PANEL_FONT, type Panel, panelsPicture, panelWidth } from './panels.ts';
import type { Picture, PictureTable } from './picture.ts';
import { formatTick } from './scales.ts';

/** Side by side: the start, and the ends of two networks. */
const MOST = 3;
const LEVELS = 10;
const LOW = css([33, 102, 172]);
const HIGH = css(mix([33, 102, 172], [247, 247, 247], 0.95));

/** The loss along the gradient, before the first step and where each network came to, and beneath it the plane of that and of a random direction. */
export function landscapePictures({ landscapes = [] }: Inside): Picture[] {
  const shown = landscapes.slice(0, MOST);
  if (shown.length === 0) return [];
  const title = 'The loss along its gradient';
  const across = Math.max(2, shown.length);
  const titled = (words: string) => shortened(words, panelWidth(across) - 8, PANEL_FONT + 1);
  const lines = shown.map((one): Panel => ({ title: titled(placeOf(one)), options: lineOf(one) }));
  const planes = shown.map((one): Panel => ({ title: titled('and across it'), options: planeOf(one) }));
  const legend = [
    { text: 'loss at w − t·g', colour: 'var(--n1)', width: 2.5 },
    { text: 'the weights', colour: 'var(--n2)', width: 0, marker: 'M-4.5,0a4.5,4.5 0 1,0 9,0a4.5,4.5 0 1,0 -9,0Z' },
    { text: 't = η, a step of plain descent', colour: 'var(--n2)', dash: '4 3', width: 1.5 },
  ];
  return [
    {
      file: 'landscape.svg',
      alt: `${title}: ${shown.map((one) => `${placeOf(one)}, from ${figure(least(one))} to ${figure(most(one))}`).join('; ')}`,
      svg: panelsPicture({ title, legend }, [lines, planes], { across, height: 230 }),
      read:
        'Above, the loss of a batch along its own gradient: where the dashed line lies before the bottom of the valley the learning rate is careful, where it lies beyond ' +
        'it, steps leap over; beneath, the same valley from above, dark where the loss is low, with a random direction upwards.',
      table: tableOf(shown),
    },
  ];
}

function placeOf({ network, epoch }: Landscape): string {
  return network === undefined ? 'before the first step' : `${network}, epoch ${epoch}`;
}

function finite({ line, plane }: Landscape): number[] {
  return [...line, ...plane.flat()].filter(Number.isFinite);
}

function least(of: Landscape): number {
  return Math.min(...finite(of));
}

function most(of: Landscape): number {
  return Math.max(...finite(of));
}

/** t at each point of the line. */
function along({ line, reach }: Landscape): number[] {
  return line.map((_, i) => (reach * (6 * (i / (line.length - 1)) - 1)) / 5);
}

function signedTick(value: number): string {
  return formatTick(value).replace('-', '−');
}

const MARGINS = { marginLeft: 50, marginRight: 12, marginTop: 6, marginBottom: 40 };
const LABEL = { labelAnchor: 'right', labelArrow: 'none', labelOffset: 36 } as const;

function lineOf(of: Landscape): Panel['options'] {
  const points = along(of).map((t, i) => ({ t, loss: Number.isFinite(of.line[i]) ? of.line[i]! : NaN }));
  const now = points.reduce((a, b) => (Math.abs(b.t) < Math.abs(a.t) ? b : a));
  const [low, high] = [Math.min(...of.line.filter(Number.isFinite)), Math.max(...of.line.filter(Number.isFinite))];
  const air = 0.06 * (high - low) || Math.abs(high) || 1;
  return {
    ...MARGINS,
    y: { domain: [low - air, high + air], axis: null },
    marks: [
      gridY({ stroke: 'var(--faint)', strokeOpacity: 1, ticks: 4 }),
      axisY({ label: null, tickSize: 0, ticks: 4, tickFormat: signedTick }),
      axisX({ label: 't', ...LABEL, ticks: 4, tickFormat: signedTick }),
      frame({ stroke: 'var(--faint)' }),
      ...(of.learningRate <= of.reach ? [ruleX([of.learningRate], { stroke: 'var(--n2)', strokeWidth: 1.5, strokeDasharray: '4 3' })] : []),
      areaY(points, { x: 't', y1: low - air, y2: 'loss', fill: 'var(--n1)', fillOpacity: 0.12 }),
      lineY(points, { x: 't', y: 'loss', stroke: 'var(--n1)', strokeWidth: 2.5, strokeLinejoin: 'round' }),
      dot([now], { x: 't', y: 'loss', r: 4.5, fill: 'var(--n2)', stroke: 'var(--card)' }),
    ],
  };
}

/** So many steps between two points of the plane: contours are cut off half a step from the edge. */
const STEPS = 4;

/** The plane with points between its points, on straight lines. */
function finer(plane: readonly (readonly number[])[]): number[][] {
  const rows = plane.map((row) => between(row));
  const columns = rows[0]!.map((_, c) => between(rows.map((row) => row[c]!)));
  return columns[0]!.map((_, r) => columns.map((column) => column[r]!));
}

function between(values: readonly number[]): number[] {
  const steps = (a: number, b: number) => Array.from({ length: STEPS }, (_, k) => a + ((b - a) * k) / STEPS);
  return [...values.slice(0, -1).flatMap((value, i) => steps(value, values[i + 1]!)), values.at(-1)!];
}

function planeOf(of: Landscape): Panel['options'] {
  const [low, high] = [Math.min(...of.plane.flat().filter(Number.isFinite)), Math.max(...of.plane.flat().filter(Number.isFinite))];
  const values = finer(of.plane.map((row) => row.map((loss) => (Number.isFinite(loss) ? loss : high))));
  const [down, columns] = [values.length, values[0]!.length];
  const half = (points: number) => (0.6 * of.reach) / (points - 1); // of a cell, beyond the outermost points
  const along = [-of.reach / 5 - half(columns), of.reach + half(columns)] as const;
  const across = [-0.6 * of.reach - half(down), 0.6 * of.reach + half(down)] as const;
  return {
    ...MARGINS,
    x: { domain: along },
    y: { domain: across, axis: null },
    color: { type: 'linear', domain: [low, high > low ? high : low + 1], range: [LOW, HIGH] },
    marks: [
      contour(values.flat(), {
        width: columns,
        height: down,
        x1: along[0],
        x2: along[1],
        y1: across[0],
        y2: across[1],
        fill: (loss: number) => loss,
        stroke: 'var(--card)',
        strokeWidth: 0.6,
        thresholds: LEVELS,
      }),
      axisY({ label: null, tickSize: 0, ticks: 3, tickFormat: signedTick }),
      axisX({ label: 't', ...LABEL, ticks: 4, tickFormat: signedTick }),
      frame({ stroke: 'var(--faint)' }),
      ...(of.learningRate <= of.reach
        ? [lineY([0, of.learningRate], { x: [0, of.learningRate], y: [0, 0], stroke: 'var(--n2)', strokeWidth: 1.5, strokeDasharray: '4 3' })]
        : []),
      dot([0], { x: [0], y: [0], r: 4.5, fill: 'var(--n2)', stroke: 'var(--card)' }),
    ],
  };
}

/** The line point by point, and of the plane what it is across the gradient at the weights. */
function tableOf(shown: readonly Landscape[]): PictureTable {
  const rows = shown.flatMap((of) => {
    const last = of.plane.length - 1;
    const across = of.plane.map((row, s) => [
      `${placeOf(of)}, across it by ${figure((of.reach * (6 * (s / last) - 3)) / 5)}`,
      '0',
      figure(row[(row.length - 1) / 6]),
    ]);
    return [...along(of).map((t, i) => [`${placeOf(of)}, along the gradient`, figure(t), figure(of.line[i])]), ...across];
  });
  const batches = shown.map(({ network, step, rows: of, learningRate, gradient }) => {
    const where = network === undefined ? 'at the start' : `of ${network}`;
    return `${where} ${of} rows of step ${step}, η ${figure(learningRate)}, ‖g‖ ${figure(gradient)}`;
  });
  return { caption: `The loss at w − t·g: ${batches.join('; ')}`, head: ['where', 't', 'loss'], rows };
}
