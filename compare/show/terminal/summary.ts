import { taskNameOf } from '../../../src/run/metrics/evaluate.ts';
import { drawnOf } from '../../../src/run/metrics/measures.ts';
import type { Comparison } from '../../results/schema.ts';
import { reflow } from '../words/labelled.ts';
import { sideBySide } from '../words/side-by-side.ts';
import { mistakenFirst, verdicts } from '../words/verdict.ts';
import { wrap } from '../words/wrap.ts';
import { chart } from './chart.ts';
import { pens } from './pens.ts';
import { drawTable } from './table.ts';
import type { TextOptions } from './text-options.ts';

export { type TextOptions, wrap };

/** What the terminal shows when all is trained: the verdict first, as its headline, then curves, table, and what is wrong in full. */
export function summary(comparison: Comparison, options: TextOptions): string {
  return laidOut(comparison, options, curves(comparison, options));
}

/** Lines longer than this are hard to read. */
const WIDEST_DIAGNOSIS = 110;

/** The same without the curves. */
export function result(comparison: Comparison, options: TextOptions): string {
  return laidOut(comparison, options, []);
}

function laidOut(comparison: Comparison, options: TextOptions, between: readonly string[]): string {
  return [verdictText(verdicts(comparison), options), ...between, table(comparison, options), ...diagnosisTexts(comparison, options)]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** What is wrong with the networks that differ, then those in which nothing is. */
export function diagnosisTexts({ diagnoses = [] }: Comparison, { width }: TextOptions): string[] {
  return mistakenFirst(diagnoses).map(({ text }) => reflow(text, Math.min(width, WIDEST_DIAGNOSIS)));
}

/** Train loss and the task's metric on validation rows, all networks in each chart. */
export function curves({ networks, data }: Comparison, { width, colours }: TextOptions): string[] {
  const all = pens(colours, networks.length);
  return drawnOf(taskNameOf(data)).map(({ key, label, metric: { within } }) =>
    chart(
      networks.map(({ name, epochs }) => ({ name, values: epochs.map((epoch) => epoch[key] ?? NaN) })),
      { title: colours.bold(label), width, pens: all, within },
    ),
  );
}

function table(comparison: Comparison, { width, colours }: TextOptions): string {
  const { networks } = comparison;
  const compared = networks.length > 1;
  const heads = ['', ...networks.map(({ name }) => name), ...(compared ? ['difference'] : [])];
  const all = pens(colours, networks.length);
  const paint = (head: string, column: number) => (all[column - 1]?.paint ?? String)(colours.bold(head));
  const rows = sideBySide(comparison).map(({ label, values, difference }) => [label, ...values, ...(compared ? [difference] : [])]);
  return drawTable(heads, rows, { width, colours, paint });
}

const GOOD = /^(IN PARITY|EQUAL|EQUIVALENT|NO DROP)/;
const BAD = /^(DIFFER|DROPPED)/;

/** Sentences, the word that sums each up in colour. */
export function verdictText(texts: readonly string[], { width, colours }: TextOptions): string {
  return texts
    .map((text) => {
      const [, head = '', rest = ''] = /^([A-Z ]+:)?(.*)$/s.exec(wrap(text, Math.min(width, 100))) ?? [];
      const paint = GOOD.test(head) ? colours.green : BAD.test(head) ? colours.red : colours.yellow;
      return paint(colours.bold(head)) + rest;
    })
    .join('\n\n');
}
