import { distance } from 'fastest-levenshtein';

/**
 * A mistake in what the user gave: a file, an option, a setting. The message is one complete line for each: the place,
 * what was expected, what came, and the likely cause. The command line prints it and exits with code 2. Control
 * characters, of a file's name say, are escaped.
 */
export class Fault extends Error {
  override readonly name = 'Fault';

  constructor(...lines: readonly string[]) {
    super(lines.map(escaped).join('\n'));
  }
}

/** The longest piece of a file that a message repeats. */
const longestQuotation = 40;

/**
 * `text` in single quotes, fit for a message: control characters are escaped, so that nothing from a file reaches the
 * terminal as a command, and a long text is cut short.
 */
export function quoted(text: string): string {
  const shown = text.length > longestQuotation ? `${text.slice(0, longestQuotation)}…` : text;
  return `'${escaped(shown)}'`;
}

/** Without what a terminal would take for a command, or for the end of the line, or what turns the direction of writing. */
export function escaped(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, escapeCharacter);
}

function escapeCharacter(character: string): string {
  const named: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };
  return named[character] ?? `\\u{${character.codePointAt(0)!.toString(16)}}`;
}

/** "1 row", "3 rows", "12,345 classes". */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n.toLocaleString('en-US')} ${n === 1 ? one : many}`;
}

/** "'a', 'b', 'c'", or the first `most` and how many more there are. */
export function list(names: readonly string[], most = 8): string {
  const shown = names.slice(0, most).map(quoted).join(', ');
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}

/** Names in a sentence: 'a', 'a and b', 'a, b and c'. */
export function together(names: readonly string[], word: 'and' | 'or' = 'and'): string {
  return names.length < 3 ? names.join(` ${word} `) : `${names.slice(0, -1).join(', ')} ${word} ${names.at(-1)}`;
}

/** A name without what people write differently: 'LeakyReLU', 'leaky_relu' and 'leaky-relu' are one. */
export function folded(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** How many letters are wrong; two that changed places are one mistake. */
function mistakesIn(written: string, name: string): number {
  if (Math.abs(written.length - name.length) > 1) return distance(written, name);
  const swapped = Array.from({ length: Math.max(0, written.length - 1) }, (_, i) => written.slice(0, i) + written[i + 1] + written[i] + written.slice(i + 2));
  return Math.min(distance(written, name), ...swapped.map((other) => 1 + distance(other, name)));
}

/** The name that was likely meant: at most a third of what came is written wrongly. Undefined where there is none so near. */
export function nearest(came: string, names: readonly string[]): string | undefined {
  const written = folded(came);
  const near = names.map((name) => ({ name, apart: mistakesIn(written, folded(name)) })).filter(({ apart }) => apart <= written.length / 3);
  return near.reduce<(typeof near)[number] | undefined>((best, one) => (best && best.apart <= one.apart ? best : one), undefined)?.name;
}

/** What follows a complaint about a name where another was likely meant. */
export function suggestion(meant: string | undefined): string {
  return meant === undefined ? '' : ` Did you mean ${meant}?`;
}
