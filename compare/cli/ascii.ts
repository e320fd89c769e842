/**
 * Whether a terminal in this environment shows more than ASCII. A locale that is set decides, by POSIX's precedence; where
 * none is, as in most containers and on Windows, terminals speak UTF-8 nevertheless.
 */
export function speaksUtf8(environment: NodeJS.ProcessEnv): boolean {
  const locale = environment['LC_ALL'] || environment['LC_CTYPE'] || environment['LANG'];
  return !locale || /utf-?8/i.test(locale);
}

/** What charts, bars and tables are drawn with: each by one character, so that every column stays where it is. */
// biome-ignore format: a table of characters
const DRAWN: Readonly<Record<string, string>> = {
  '─': '-', '╶': '-', '╴': '-', '│': '|', '┤': '|', '├': '|', '┼': '+', '┌': '+', '┐': '+', '└': '+', '┘': '+', '┬': '+', '┴': '+',
  '▁': '_', '▂': '_', '▃': '-', '▄': '-', '▅': '=', '▆': '=', '▇': '#',
  '╭': '.', '╮': '.', '╰': "'", '╯': "'", '•': 'o', '×': 'x', '█': '#', '▓': '=', '▒': '=', '░': '.', '−': '-', '–': '-', '·': '*',
};

/** Signs of formulas and of prose. */
// biome-ignore format: a table of characters
const WRITTEN: Readonly<Record<string, string>> = {
  '±': '+/-', '→': '->', '←': '<-', '…': '...', '÷': '/', '≥': '>=', '≤': '<=', '√': 'sqrt ', '∞': 'inf', '⊙': '*', '∂': 'd', 'Δ': 'd', 'Σ': 'sum ',
  'β': 'beta', 'γ': 'gamma', 'ε': 'eps', 'η': 'eta', 'λ': 'lambda', 'σ': 'sigma', 'ᵀ': '^T', '₁': '1', '₂': '2', '’': "'",
};

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** The same text in ASCII, as far as it is the program's own: names that come from the data stay as they are. */
export function toAscii(text: string): string {
  return text
    .replace(/ ± /g, '+/-') // as wide as before
    .replace(/[⁰¹²³⁴-⁹]+/gu, (power) => `^${[...power].map((digit) => SUPERSCRIPTS.indexOf(digit)).join('')}`)
    .replace(/[^\x00-\x7f]/gu, (character) => DRAWN[character] ?? WRITTEN[character] ?? character);
}

/** The same stream, on which text is written in ASCII. */
export function inAscii(stream: NodeJS.WriteStream): NodeJS.WriteStream {
  const write = (chunk: string | Uint8Array, ...rest: never[]) => stream.write(typeof chunk === 'string' ? toAscii(chunk) : chunk, ...rest);
  return new Proxy(stream, {
    get(target, key) {
      if (key === 'write') return write;
      const value: unknown = Reflect.get(target, key);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}
