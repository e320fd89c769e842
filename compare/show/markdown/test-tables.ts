import { markdownTable } from 'markdown-table';
import { accuracy } from '../../../src/run/metrics/metric.ts';
import type { Comparison } from '../../results/schema.ts';
import { escapeMarkdown } from '../words/escape.ts';
import { shown } from '../words/side-by-side.ts';

/** More classes than these make a matrix that nobody reads. */
const MATRIX_CLASSES = 30;

/** One matrix per network. */
export function confusionTables({ networks, data }: Comparison): string {
  if (data.classes.length > MATRIX_CLASSES) return `Left out: ${data.classes.length} classes.`;
  const cells = networks.flatMap(({ name, test }) => {
    if (!test?.confusion) return [];
    const head = ['true \\ predicted', ...data.classes.map(escapeMarkdown)];
    const rows = test.confusion.map((row, k) => [`**${escapeMarkdown(data.classes[k]!)}**`, ...row.map(String)]);
    return [cell(name, markdownTable([head, ...rows], { align: 'r' }))];
  });
  return beside(cells);
}

/** Of every network what each label is worth by itself. */
export function labelTables({ networks, data: { labels } }: Comparison): string {
  if (!labels) return '';
  const head = ['', 'rows', 'predicted', 'rightly', 'F1', 'AUC'];
  const cells = networks.flatMap(({ name, test }) => {
    if (!test?.labels) return [];
    const rows = test.labels.map(({ right, wrong, missed, f1, auc }, k) => [
      `**${escapeMarkdown(labels[k] as string)}**`,
      ...[right + missed, right + wrong, right].map(String),
      shown(f1, accuracy),
      shown(auc, accuracy),
    ]);
    return [cell(name, markdownTable([head, ...rows], { align: 'r' }))];
  });
  return beside(cells);
}

function cell(name: string, table: string): string {
  return `<td>\n\n**${escapeMarkdown(name)}**\n\n${table}\n\n</td>`;
}

/** Tables side by side in one of HTML, which GitHub renders with Markdown inside. */
function beside(cells: readonly string[]): string {
  return cells.length === 0 ? '' : `<table><tr>\n${cells.join('\n')}\n</tr></table>`;
}
