import { axisX, axisY, frame, gridY, lineY, type Markish, rectY, ruleX, text } from '@observablehq/plot';
import { together } from '../../../src/fault.ts';
import type { Inside, LayerActivity } from '../../inside/schema.ts';
import { figure, percent } from '../words/figures.ts';
import { wrap } from '../words/wrap.ts';
import { networkLegend } from './legend.ts';
import { shortened, widthOf } from './letters.ts';
import { panelHeads } from './panel-heads.ts';
import type { Picture, PictureTable } from './picture.ts';
import { formatTick } from './scales.ts';
import { plotPicture } from './svg.ts';
import { FONT_SIZE, penOf, WIDTH } from './theme.ts';

/** More hidden layers than these are not drawn side by side. */
const MOST_LAYERS = 4;

const MARGINS = { marginLeft: 58, marginRight: 16, marginTop: 30 };
const SMALL = FONT_SIZE - 2;
const NOTE_LINE = 20;

/** How strongly the hidden units answer the test rows, and how many are dead, a panel a layer. */
export function activityPictures({ networks }: Inside): Picture[] {
  const layers = networks.find((network) => network.layers.length > 0)?.layers.slice(0, MOST_LAYERS) ?? [];
  if (layers.length === 0) return [];
  const names = networks.map(({ name }) => name);
  const panels = layers.map((layer, l) => `layer ${l + 1}: ${layer.units} ${layer.activation}`);
  const bars = networks.flatMap((network, n) => network.layers.slice(0, MOST_LAYERS).map((layer, l) => histogramMarks(layer, n, panels[l]!)));
  const title = 'Activations of the hidden layers on the test rows';
  const notes = networks.flatMap((network, n) =>
    network.layers.slice(0, MOST_LAYERS).map((layer, l) => ({
      panel: panels[l]!,
      words: noteOf(layer, networks.length > 1 ? network.name : undefined),
      n,
    })),
  );
  const room = (WIDTH - MARGINS.marginLeft - MARGINS.marginRight) / layers.length;
  const broken = notes.map((note) => ({ ...note, lines: brokenInto(note.words, room) }));
  const most = Math.max(...broken.map(({ lines }) => lines.length));
  const beneath = NOTE_LINE * most * networks.length;
  const svg = plotPicture(
    { title, legend: networkLegend(names).map(({ marker: _, ...entry }) => entry) },
    {
      ...MARGINS,
      height: 270 + beneath,
      marginBottom: 64 + beneath,
      x: { label: null },
      y: { axis: null, zero: true },
      fx: { domain: panels, padding: 0.08, label: null },
      marks: [
        panelHeads(),
        gridY({ stroke: 'var(--faint)', strokeOpacity: 1, ticks: 4 }),
        axisY({ label: null, tickSize: 0, ticks: 4, tickFormat: (share: number) => `${formatTick(100 * share)} %` }),
        axisX({ ticks: layers.length > 2 ? 3 : 5, label: null }),
        frame({ stroke: 'var(--faint)' }),
        ruleX([0], { stroke: 'var(--soft)', strokeDasharray: '3 3' }),
        ...bars.flat(),
        ...broken.flatMap(({ panel, n, lines }) =>
          lines.map((words, i) =>
            text([{ panel, words }], {
              fx: 'panel',
              text: 'words',
              frameAnchor: 'bottom',
              dy: 52 + NOTE_LINE * (most * n + i),
              fontSize: SMALL,
              fill: n === 0 ? 'var(--soft)' : penOf(n).colour,
            }),
          ),
        ),
      ],
    },
  );
  const alt = `${title}: histograms for ${together(names)}; ${notes.map(({ panel, words }) => `${panel}, ${words}`).join('; ')}`;
  const read =
    'Each panel is a hidden layer, each bar the share of its activations that lie there: bars that crowd at the ends of a tanh or sigmoid, or next to 0, are ' +
    'units that pass little on, and a dead unit says the same of every row.';
  return [{ file: 'activations.svg', alt, svg, read, table: tableOf(networks, title) }];
}

/** A row for every bin that anything lies in. */
function tableOf(networks: Inside['networks'], caption: string): PictureTable {
  const layers = networks.find((network) => network.layers.length > 0)?.layers ?? [];
  const rows = layers.slice(0, MOST_LAYERS).flatMap(({ from, to, counts }, l) => {
    const bins = counts.map((_, i) => {
      const [low, high] = [i, i + 1].map((edge) => figure(from + ((to - from) * edge) / counts.length));
      return [`layer ${l + 1}: ${low} to ${high}`, ...networks.map((network) => percent(shareIn(network.layers[l], i)))];
    });
    return [
      ...bins.filter((_, i) => networks.some((network) => network.layers[l]?.counts[i])),
      [`layer ${l + 1}: exactly 0`, ...networks.map((network) => percent(network.layers[l]?.silent))],
      [`layer ${l + 1}: dead units`, ...networks.map((network) => String(network.layers[l]?.dead ?? '–'))],
    ];
  });
  return { caption: `${caption}: the share in each bin`, head: ['activation', ...networks.map(({ name }) => name)], rows };
}

/** The share of all activations that lies in a bin, those that are 0 counted among all. */
function shareIn(layer: LayerActivity | undefined, bin: number): number | undefined {
  return layer && (layer.counts[bin] ?? 0) / allOf(layer);
}

function allOf({ counts, silent }: LayerActivity): number {
  return counts.reduce((sum, count) => sum + count, 0) / (1 - silent) || 1;
}

function noteOf({ silent, dead, units }: LayerActivity, network: string | undefined): string {
  const zero = silent > 0 ? `${(100 * silent).toFixed(0)} % zero, ` : '';
  return `${network === undefined ? '' : `${network}: `}${zero}${dead} of ${units} dead`;
}

/** As many lines as the words need beneath their panel; a word that is too long for one is shortened. */
function brokenInto(words: string, room: number): string[] {
  return wrap(words, Math.floor(room / widthOf('n', SMALL)))
    .split('\n')
    .map((line) => shortened(line, room, SMALL));
}

/** The first network's as filled bars, the others' as outlines over them. */
function histogramMarks(layer: LayerActivity, n: number, panel: string): Markish[] {
  const { from, to, counts } = layer;
  const all = allOf(layer);
  const width = (to - from) / counts.length;
  const bins = counts.map((count, i) => ({ panel, x1: from + i * width, x2: from + (i + 1) * width, share: count / all }));
  const { colour, dash, width: stroke } = penOf(n);
  if (n === 0) return [rectY(bins, { fx: 'panel', x1: 'x1', x2: 'x2', y: 'share', fill: colour, inset: 0 })];
  const outline = bins.flatMap(({ x1, x2, share }) => [
    { panel, x: x1, share },
    { panel, x: x2, share },
  ]);
  return [lineY(outline, { fx: 'panel', x: 'x', y: 'share', stroke: colour, strokeWidth: stroke - 0.5, strokeDasharray: dash })];
}
