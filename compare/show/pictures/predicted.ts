import { axisX, axisY, dot, frame, gridX, gridY, lineY } from '@observablehq/plot';
import { together } from '../../../src/fault.ts';
import type { Comparison } from '../../results/schema.ts';
import { figure, listed } from '../words/figures.ts';
import { type LegendEntry, legendOf } from './legend.ts';
import type { Picture, PictureTable } from './picture.ts';
import { formatTick } from './scales.ts';
import { plotPicture } from './svg.ts';
import { LABEL_AIR, penOf } from './theme.ts';

/** More targets than these make a report of pictures alone; more points make a cloud. */
const MOST_TARGETS = 6;
const MOST_POINTS = 400;

const HEIGHT = 420;
const MARGIN_BOTTOM = 48;

interface Point {
  readonly truth: number;
  readonly predicted: number;
}

/** Of a regression: what each network predicts of the test rows against what was true; a right prediction lies on the diagonal. */
export function predictedPictures(comparison: Comparison): Picture[] {
  const { targets = [] } = comparison.data;
  return targets.slice(0, MOST_TARGETS).flatMap((target, k) => {
    const clouds = comparison.networks.flatMap(({ name, test }, n) => (test ? [{ name, n, points: pointsOf(comparison, test.predictions, k) }] : []));
    if (clouds.every(({ points }) => points.length === 0)) return [];
    const title = `${target}: predicted against true, on the test rows`;
    const file = targets.length === 1 ? 'predicted.svg' : `predicted-${k + 1}.svg`;
    const alt = `${title}, by ${together(clouds.map(({ name }) => name))}`;
    const read = 'A right prediction lies on the dashed diagonal; a cloud that is flatter than it plays safe, towards the mean.';
    return [{ file, alt, svg: drawn(title, clouds, legendOf(comparison.networks, clouds)), read, table: tableOf(title, clouds) }];
  });
}

interface Cloud {
  readonly name: string;
  readonly n: number;
  readonly points: readonly Point[];
}

function tableOf(title: string, clouds: readonly Cloud[]): PictureTable {
  const truths = clouds[0]?.points ?? [];
  const { every, places } = listed(truths.length);
  const rows = places.map((r) => [figure(truths[r]?.truth), ...clouds.map(({ points }) => figure(points[r]?.predicted))]);
  return { caption: every === 1 ? title : `${title}; a part of the points`, head: ['true', ...clouds.map(({ name }) => name)], rows };
}

/** Every first, second, third, … test row, so that there are not too many. */
function pointsOf({ data: { targets = [], truth = [] } }: Comparison, predictions: readonly number[], k: number): Point[] {
  const ofTarget = (values: readonly number[]) => values.filter((_, i) => i % targets.length === k);
  const predicted = ofTarget(predictions);
  const every = Math.ceil(predicted.length / MOST_POINTS);
  return ofTarget(truth).flatMap((value, r) => (r % every === 0 ? [{ truth: value, predicted: predicted[r] ?? NaN }] : []));
}

function drawn(title: string, clouds: readonly Cloud[], legend: readonly LegendEntry[]): string {
  const all = clouds.flatMap(({ points }) => points.flatMap(({ truth, predicted }) => [truth, predicted]));
  const ends = [Math.min(...all), Math.max(...all)].map((value) => ({ truth: value, predicted: value }));
  return plotPicture(
    { title, legend: legend.map((entry) => ({ ...entry, width: 0 })) },
    {
      height: HEIGHT,
      marginLeft: 84,
      marginRight: 24,
      marginTop: 12,
      marginBottom: MARGIN_BOTTOM,
      x: { nice: true },
      y: { nice: true, axis: null },
      marks: [
        gridX({ stroke: 'var(--faint)', strokeOpacity: 1, ticks: 5 }),
        gridY({ stroke: 'var(--faint)', strokeOpacity: 1, ticks: 5 }),
        axisY({ label: null, tickSize: 0, ticks: 5, tickFormat: formatTick }),
        axisX({ label: 'true', labelAnchor: 'right', labelArrow: 'none', labelOffset: MARGIN_BOTTOM - LABEL_AIR, ticks: 5, tickFormat: formatTick }),
        frame({ stroke: 'var(--faint)' }),
        lineY(ends, { x: 'truth', y: 'predicted', stroke: 'var(--soft)', strokeDasharray: '6 4' }),
        ...clouds.map(({ n, points }) => {
          const { colour, symbol, hollow } = penOf(n);
          return dot(points, { x: 'truth', y: 'predicted', symbol, r: hollow ? 5 : 2, stroke: hollow ? colour : 'none', fill: hollow ? 'none' : colour });
        }),
      ],
    },
  );
}
