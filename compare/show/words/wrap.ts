import columnsOf from 'fast-string-width';

/** A command to be pasted, at the end of a text mostly: it stays in one line where it has room there. */
const COMMAND = /(?:npm run|npx mlp-compare) \S.*$|mlp-compare explain-mistake \S+/g;
const HELD = '\u0000'; // in place of its spaces

/** Lines of at most `width` columns of a terminal, broken between words: 数 takes two, é one, whatever it is written with. */
export function wrap(text: string, width: number): string {
  const lines: string[] = [];
  let line = '';
  let columns = 0;
  const held = text.replace(COMMAND, (command) => (command.length <= width ? command.replaceAll(' ', HELD) : command));
  for (const word of held.split(' ').map((one) => one.replaceAll(HELD, ' '))) {
    const more = columnsOf(word);
    if (line !== '' && columns + 1 + more > width) {
      lines.push(line);
      [line, columns] = [word, more];
    } else {
      columns += more + (line === '' ? 0 : 1);
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].join('\n');
}
