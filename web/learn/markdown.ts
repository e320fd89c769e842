import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';

/** A Markdown document of ours as HTML: what is taken out and put in is coloured, tables and code can be reached by keyboard where they are wide. */
export function htmlOf(markdown: string): string {
  return micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()] })
    .replace(
      /<pre><code class="language-diff">([\s\S]*?)<\/code><\/pre>/g,
      (_, lines: string) => `<pre class="diff" tabindex="0"><code>${coloured(lines)}</code></pre>`,
    )
    .replace(/<(h[23])>([\s\S]*?)<\/\1>/g, (_, level: string, title: string) => `<${level} id="${fragmentOf(title)}">${title}</${level}>`)
    .replace(/<pre><code/g, '<pre tabindex="0"><code')
    .replace(/<table>/g, '<div class="scrolled" tabindex="0" role="region" aria-label="Table"><table>')
    .replace(/<\/table>/g, '</table></div>');
}

/** What a link to a heading ends in, as GitHub has it. */
function fragmentOf(title: string): string {
  return title
    .replace(/<[^>]*>|&\w+;/g, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}

const KINDS: Readonly<Record<string, string>> = { '-': 'taken', '+': 'put', '@': 'where' };

function coloured(lines: string): string {
  return lines
    .trimEnd()
    .split('\n')
    .map((line) => `<span class="${KINDS[line[0] ?? ''] ?? 'stays'}">${line}</span>`)
    .join('\n');
}

/** Links with what becomes of each address; one without an address becomes its text. */
export function relinked(html: string, address: (href: string) => string | undefined): string {
  return html.replace(/<a href="([^"]*)">([\s\S]*?)<\/a>/g, (_, href: string, text: string) => {
    const to = address(href);
    return to === undefined ? text : `<a href="${to}">${text}</a>`;
  });
}
