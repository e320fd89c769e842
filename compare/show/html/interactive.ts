import { taskNameOf } from '../../../src/run/metrics/evaluate.ts';
import { type Curve, curvesOf, type EpochKey, epochKeys, measured } from '../../../src/run/metrics/measures.ts';
import { METRICS } from '../../../src/run/metrics/metric.ts';
import type { Comparison } from '../../results/schema.ts';
import { EDGES, penOf } from '../pictures/theme.ts';
import { listed } from '../words/figures.ts';
import { escapeHtml, scriptJson } from './escape.ts';

/** What report.js reads: the epochs that were measured, and every network's values at them; null where there is none. */
export interface CurveData {
  readonly epochs: readonly number[];
  /** The task's metric: its pictures' name, what a key of it ends in, what it is called. */
  readonly metric: { readonly key: EpochKey; readonly suffix: string; readonly name: string };
  /** How each network's curve is drawn, stroke upon stroke. */
  readonly pens: readonly (readonly Readonly<Record<string, string | number>>[])[];
  readonly networks: readonly ({ readonly name: string } & { readonly [K in Curve]?: readonly (number | null)[] })[];
}

/** Of a longer training one in every few: the page stays within a megabyte. */
const MOST_EPOCHS = 500;

export function curveData({ networks, data }: Comparison): CurveData {
  const [, key] = epochKeys(taskNameOf(data));
  const all = [...new Set(networks.flatMap((network) => network.epochs.map(({ epoch }) => epoch)))].sort((a, b) => a - b);
  const epochs = listed(all.length, MOST_EPOCHS).places.map((i) => all[i]!);
  return {
    epochs,
    metric: { key, suffix: measured<Curve>('train', key).key.slice('train'.length), name: METRICS[key].name },
    pens: networks.map((_, n) => strokesOf(n)),
    networks: networks.map(({ name, epochs: records }) => {
      const byEpoch = new Map(records.map((record) => [record.epoch, record]));
      const valuesOf = (key: Curve) => epochs.map((epoch) => short(byEpoch.get(epoch)?.[key]));
      return { name, ...Object.fromEntries(curvesOf(taskNameOf(data)).map(({ key }) => [key, valuesOf(key)])) };
    }),
  };
}

/** As the static picture has them. */
function strokesOf(n: number): Readonly<Record<string, string | number>>[] {
  const { colour, core, dash, width } = penOf(n);
  const stroke = (of: string, wide: number) => ({ stroke: of, 'stroke-width': wide, 'stroke-dasharray': dash });
  return [stroke(colour, width), ...(core ? [stroke(core, width - EDGES)] : [])];
}

function short(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? Number(value.toPrecision(6)) : null;
}

/** A slider over the epochs and what every network measured at the one chosen; hidden until the script has life in it. */
export function epochExplorer(comparison: Comparison): string {
  const data = curveData(comparison);
  if (data.epochs.length === 0) return '';
  const curves = curvesOf(taskNameOf(comparison.data));
  const last = data.epochs.at(-1);
  const rows = data.networks.map(
    ({ name }) => `<tr><th scope="row">${escapeHtml(name)}</th>${curves.map(({ key }) => `<td class="number" data-key="${key}"></td>`).join('')}</tr>`,
  );
  return `<section id="explorer" aria-label="One epoch in numbers" hidden>
<p class="slider"><label for="epoch">Epoch</label> <input type="range" id="epoch" min="0" max="${data.epochs.length - 1}" step="1" value="${data.epochs.length - 1}"> <output for="epoch"></output></p>
<div class="scroll" tabindex="0" role="group" aria-label="Table"><table><thead><tr><td></td>${curves.map(({ rows: of, metric }) => `<th scope="col" class="number">${of} ${metric.name}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div>
<p class="slider"><label for="from">From epoch</label> <input type="number" id="from" min="1" max="${last}" value="1"> <label for="to">to</label> <input type="number" id="to" min="1" max="${last}" value="${last}"> <button type="button" data-whole>The whole training</button></p>
<p class="hint">Move along the curves, or use the arrow keys on the slider; drag along the curves to see a part of them larger.</p>
</section>
<script type="application/json" id="curve-data">${scriptJson(data)}</script>`;
}
