/** A command in a sentence, to be pasted: it stays in one line where it has room there. */
const COMMAND = /mlp-compare explain-mistake \S+/g;
const HELD = '\u0000'; // in place of its spaces

/** Lines of at most `width` characters, broken between words. */
export function wrap(text: string, width: number): string {
  const lines: string[] = [''];
  const held = text.replace(COMMAND, (command) => (command.length <= width ? command.replaceAll(' ', HELD) : command));
  for (const word of held.split(' ')) {
    const line = lines.at(-1)!;
    if (line.length + 1 + word.length > width && line !== '') lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines.join('\n').replaceAll(HELD, ' ');
}
