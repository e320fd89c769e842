import { axisX, axisY, dot, frame, gridY } from '@observablehq/plot';
import { together } from '../../../src/fault.ts';
import { taskNameOf } from '../../../src/run/metrics/evaluate.ts';
import { measured } from '../../../src/run/metrics/measures.ts';
import { TASKS } from '../../../src/run/metrics/metric.ts';
import type { Comparison } from '../../results/schema.ts';
import { figure } from '../words/figures.ts';
import { sweptBoundaries } from './boundaries.ts';
import { networkLegend } from './legend.ts';
import { penLine } from './pen-line.ts';
import type { Picture } from './picture.ts';
import { formatTick, metricScale } from './scales.ts';
import { plotPicture } from './svg.ts';
import { LABEL_AIR, penOf } from './theme.ts';

const MARGIN_BOTTOM = 48;

/** The task's metric on the test rows by the width of the one hidden layer and, in the plane, the boundaries that come of it. */
export function sweepPictures({ sweep, inside, data }: Comparison): Picture[] {
  if (!sweep) return [];
  const quantity = TASKS[taskNameOf(data)].epoch;
  const { label, metric } = measured('test', quantity);
  const names = sweep.widths[0]?.networks.map(({ name }) => name) ?? [];
  const curves = names.map((_, n) => sweep.widths.map(({ width, networks }) => ({ width, value: networks[n]?.test?.[quantity] ?? NaN })));
  const { type, domain } = metricScale(
    metric,
    curves.flat().map(({ value }) => value),
  );
  const ticks = sweep.widths.map(({ width }) => width);
  const title = `${label} by the width of one hidden layer (${sweep.activation})`;
  const svg = plotPicture(
    { title, legend: networkLegend(names) },
    {
      height: 260,
      marginLeft: 68,
      marginRight: 24,
      marginTop: 12,
      marginBottom: MARGIN_BOTTOM,
      x: { type: 'log', base: 2, domain: [ticks[0] ?? 1, ticks.at(-1) ?? 64] },
      y: { type, domain, axis: null },
      marks: [
        gridY({ stroke: 'var(--faint)', strokeOpacity: 1, ticks: 5 }),
        axisY({ label: null, tickSize: 0, ticks: 5, tickFormat: formatTick }),
        axisX({ label: 'units', labelAnchor: 'right', labelArrow: 'none', labelOffset: MARGIN_BOTTOM - LABEL_AIR, ticks, tickFormat: String }),
        frame({ stroke: 'var(--faint)' }),
        ...curves.flatMap((curve, n) => {
          const { colour, symbol, hollow } = penOf(n);
          return [
            ...penLine(n, curve, { x: 'width', y: 'value' }),
            dot(curve, { x: 'width', y: 'value', symbol, r: 5, fill: hollow ? 'var(--card)' : colour, stroke: hollow ? colour : 'var(--card)' }),
          ];
        }),
      ],
    },
  );
  const alt = `${title}: ${sweep.widths.map(({ width }) => width).join(', ')} units, ${together(names)}`;
  const read = 'Where a curve stops rising (or, of an error, falling), more units are of no more use to this task.';
  const rows = sweep.widths.map(({ width, networks }) => [String(width), ...networks.map(({ test }) => figure(test?.[quantity]))]);
  const table = { caption: title, head: ['units', ...names], rows };
  return [{ file: `width-${quantity}.svg`, alt, svg, read, table }, ...(inside?.plane ? sweptBoundaries(inside.plane, sweep.widths) : [])];
}
