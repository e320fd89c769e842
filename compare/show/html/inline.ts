import { escapeHtml } from './escape.ts';

/** Markup within a line, as the report uses it: escapes, entities, bold, code, superscript, links beside the report. */
const INLINE = /\\([\\`*_{}[\]#|~$!<>()+.-])|&(amp|lt|gt|#8203);|\*\*(.+?)\*\*|`([^`]+)`|<(\/?su[bp])>|\[([^\]]+)\]\(([\w./-]+)\)/g;

const ENTITY: Readonly<Record<string, string>> = { amp: '&amp;', lt: '&lt;', gt: '&gt;', '#8203': '' };

/** A line of the report's Markdown as HTML. Whatever is not listed above is text, and escaped. */
export function inlineHtml(markdown: string): string {
  let html = '';
  let from = 0;
  for (const match of markdown.matchAll(INLINE)) {
    const [whole, escaped, entity, bold, code, tag, words, link] = match;
    html += escapeHtml(markdown.slice(from, match.index));
    from = match.index + whole.length;
    if (escaped !== undefined) html += escapeHtml(escaped);
    else if (entity !== undefined) html += ENTITY[entity]!;
    else if (bold !== undefined) html += `<strong>${inlineHtml(bold)}</strong>`;
    else if (code !== undefined) html += `<code>${escapeHtml(code)}</code>`;
    else if (tag !== undefined) html += `<${tag}>`;
    else if (words !== undefined) html += `<a href="${link}">${inlineHtml(words)}</a>`;
  }
  return html + escapeHtml(markdown.slice(from));
}
