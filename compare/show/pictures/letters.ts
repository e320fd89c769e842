/** How wide letters are, in ems: no less than those of the widest of the usual fonts, so that what fits by it fits. */
const [LETTER, CAPITAL, FULL_WIDTH] = [0.6, 0.72, 1];

/** What a text takes, px: an estimate, since there is no browser to measure it. @param size of the font, px */
export function widthOf(text: string, size: number): number {
  const letters = [...text].map((letter) => (letter >= '\u1100' ? FULL_WIDTH : /[\p{Lu}%@&mw]/u.test(letter) ? CAPITAL : LETTER));
  return size * letters.reduce((sum, letter) => sum + letter, 0);
}

/** The text, or what of it has room, with an ellipsis in place of the rest. */
export function shortened(text: string, room: number, size: number): string {
  if (widthOf(text, size) <= room) return text;
  const letters = [...text];
  while (letters.length > 0 && widthOf(`${letters.join('')}…`, size) > room) letters.pop();
  return `${letters.join('').trimEnd()}…`;
}
