import { inlineHtml } from './inline.ts';

export function isTableLine(line: string): boolean {
  return line.startsWith('|');
}

/** A table as `markdownTable` writes it: a head, a line of alignments, the rows. A wide one scrolls, by keyboard too. */
export function tableHtml([head = '', alignments = '', ...rows]: readonly string[]): string {
  const align = cells(alignments).map((dashes) => (dashes.endsWith(':') ? ' class="number"' : ''));
  const heads = cells(head);
  const named = heads.some((cell) => cell !== '');
  const thead = heads.map((cell, c) => (cell === '' ? `<td${align[c]}></td>` : `<th scope="col"${align[c]}>${inlineHtml(cell)}</th>`)).join('');
  const tbody = rows.map(
    (row) =>
      `<tr>${cells(row)
        .map((cell, c) => cellHtml(cell, c, align[c] ?? ''))
        .join('')}</tr>`,
  );
  return `<div class="scroll" tabindex="0" role="group" aria-label="Table"><table>${named ? `<thead><tr>${thead}</tr></thead>` : ''}<tbody>${tbody.join('\n')}</tbody></table></div>`;
}

/** The first cell of a row says what the row is about. */
function cellHtml(cell: string, column: number, align: string): string {
  const html = inlineHtml(cell);
  return column === 0 ? `<th scope="row"${align}>${html}</th>` : `<td${align}>${html}</td>`;
}

/** '| a | b\| c |' → 'a', 'b\| c' */
function cells(line: string): string[] {
  return line
    .slice(1)
    .split(/(?<!(?<!\\)(?:\\\\)*\\)\|/)
    .slice(0, -1)
    .map((cell) => cell.trim());
}
