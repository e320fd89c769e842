import { axisX, axisY, frame, gridY, lineY, rectY, ruleX, text, type Markish } from '@observablehq/plot';
import type { Inside, LayerActivity } from '../inside/schema.ts';
import { networkLegend } from './legend.ts';
import { formatTick } from './scales.ts';
import { plotPicture, type Picture } from './svg.ts';
import { penOf } from './theme.ts';
import { together } from '../../src/fault.ts';

/** More hidden layers than these are not drawn side by side. */
const MOST_LAYERS = 4;

/** How strongly the hidden units answer the test rows, and how many are dead, a panel a layer. */
export function activityPictures({ networks }: Inside): Picture[] {
  const layers = networks.find((network) => network.layers.length > 0)?.layers.slice(0, MOST_LAYERS) ?? [];
  if (layers.length === 0) return [];
  const names = networks.map(({ name }) => name);
  const panels = layers.map((layer, l) => `layer ${l + 1}: ${layer.units} ${layer.activation}`);
  const bars = networks.flatMap((network, n) => network.layers.slice(0, MOST_LAYERS).map((layer, l) => histogramMarks(layer, n, panels[l]!)));
  const title = 'Activations of the hidden layers on the test rows';
  const notes = networks.flatMap((network, n) => network.layers.slice(0, MOST_LAYERS).map((layer, l) => ({
    panel: panels[l]!, words: noteOf(layer, networks.length > 1 ? network.name : undefined), n,
  })));
  const svg = plotPicture({ title, legend: networkLegend(names).map(({ marker: _, ...entry }) => entry) }, {
    height: 270 + 20 * networks.length,
    marginLeft: 58, marginRight: 16, marginTop: 30, marginBottom: 64 + 20 * networks.length,
    x: { label: null }, y: { axis: null, zero: true }, fx: { domain: panels, padding: 0.08, label: null },
    marks: [
      gridY({ stroke: 'var(--faint)', strokeOpacity: 1, ticks: 4 }),
      axisY({ label: null, tickSize: 0, ticks: 4, tickFormat: (share: number) => `${formatTick(100 * share)} %` }),
      axisX({ ticks: layers.length > 2 ? 3 : 5, label: null }),
      frame({ stroke: 'var(--faint)' }),
      ruleX([0], { stroke: 'var(--soft)', strokeDasharray: '3 3' }),
      ...bars.flat(),
      ...notes.map((note) => text([note], {
        fx: 'panel', text: 'words', frameAnchor: 'bottom', dy: 52 + 20 * note.n, fontSize: 14, fill: note.n === 0 ? 'var(--soft)' : penOf(note.n).colour,
      })),
    ],
  });
  return [{ file: 'activations.svg', alt: `${title}: histograms for ${together(names)}; ${notes.map(({ panel, words }) => `${panel}, ${words}`).join('; ')}`, svg }];
}

function noteOf({ silent, dead, units }: LayerActivity, network: string | undefined): string {
  const zero = silent > 0 ? `${(100 * silent).toFixed(0)} % zero, ` : '';
  return `${network === undefined ? '' : `${network}: `}${zero}${dead} of ${units} dead`;
}

/** The first network's as filled bars, the others' as outlines over them. */
function histogramMarks({ from, to, counts, silent }: LayerActivity, n: number, panel: string): Markish[] {
  const all = counts.reduce((sum, count) => sum + count, 0) / (1 - silent) || 1;
  const width = (to - from) / counts.length;
  const bins = counts.map((count, i) => ({ panel, x1: from + i * width, x2: from + (i + 1) * width, share: count / all }));
  const { colour, dash, width: stroke } = penOf(n);
  if (n === 0) return [rectY(bins, { fx: 'panel', x1: 'x1', x2: 'x2', y: 'share', fill: colour, inset: 0 })];
  const outline = bins.flatMap(({ x1, x2, share }) => [{ panel, x: x1, share }, { panel, x: x2, share }]);
  return [lineY(outline, { fx: 'panel', x: 'x', y: 'share', stroke: colour, strokeWidth: stroke - 0.5, strokeDasharray: dash })];
}
