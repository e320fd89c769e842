import { floatWords } from '../../../src/numbers/float-words.ts';
import { measured, measuresOf } from '../../../src/run/metrics/measures.ts';
import { TASKS } from '../../../src/run/metrics/metric.ts';
import type { Swept, SweptCell } from '../../sweep/swept.ts';
import { drawTable } from '../terminal/table.ts';
import type { TextOptions } from '../terminal/text-options.ts';
import { csvText } from '../words/csv.ts';
import { meanAndSd } from '../words/seeds-rows.ts';
import { wrap } from '../words/wrap.ts';

/** A row for each training, in the order of the grid: for a spreadsheet, or a program. */
export function sweepCsv({ task, axes, cells }: Swept): string {
  const measures = measuresOf(task).filter(({ key, isExtra }) => !isExtra || cells.some(({ runs }) => runs.some((run) => run.measures[key] !== undefined)));
  const head = [...axes.map(({ option }) => option), 'network', 'seed', 'epochs', 'diverged', ...measures.map(({ key }) => key)];
  const rows = cells.flatMap(({ values, network, runs }) =>
    runs.map(({ seed, epochs, diverged, measures: own }) => [
      ...values,
      ...[network, seed, epochs, diverged ? `epoch ${diverged.epoch}` : ''],
      ...measures.map(({ key }) => own[key] ?? ''),
    ]),
  );
  return csvText([head, ...rows]);
}

/** Raised whenever a reader of an older sweep.json would misread a newer one. */
const VERSION = 1;

export function sweepJson(swept: Swept, told: { readonly data: string }): string {
  return `${JSON.stringify({ version: VERSION, ...told, ...swept }, floatWords, 1)}\n`;
}

/** Combinations that a terminal shows. */
const MOST_ROWS = 30;

/** The best combinations by what was measured on validation rows, and what follows from that. */
export function sweepText(swept: Swept, options: TextOptions): string {
  const { task, axes, seeds, cells } = swept;
  const { epoch } = TASKS[task];
  const shown = [measured('validation', epoch), measured('validation', 'loss'), measured('test', epoch)];
  const hasNetworks = new Set(cells.map(({ network }) => network)).size > 1;
  const anyDiverged = cells.some((cell) => divergedIn(cell) !== '');
  const ranked = rankedBy(swept);
  const heads = [
    [...axes.map(({ option }) => option), ...(hasNetworks ? ['network'] : [])].join(', '),
    ...shown.map(({ head }) => head),
    ...(anyDiverged ? ['diverged'] : []),
  ];
  const rows = ranked
    .slice(0, MOST_ROWS)
    .map((cell) => [
      [...cell.values, ...(hasNetworks ? [cell.network] : [])].join(', ') || cell.network,
      ...shown.map(({ key, metric }) => meanAndSd(cell.spread[key as keyof SweptCell['spread']], metric.format)),
      ...(anyDiverged ? [divergedIn(cell)] : []),
    ]);
  const left = ranked.length - rows.length;
  const notes = [
    `${seeds.length === 1 ? `Seed ${seeds[0]}` : `Mean ± standard deviation over ${seeds.length} seeds`}; the best on validation rows first.${left > 0 ? ` ${left} more are in sweep.csv.` : ''}`,
    ...(ranked.length > 1 ? ['Choose by the validation rows: what is chosen by its test rows looks better there than it is.'] : []),
  ];
  return [drawTable(heads, rows, options), ...notes.map((note) => wrap(note, options.width))].join('\n');
}

function divergedIn({ runs }: SweptCell): string {
  const diverged = runs.filter((run) => run.diverged).length;
  return diverged === 0 ? '' : `${diverged} of ${runs.length}`;
}

/** The best mean of the task's metric on validation rows first; with equal ones the order of the grid. Where some diverged, after those where none did. */
function rankedBy({ task, cells }: Swept): SweptCell[] {
  const { key, metric } = measured('validation', TASKS[task].epoch);
  const worth = ({ runs, spread }: SweptCell): number => {
    const mean = spread[key as keyof SweptCell['spread']]?.mean;
    if (mean === undefined || Number.isNaN(mean) || runs.some(({ diverged }) => diverged)) return -Infinity;
    return metric.better === 'higher' ? mean : -mean;
  };
  return cells.toSorted((a, b) => {
    const [first, second] = [worth(a), worth(b)];
    return first === second ? 0 : second - first;
  });
}
