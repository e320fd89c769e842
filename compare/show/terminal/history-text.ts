import { together } from '../../../src/fault.ts';
import { taskNameOf } from '../../../src/run/metrics/evaluate.ts';
import { drawnOf, type Measured, measured } from '../../../src/run/metrics/measures.ts';
import { TASKS } from '../../../src/run/metrics/metric.ts';
import type { Comparison } from '../../results/schema.ts';
import type { Stored, StoredRun } from '../../results/stored-run.ts';
import { finalsOf, runWords } from '../words/finals.ts';
import { changedText } from '../words/settings.ts';
import { NONE, shown } from '../words/side-by-side.ts';
import { wrap } from '../words/wrap.ts';
import { drawList, type ListRow } from './list.ts';
import { sparkline } from './sparkline.ts';
import type { TextOptions } from './text-options.ts';

/** Earlier runs, the newest first: as a table, or, where that is too wide, one beneath the other; then the folders that could not be read, and why. */
export function historyText({ runs, unreadable }: Stored, options: TextOptions): string {
  const metrics = new Set(runs.map(({ comparison }) => testMeasure(comparison).metric.name));
  const heads = ['when', 'data', 'settings', `test ${together([...metrics], 'or')}`, 'verdict'];
  const rows = runs.map(row);
  const table = runs.length === 0 ? 'No such runs.' : (drawList(heads, rows, options) ?? rows.map((one) => beneath(one, heads[3]!, options)).join('\n\n'));
  return [table, ...unreadable.map((reason) => `Not listed: ${reason}`)].join('\n');
}

function row({ folder, finished, comparison }: StoredRun): ListRow {
  const { data, networks } = comparison;
  const { key, metric } = testMeasure(comparison);
  const epochsOf = (network: string) => networks.find(({ name }) => name === network)?.epochs ?? [];
  const [, { key: drawn }] = drawnOf(taskNameOf(data)); // on validation rows
  const curveOf = (network: string) =>
    sparkline(
      epochsOf(network).map((epoch) => epoch[drawn] ?? NaN),
      CURVE,
    );
  const finals = finalsOf(comparison);
  const longest = Math.max(...finals.map(({ name }) => name.length));
  const told = finals.map(({ name, values }) => `${name.padEnd(longest)} ${shown(values[key], metric.format).padStart(6)} ${curveOf(name)}`.trimEnd());
  return { cells: [minutes(finished), data.name, changedText(comparison), told.join('\n'), runWords(comparison) || NONE], under: folder };
}

/** When, on what and with which verdict; beneath it what each network came to, then the settings and the folder. */
function beneath({ cells: [when, data, settings, told, verdict], under }: ListRow, measure: string, { width, colours }: TextOptions): string {
  const [first, ...others] = told!.split('\n');
  const networks = [`${first} (${measure})`, ...others].map((line) => `  ${line}`);
  const indented = wrap(settings!, width - 2).replaceAll('\n', '\n  ');
  return [`${colours.bold(when!)}  ${data}  ${verdict}`, ...networks, `  ${indented}`, `  ${under}`].join('\n');
}

/** Bars of the curve beside it. */
const CURVE = 8;

/** What a run is told by in a line. */
function testMeasure({ data }: Comparison): Measured {
  return measured('test', TASKS[taskNameOf(data)].epoch);
}

/** '2026-11-22 18:13', in the time of this place. */
export function minutes(date: Date): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
