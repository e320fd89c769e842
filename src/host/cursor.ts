import { escaped } from '../fault.ts';

export const HIDE_CURSOR = '\u001b[?25l';
export const SHOW_CURSOR = '\u001b[?25h';

/** To the beginning of the line, which is then empty. */
export const CLEAR_LINE = '\r\u001b[K';

/** What fits on the line of a terminal: of one line alone can all be taken back. */
export function inOneLine(text: string, { columns }: { readonly columns?: number | undefined }): string {
  const line = escaped(text);
  return line.slice(0, (columns || line.length + 1) - 1);
}
