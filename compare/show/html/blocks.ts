import { escapeHtml } from './escape.ts';
import { inlineHtml } from './inline.ts';
import { isTableLine, tableHtml } from './table.ts';

/** What stands for a picture: its SVG, in the page itself. @param file as the Markdown names it */
export type PictureHtml = (file: string, alt: string) => string;

/** Lines of HTML that the report's Markdown holds, and nothing else of HTML is let through. */
const STRUCTURE: Readonly<Record<string, string>> = {
  '<details>': '<details>',
  '</details>': '</details>',
  '<table><tr>': '<div class="beside">',
  '</tr></table>': '</div>',
  '<td>': '<div>',
  '</td>': '</div>',
};

/**
 * The report's own Markdown as HTML: headings, quotations, lists, tables, code, pictures, details. Not Markdown at
 * large: it reads what ../markdown writes, so that both reports say the same by construction.
 * @param stressed sentences that stand out in a verdict
 */
export function blocksHtml(markdown: string, pictureHtml: PictureHtml, stressed: readonly string[] = []): string {
  const lines = markdown.split('\n');
  const html: string[] = [];
  for (let i = 0; i < lines.length; ) {
    const { taken, text } = block(lines, i, pictureHtml, stressed);
    if (text !== '') html.push(text);
    i += taken;
  }
  return html.join('\n');
}

function block(lines: readonly string[], at: number, pictureHtml: PictureHtml, stressed: readonly string[]): { taken: number; text: string } {
  const line = lines[at]!;
  const run = (belongs: (line: string) => boolean): string[] => {
    const end = lines.findIndex((candidate, i) => i >= at && !belongs(candidate));
    return lines.slice(at, end === -1 ? lines.length : end);
  };
  if (line.trim() === '') return { taken: 1, text: '' };
  if (STRUCTURE[line]) return { taken: 1, text: STRUCTURE[line] };
  if (line.startsWith('```')) return fence(lines, at);
  const heading = /^(#{1,4}) (.*)$/.exec(line);
  if (heading) return { taken: 1, text: headingHtml(heading[1]!.length, heading[2]!) };
  const summary = /^<summary>(.*)<\/summary>$/.exec(line);
  if (summary) return { taken: 1, text: `<summary>${inlineHtml(summary[1]!)}</summary>` };
  const image = /^!\[(.*)\]\(([\w.-]+)\)$/.exec(line);
  if (image) return { taken: 1, text: pictureHtml(image[2]!, image[1]!) };
  if (line.startsWith('> ')) return { taken: 1, text: verdictHtml(inlineHtml(line.slice(2)), stressed) };
  if (isTableLine(line)) return { taken: run(isTableLine).length, text: tableHtml(run(isTableLine)) };
  if (line.startsWith('- ')) {
    const items = run((candidate) => candidate.startsWith('- '));
    return { taken: items.length, text: `<ul>${items.map((item) => `<li>${inlineHtml(item.slice(2))}</li>`).join('')}</ul>` };
  }
  return { taken: 1, text: `<p>${inlineHtml(line)}</p>` };
}

/** Its first words, 'DIFFER', are the headline; what is wrong stands out. */
function verdictHtml(html: string, stressed: readonly string[]): string {
  const [, headline] = /^([A-Z][A-Z ]+):/.exec(html) ?? [];
  const kind = headline === 'IN PARITY' ? ' agree' : headline === 'DIFFER' || / diverged in epoch /.test(html) ? ' differ' : '';
  const words = stressed.map(escapeHtml).reduce((text, sentence) => text.replace(sentence, () => `<strong>${sentence}</strong>`), html);
  return `<p class="verdict${kind}">${headline === undefined ? words : words.replace(headline, `<strong>${headline}</strong>`)}</p>`;
}

function fence(lines: readonly string[], at: number): { taken: number; text: string } {
  const [backticks = '```'] = /^`+/.exec(lines[at]!) ?? [];
  const end = lines.findIndex((line, i) => i > at && line.startsWith(backticks));
  const code = lines.slice(at + 1, end === -1 ? lines.length : end);
  return { taken: code.length + 2, text: `<pre tabindex="0"><code>${escapeHtml(code.join('\n'))}</code></pre>` };
}

function headingHtml(level: number, markdown: string): string {
  const html = inlineHtml(markdown);
  const id = html
    .toLowerCase()
    .replace(/<[^>]*>|&[a-z]+;/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return `<h${level}${id === '' ? '' : ` id="${id}"`}>${html}</h${level}>`;
}
