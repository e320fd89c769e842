import type { Comparison } from '../../results/schema.ts';
import { escapeHtml, scriptJson } from './escape.ts';

/** What report.js reads: the epochs that were measured, and every network's values at them; null where there is none. */
export interface CurveData {
  readonly epochs: readonly number[];
  readonly networks: readonly {
    readonly name: string;
    readonly trainLoss: readonly (number | null)[];
    readonly trainAccuracy: readonly (number | null)[];
    readonly validationLoss: readonly (number | null)[];
    readonly validationAccuracy: readonly (number | null)[];
  }[];
}

const KEYS = ['trainLoss', 'trainAccuracy', 'validationLoss', 'validationAccuracy'] as const;
const HEADS = ['train loss', 'train accuracy', 'validation loss', 'validation accuracy'];

export function curveData({ networks }: Comparison): CurveData {
  const epochs = [...new Set(networks.flatMap((network) => network.epochs.map(({ epoch }) => epoch)))].sort((a, b) => a - b);
  return {
    epochs,
    networks: networks.map(({ name, epochs: records }) => {
      const byEpoch = new Map(records.map((record) => [record.epoch, record]));
      const valuesOf = (key: (typeof KEYS)[number]) => epochs.map((epoch) => short(byEpoch.get(epoch)?.[key]));
      return {
        name,
        trainLoss: valuesOf('trainLoss'),
        trainAccuracy: valuesOf('trainAccuracy'),
        validationLoss: valuesOf('validationLoss'),
        validationAccuracy: valuesOf('validationAccuracy'),
      };
    }),
  };
}

function short(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? Number(value.toPrecision(6)) : null;
}

/** A slider over the epochs and what every network measured at the one chosen; hidden until the script has life in it. */
export function epochExplorer(comparison: Comparison): string {
  const data = curveData(comparison);
  if (data.epochs.length === 0) return '';
  const rows = data.networks.map(
    ({ name }) => `<tr><th scope="row">${escapeHtml(name)}</th>${KEYS.map((key) => `<td class="number" data-key="${key}"></td>`).join('')}</tr>`,
  );
  return `<section id="explorer" aria-label="One epoch in numbers" hidden>
<p class="slider"><label for="epoch">Epoch</label> <input type="range" id="epoch" min="0" max="${data.epochs.length - 1}" step="1" value="${data.epochs.length - 1}"> <output for="epoch"></output></p>
<div class="scroll" tabindex="0" role="region" aria-label="Table"><table><thead><tr><td></td>${HEADS.map((head) => `<th scope="col" class="number">${head}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div>
<p class="hint">Move along the curves, or use the arrow keys on the slider.</p>
</section>
<script type="application/json" id="curve-data">${scriptJson(data)}</script>`;
}
