import { axisX, axisY, frame, gridY, lineY, ruleX } from '@observablehq/plot';
import { together } from '../../../src/fault.ts';
import type { Course, Histogram, Inside } from '../../inside/schema.ts';
import { figure, percent } from '../words/figures.ts';
import { MOST_LAYERS } from './course.ts';
import { shortened } from './letters.ts';
import { PANEL_FONT, type Panel, panelsPicture, panelWidth } from './panels.ts';
import type { Picture, PictureTable } from './picture.ts';
import { formatTick } from './scales.ts';

/** More networks than these are not drawn one beneath the other. */
const MOST_NETWORKS = 3;

/** The first, the middle and the last epoch: from thin to bold. */
const TIMES = [
  { stroke: 'var(--n3)', strokeWidth: 1.5, strokeDasharray: '2 4' },
  { stroke: 'var(--n2)', strokeWidth: 1.5, strokeDasharray: '7 4' },
  { stroke: 'var(--n1)', strokeWidth: 2.5, strokeDasharray: 'none' },
];

type Which = 'weights' | 'gradients';
type At = Course['histograms'][number];

const SAYS = {
  weights: {
    title: 'Weights W by layer, as training goes on',
    read:
      'Each panel is a layer, each line one epoch: weights spread out from where they began as the layer learns; a line that stays where it was has not learnt, and one ' +
      'that runs far out tells of steps that are too long.',
    axis: 'weight',
    tick: (value: number) => formatTick(Number(value.toPrecision(2))),
  },
  gradients: {
    title: 'Gradients ∂L/∂W by layer, as training goes on',
    read:
      'Across is the size of each derivative, in powers of ten, the same in every panel: a layer whose heap lies far left of the others’ is one whose gradient ' +
      'vanishes on its way down, and heaps wander left as the loss falls.',
    axis: 'log₁₀ |∂L/∂w|',
    tick: (value: number) => String(value).replace('-', '−'),
  },
} as const;

/** What the weights and the gradients of every layer were at the first, the middle and the last epoch. */
export function histogramPictures({ networks }: Inside): Picture[] {
  const shown = networks
    .flatMap(({ name, course }) => (course && course.histograms.length > 0 ? [{ name, at: course.histograms }] : []))
    .slice(0, MOST_NETWORKS);
  return shown.length === 0 ? [] : (['weights', 'gradients'] as const).map((which) => pictureOf(which, shown));
}

interface Shown {
  readonly name: string;
  readonly at: readonly At[];
}

function pictureOf(which: Which, shown: readonly Shown[]): Picture {
  const { title, read } = SAYS[which];
  const layers = [...new Set(shown.flatMap(({ at }) => at.map(({ layer }) => layer)))].slice(0, MOST_LAYERS);
  const epochs = [...new Set(shown.flatMap(({ at }) => at.map(({ epoch }) => epoch)))].sort((a, b) => a - b);
  const all = shown.flatMap(({ at }) => at.map((one) => one[which]));
  const domain = which === 'gradients' ? ([Math.min(...all.map(({ from }) => from)), Math.max(...all.map(({ to }) => to))] as const) : undefined;
  const across = Math.max(2, layers.length);
  const rows = shown.map(({ name, at }) =>
    layers.map((layer): Panel => {
      const own = at.filter((one) => one.layer === layer);
      const words = shown.length > 1 ? `${name}, layer ${layer}` : `layer ${layer}`;
      return { title: shortened(words, panelWidth(across) - 8, PANEL_FONT + 1), options: panelOf(which, own, epochs, domain) };
    }),
  );
  const legend = epochs.map((epoch, e) => {
    const { stroke, strokeWidth, strokeDasharray } = timeOf(e, epochs.length);
    return { text: `epoch ${epoch}`, colour: stroke, width: strokeWidth, dash: strokeDasharray };
  });
  return {
    file: `${which}.svg`,
    alt: `${title}: histograms of ${together(shown.map(({ name }) => name))} at epoch ${together(epochs.map(String))}`,
    svg: panelsPicture({ title, legend }, rows, { across, height: 200 }),
    read,
    table: tableOf(which, shown, layers, epochs),
  };
}

/** The last epoch is always bold; one between is dashed. */
function timeOf(e: number, epochs: number): (typeof TIMES)[number] {
  return TIMES[e === epochs - 1 ? 2 : e === 0 ? 0 : 1]!;
}

function panelOf(which: Which, own: readonly At[], epochs: readonly number[], domain: readonly [number, number] | undefined): Panel['options'] {
  const { axis, tick } = SAYS[which];
  const steps = own.map((one) => ({ e: epochs.indexOf(one.epoch), points: outline(one[which]) }));
  const isEmpty = steps.every(({ points }) => points.length === 0);
  return {
    marginLeft: 44,
    marginRight: 12,
    marginTop: 6,
    marginBottom: 40,
    x: domain ? { domain: [...domain] } : {},
    y: { axis: null, zero: true, ...(isEmpty && { domain: [0, 1] }) }, // without a line there would be no scale to draw by
    marks: [
      gridY({ stroke: 'var(--faint)', strokeOpacity: 1, ticks: 3 }),
      axisY({ label: null, tickSize: 0, ticks: 3, tickFormat: (share: number) => `${formatTick(100 * share)} %` }),
      axisX({ label: axis, labelAnchor: 'right', labelArrow: 'none', labelOffset: 36, ticks: 4, tickFormat: tick }),
      frame({ stroke: 'var(--faint)' }),
      ...(which === 'weights' ? [ruleX([0], { stroke: 'var(--soft)', strokeDasharray: '3 3' })] : []),
      ...steps.map(({ e, points }) => lineY(points, { x: 'x', y: 'share', ...timeOf(e, epochs.length) })),
    ],
  };
}

/** Along the tops of the bars. */
function outline({ from, to, counts, zeros }: Histogram): { x: number; share: number }[] {
  const all = zeros + counts.reduce((sum, count) => sum + count, 0) || 1;
  const width = (to - from) / counts.length;
  return counts.flatMap((count, i) => [0, 1].map((side) => ({ x: from + (i + side) * width, share: count / all })));
}

/** Where the middle half of them lies, and how many are exactly 0. */
function tableOf(which: Which, shown: readonly Shown[], layers: readonly number[], epochs: readonly number[]): PictureTable {
  const rows = shown.flatMap(({ name, at }) =>
    layers.flatMap((layer) =>
      epochs.flatMap((epoch) => {
        const one = at.find((each) => each.layer === layer && each.epoch === epoch)?.[which];
        if (!one) return [];
        const all = one.zeros + one.counts.reduce((sum, count) => sum + count, 0);
        return [
          [`${name}, layer ${layer}, epoch ${epoch}`, ...[0.05, 0.25, 0.5, 0.75, 0.95].map((share) => figure(quantile(one, share))), percent(one.zeros / all)],
        ];
      }),
    ),
  );
  return {
    caption: `${SAYS[which].title}: ${SAYS[which].axis}, to the width of a bin`,
    head: ['of', '5 %', '25 %', 'median', '75 %', '95 %', 'exactly 0'],
    rows,
  };
}

/** Beneath which this share lies, as far as the bins tell. */
function quantile({ from, to, counts }: Histogram, share: number): number {
  const all = counts.reduce((sum, count) => sum + count, 0);
  let below = 0;
  const bin = counts.findIndex((count) => (below += count) >= share * all);
  return from + ((to - from) * (bin + 0.5)) / counts.length;
}
