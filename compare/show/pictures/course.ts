import { axisX, axisY, dot, frame, gridY, type Markish } from '@observablehq/plot';
import { together } from '../../../src/fault.ts';
import type { Course, Inside, NetworkInside } from '../../inside/schema.ts';
import { figure, percent } from '../words/figures.ts';
import { networkLegend } from './legend.ts';
import { panelHeads } from './panel-heads.ts';
import { penLine } from './pen-line.ts';
import type { Picture, PictureTable } from './picture.ts';
import { formatTick, logScale } from './scales.ts';
import { plotPicture } from './svg.ts';
import { LABEL_AIR, penOf } from './theme.ts';

/** More layers than these are not drawn side by side. */
export const MOST_LAYERS = 4;

const MARGINS = { marginLeft: 68, marginRight: 16, marginTop: 30, marginBottom: 44 };

interface Point {
  readonly panel: string;
  readonly epoch: number;
  readonly value: number;
}

/** What is followed through the epochs, layer by layer. */
interface Followed {
  readonly file: string;
  readonly title: string;
  readonly read: string;
  readonly of: (epoch: Course['epochs'][number], layer: number) => number | undefined;
  readonly format: (value: number | undefined) => string;
  readonly y: (values: readonly number[]) => { readonly type: 'log' | 'linear'; readonly domain: [number, number]; readonly ticks?: readonly number[] };
}

const UPDATES: Followed = {
  file: 'updates.svg',
  title: 'How far a step moves the weights of a layer, ‖ΔW‖/‖W‖',
  read:
    'About one thousandth is usual: a layer far above it is thrown about (a smaller learning rate helps), one far below it hardly learns, and two networks that ' +
    'part here take steps of different lengths.',
  of: ({ updates }, layer) => updates[layer],
  format: figure,
  y: (values) => {
    const positive = values.filter((value) => value > 0);
    return positive.length === 0 ? { type: 'linear', domain: [0, 1] } : logScale(Math.min(...positive), Math.max(...positive));
  },
};

const DEAD: Followed = {
  file: 'dead.svg',
  title: 'Dead ReLU units: the share that is 0 on every validation row',
  read: 'A dead unit passes nothing on and learns nothing any more: a curve that climbs tells of a learning rate, or of biases, that push units where no row reaches them.',
  of: ({ dead: all }, layer) => {
    const { dead = 0, units = 0 } = all.find((one) => one.layer === layer + 1) ?? {};
    return units > 0 ? dead / units : undefined;
  },
  format: percent,
  y: (values) => ({ type: 'linear', domain: [0, Math.max(0.05, ...values)] }),
};

/** How large the updates were, and how many units died, through the epochs, a panel a layer. */
export function coursePictures({ networks }: Inside): Picture[] {
  return [UPDATES, DEAD].flatMap((followed) => {
    const curves = networks.map((network) => pointsOf(network, followed));
    return curves.every((points) => points.length === 0) ? [] : [drawn(followed, networks, curves)];
  });
}

function pointsOf(network: NetworkInside, { of }: Followed): Point[] {
  const epochs = network.course?.epochs ?? [];
  return Array.from({ length: MOST_LAYERS }, (_, l) => l).flatMap((l) =>
    epochs.flatMap((at) => {
      const value = of(at, l);
      return value === undefined || !Number.isFinite(value) ? [] : [{ panel: `layer ${l + 1}`, epoch: at.epoch, value }];
    }),
  );
}

function drawn({ file, title, read, format, y }: Followed, networks: Inside['networks'], curves: readonly (readonly Point[])[]): Picture {
  const panels = [...new Set(curves.flat().map(({ panel }) => panel))];
  const names = networks.map(({ name }) => name);
  const { type, domain, ticks } = y(curves.flat().map(({ value }) => value));
  const last = Math.max(2, ...curves.flat().map(({ epoch }) => epoch));
  const labels = { ticks: ticks ? [...ticks] : 4 };
  const svg = plotPicture(
    { title, legend: networkLegend(names) },
    {
      ...MARGINS,
      height: 240,
      x: { domain: [1, last] },
      y: { type, domain, axis: null },
      fx: { domain: panels, padding: 0.1, label: null },
      marks: [
        panelHeads(),
        gridY({ stroke: 'var(--faint)', strokeOpacity: 1, ...labels }),
        axisY({ label: null, tickSize: 0, tickFormat: type === 'log' ? formatTick : (share: number) => `${formatTick(100 * share)} %`, ...labels }),
        axisX({
          label: 'epoch',
          labelAnchor: 'right',
          labelArrow: 'none',
          labelOffset: MARGINS.marginBottom - LABEL_AIR,
          tickFormat: String,
          ticks: [1, last],
        }),
        frame({ stroke: 'var(--faint)' }),
        ...curves.flatMap((points, n) => marksOf(points, n)),
      ],
    },
  );
  return { file, alt: `${title}, by epoch and layer, of ${together(names)}`, svg, read, table: tableOf(title, networks, curves, format) };
}

function marksOf(points: readonly Point[], n: number): Markish[] {
  const { colour, symbol, hollow } = penOf(n);
  return [
    ...penLine(n, points, { x: 'epoch', y: 'value', fx: 'panel' }),
    dot([...points], {
      x: 'epoch',
      y: 'value',
      fx: 'panel',
      symbol,
      r: hollow ? 5 : 3.5,
      fill: hollow ? 'var(--card)' : colour,
      stroke: hollow ? colour : 'var(--card)',
    }),
  ];
}

function tableOf(title: string, networks: Inside['networks'], curves: readonly (readonly Point[])[], format: Followed['format']): PictureTable {
  const all = curves.flat();
  const [epochs, panels] = [[...new Set(all.map(({ epoch }) => epoch))].sort((a, b) => a - b), [...new Set(all.map(({ panel }) => panel))]];
  const at = (n: number, epoch: number, panel: string) => curves[n]?.find((point) => point.epoch === epoch && point.panel === panel)?.value;
  return {
    caption: title,
    head: ['epoch', ...networks.flatMap(({ name }) => panels.map((panel) => `${name}, ${panel}`))],
    rows: epochs.map((epoch) => [String(epoch), ...networks.flatMap((_, n) => panels.map((panel) => format(at(n, epoch, panel))))]),
  };
}
