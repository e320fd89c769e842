import { axisX, axisY, dot, frame, gridX, gridY, lineY } from '@observablehq/plot';
import { together } from '../../../src/fault.ts';
import type { Comparison } from '../../results/schema.ts';
import { figure, percent } from '../words/figures.ts';
import { legendOf } from './legend.ts';
import { penLine } from './pen-line.ts';
import type { Picture } from './picture.ts';
import { formatTick } from './scales.ts';
import { plotPicture } from './svg.ts';
import { LABEL_AIR, penOf } from './theme.ts';

type Bin = NonNullable<NonNullable<Comparison['networks'][number]['test']>['calibration']>[number];

const HEIGHT = 380;
const MARGIN_BOTTOM = 48;

/** A reliability diagram: how sure each network was, in tenths, against how often it was right so. */
export function calibrationPictures({ networks, data }: Comparison): Picture[] {
  const drawn = networks.flatMap(({ name, test }, n) => (test?.calibration?.length ? [{ name, n, bins: test.calibration }] : []));
  if (drawn.length === 0) return [];
  const title = `How often ${data.labels ? 'a row has a label' : 'predictions are right'}, by ${data.labels ? 'its' : 'their'} probability`;
  const svg = plotPicture(
    { title, legend: legendOf(networks, drawn) },
    {
      height: HEIGHT,
      marginLeft: 68,
      marginRight: 24,
      marginTop: 12,
      marginBottom: MARGIN_BOTTOM,
      inset: 12,
      r: { type: 'identity' },
      x: { domain: [0, 1] },
      y: { domain: [0, 1], axis: null },
      marks: [
        gridX({ stroke: 'var(--faint)', strokeOpacity: 1, ticks: 5 }),
        gridY({ stroke: 'var(--faint)', strokeOpacity: 1, ticks: 5 }),
        axisY({ label: null, tickSize: 0, ticks: 5, tickFormat: formatTick }),
        axisX({ label: 'probability', labelAnchor: 'right', labelArrow: 'none', labelOffset: MARGIN_BOTTOM - LABEL_AIR, ticks: 5, tickFormat: formatTick }),
        frame({ stroke: 'var(--faint)' }),
        lineY([0, 1], { x: [0, 1], stroke: 'var(--soft)', strokeDasharray: '6 4' }),
        ...drawn.flatMap(({ n, bins }) => {
          const { colour, symbol, hollow } = penOf(n);
          return [
            ...penLine(n, bins, { x: 'confidence', y: 'share' }),
            dot(bins, {
              x: 'confidence',
              y: 'share',
              symbol,
              r: (bin: Bin) => radius(bin, bins) - (hollow ? 0 : 1.5),
              fill: hollow ? 'var(--card)' : colour,
              stroke: hollow ? colour : 'var(--card)',
            }),
          ];
        }),
      ],
    },
  );
  const rows = drawn.flatMap(({ name, bins }) => bins.map((bin) => [name, String(bin.count), figure(bin.confidence), percent(bin.share)]));
  return [
    {
      file: 'calibration.svg',
      alt: `${title}, by ${together(drawn.map(({ name }) => name))}`,
      svg,
      read:
        'Across is the mean probability in each tenth, upwards the share that came true; on the dashed diagonal a network is as sure as it should be, beneath it ' +
        `${data.labels ? 'rows have a label less often than it says' : 'it is too sure'}, and a larger point stands for more predictions.`,
      table: { caption: `${title}: the points`, head: ['network', 'predictions', 'mean probability', 'came true'], rows },
    },
  ];
}

/** Of a point, px: its area grows with the share of all predictions that it stands for. */
function radius({ count }: Bin, bins: readonly Bin[]): number {
  const all = bins.reduce((sum, bin) => sum + bin.count, 0);
  return 4 + 7 * Math.sqrt(count / all);
}
