import { type Curve, drawnOf, type Measured } from '../../../src/run/metrics/measures.ts';
import type { Seeds } from '../../repeat/seeds-schema.ts';
import { conclusions } from '../words/conclusion.ts';
import { PAIR_HEADS, pairRows, spreadRows } from '../words/seeds-rows.ts';
import { bandOf } from './band.ts';
import { chart } from './chart.ts';
import { pens } from './pens.ts';
import { type TextOptions, verdictText } from './summary.ts';
import { drawTable } from './table.ts';

/** What the terminal shows of repeated seeds: curves with bands, tables, what may be concluded. */
export function seedsSummary(seeds: Seeds, options: TextOptions): string {
  return [...seedsCurves(seeds, options), seedsResult(seeds, options)].join('\n\n');
}

/** Tables and conclusions without the curves. */
export function seedsResult(seeds: Seeds, options: TextOptions): string {
  const { colours } = options;
  const names = seeds.networks.map(({ name }) => name);
  const all = pens(colours, names.length);
  const paint = (head: string, column: number) => (all[column - 1]?.paint ?? String)(colours.bold(head));
  const pairs = seeds.pairs
    .filter(({ measures }) => measures.length > 0)
    .map((pair) => {
      const title = `${pair.other} − ${pair.baseline}, seed by seed (${pair.seeds.length} pairs)`;
      return `${colours.bold(title)}\n${drawTable(PAIR_HEADS, pairRows(pair), options)}`;
    });
  const spread = `${colours.bold(`Mean ± standard deviation over ${seeds.seeds.length} seeds`)}\n${drawTable(['', ...names], spreadRows(seeds), { ...options, paint })}`;
  return [spread, ...pairs, verdictText(conclusions(seeds), options)].join('\n\n');
}

/** Mean curves, shaded by a standard deviation on either side. */
export function seedsCurves(seeds: Seeds, { width, colours }: TextOptions): string[] {
  const completed = seeds.networks.filter(({ runs }) => runs.length > 0);
  const drawn = ({ key, label, metric: { within } }: Measured<Curve>) => {
    const series = completed.map(({ name, curves }) => {
      const curve = curves[key] ?? { mean: [], sd: [] };
      return { name, values: curve.mean, band: bandOf(curve, within) };
    });
    return chart(series, {
      title: colours.bold(`${label}, mean ± standard deviation over ${seeds.seeds.length} seeds`),
      width,
      within,
      pens: pens(colours, series.length),
    });
  };
  return drawnOf(seeds.task ?? 'classification').map(drawn);
}
