const CONTROL = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** A word as a POSIX shell reads it, in which control characters, a tab for a delimiter say, are written out. */
export function shellQuoted(text: string): string {
  if (/^[\w./,:@%+=-]+$/.test(text)) return text;
  if (text.search(CONTROL) < 0) return singleQuoted(text);
  const [, body = '', ends = ''] = /^([^]*?)(\n*)$/.exec(text) ?? []; // a shell drops line ends that a command prints last
  return `"$(printf %b ${singleQuoted(body.replaceAll('\\', '\\\\').replace(CONTROL, octal))})"${ends && singleQuoted(ends)}`;
}

function singleQuoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function octal(character: string): string {
  return [...new TextEncoder().encode(character)].map((byte) => `\\0${byte.toString(8).padStart(3, '0')}`).join('');
}
