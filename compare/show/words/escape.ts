import { escaped } from '../../../src/fault.ts';

/** Text from a file or a name, fit to stand anywhere in Markdown: nothing in it is markup, HTML or a table's bar. */
export function escapeMarkdown(text: string): string {
  return escaped(text.replace(/[\r\n\t]+/g, ' ').trim())
    .replace(/[&<>]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[character]!)
    .replace(/[\\`*_{}[\]#|~$!]/g, '\\$&')
    .replace(/^[-+=]|(?<=^\d{1,9})[.)](?=\s|$)/, '\\$&') // a list, a rule or the underlining of a heading
    .replace(/(https?|ftp|www)([:.])/gi, '$1&#8203;$2') // GitHub would make a link of it
    .replaceAll('@', '@&#8203;'); // and of this a mail address
}

/**
 * Markdown of this program's own as it comes from a results.json, which anybody may have written: beside lists and bold
 * type, what would be markup in it becomes text.
 */
export function defused(markdown: string): string {
  return markdown
    .replace(/\\.|[<[\]`|~$!]|(?<=^\s*)[>#]/gm, (match) => (match.length > 1 ? match : `\\${match}`))
    .replace(/(https?|ftp|www)([:.])/gi, '$1&#8203;$2')
    .replace(/@(?!&#8203;)/g, '@&#8203;');
}

/** Text as it is, but for control characters, between fences longer than any run of backticks in it. */
export function fenced(language: string, text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text.split('\n').map(escaped).join('\n')}\n${fence}`;
}
