import { type EpochKey, epochKeys, type Curve as Key, measured } from '../../../src/run/metrics/measures.ts';
import { METRICS } from '../../../src/run/metrics/metric.ts';
import type { Seeds } from '../../repeat/seeds-schema.ts';
import { figure, listed } from '../words/figures.ts';
import { type Curve, drawCurves, ROWS, titleOf } from './curves.ts';
import type { Picture, PictureTable } from './picture.ts';

/** Mean curves over repeated seeds, each in a band of a standard deviation on either side. */
export function seedsCurves({ seeds, networks, task }: Seeds): Picture[] {
  const completed = networks.filter(({ runs }) => runs.length > 0);
  if (completed.length === 0) return [];
  const names = completed.map(({ name }) => name);
  const drawn = (quantity: EpochKey): Picture => {
    const keys = (['train', 'validation'] as const).map((rows) => measured<Key>(rows, quantity).key);
    const { min, max } = METRICS[quantity].within;
    const curves = completed.flatMap(({ curves: of }, network) =>
      ROWS.map(
        (rows, i): Curve => ({
          network,
          rows,
          points: (of[keys[i]!]?.mean ?? []).map((mean, e) => {
            const sd = of[keys[i]!]?.sd[e] ?? 0;
            return { epoch: e + 1, value: mean, low: Math.max(min, mean - sd), high: Math.min(max, mean + sd) };
          }),
        }),
      ),
    );
    const note = `mean ± standard deviation over ${seeds.length} seeds`;
    const alt = `${titleOf(quantity)} of ${names.join(', ')} by epoch, ${note}, on training rows (left) and validation rows (right)`;
    const read =
      'The line is the mean over the seeds, the band a standard deviation on either side: what lies well within a band of another is luck, not skill.';
    return { file: `seeds-${quantity}.svg`, alt, svg: drawCurves({ quantity, names, curves, note }), read, table: tableOf(completed, quantity, keys) };
  };
  return epochKeys(task ?? 'classification').map(drawn);
}

function tableOf(networks: Seeds['networks'], quantity: EpochKey, keys: readonly Key[]): PictureTable {
  const { places } = listed(Math.max(...networks.flatMap(({ curves }) => keys.map((key) => curves[key]?.mean.length ?? 0))));
  const head = ['epoch', ...networks.flatMap(({ name }) => ROWS.map((rows) => `${name}, ${rows}`))];
  const cell = ({ curves }: Seeds['networks'][number], key: Key, e: number) => `${figure(curves[key]?.mean[e])} ± ${figure(curves[key]?.sd[e])}`;
  const rows = places.map((e) => [String(e + 1), ...networks.flatMap((network) => keys.map((key) => cell(network, key, e)))]);
  return { caption: `${titleOf(quantity)} by epoch, mean ± standard deviation over the seeds`, head, rows };
}
