import { taskNameOf } from '../../../src/run/metrics/evaluate.ts';
import { type EpochKey, epochKeys, type Curve as Key, measured } from '../../../src/run/metrics/measures.ts';
import { METRICS } from '../../../src/run/metrics/metric.ts';
import type { Comparison } from '../../results/schema.ts';
import { listed } from '../words/figures.ts';
import { shown } from '../words/side-by-side.ts';
import { type Curve, drawCurves, ROWS, titleOf } from './curves.ts';
import { documentFigures } from './document-figures.ts';
import type { Picture, PictureTable } from './picture.ts';

/** Loss and the task's metric, on training rows to the left and on validation rows to the right, all networks in each. */
export function learningCurves(comparison: Comparison): Picture[] {
  if (comparison.networks.every(({ epochs }) => epochs.length === 0)) return [];
  return epochKeys(taskNameOf(comparison.data)).map((quantity) => curvePicture(comparison, quantity));
}

function curvePicture(comparison: Comparison, quantity: EpochKey): Picture {
  const { networks } = comparison;
  const keys = (['train', 'validation'] as const).map((rows) => measured<Key>(rows, quantity).key);
  const curves = networks.flatMap(({ epochs, earlyStopping }, network) =>
    ROWS.map(
      (rows, i): Curve => ({
        network,
        rows,
        ...(earlyStopping && { best: earlyStopping.best }),
        points: epochs.map((record) => ({ epoch: record.epoch, value: record[keys[i]!] ?? NaN })),
      }),
    ),
  );
  const printed = documentFigures(comparison, quantity);
  const names = networks.map(({ name, diverged, earlyStopping }) => {
    if (diverged) return `${name} (diverged in epoch ${diverged.epoch})`;
    return earlyStopping ? `${name} (best in epoch ${earlyStopping.best})` : name;
  });
  const alt = `${titleOf(quantity)} of ${names.join(', ')} by epoch, on training rows (left) and validation rows (right)`;
  const read = `${METRICS[quantity].better === 'higher' ? 'Higher' : 'Lower'} is better: curves that lie upon each other learn alike, and where training rows go on improving while validation rows get worse, the network learns its rows by heart.`;
  return { file: `${quantity}.svg`, alt, svg: drawCurves({ quantity, names, curves, printed }), read, table: tableOf(comparison, quantity, keys) };
}

function tableOf({ networks }: Comparison, quantity: EpochKey, keys: readonly Key[]): PictureTable {
  const { every, places } = listed(Math.max(...networks.map(({ epochs }) => epochs.length)));
  const head = ['epoch', ...networks.flatMap(({ name }) => ROWS.map((rows) => `${name}, ${rows}`))];
  const rows = places.map((e) => [String(e + 1), ...networks.flatMap(({ epochs }) => keys.map((key) => shown(epochs[e]?.[key], METRICS[quantity].format)))]);
  return { caption: `${titleOf(quantity)} by epoch${every > 1 ? `, one epoch in ${every}` : ''}`, head, rows };
}
