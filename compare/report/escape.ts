/** Text from a file or a name, fit to stand anywhere in Markdown: nothing in it is markup, HTML or a table's bar. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\r\n\t]+/g, ' ')
    .replace(/[&<>]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[character]!)
    .replace(/[\\`*_{}[\]#|~$!]/g, '\\$&')
    .replace(/(https?|ftp|www)([:.])/gi, '$1&#8203;$2'); // GitHub would make a link of it
}

/** Text as it is, between fences longer than any run of backticks in it. */
export function fenced(language: string, text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}
