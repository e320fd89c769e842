import { Fault, quoted } from '../../src/fault.ts';

/**
 * A command line as words, split as a POSIX shell would: at blanks, with '…' taken as it is, "…" with \" and \\ inside, and
 * a backslash before any one character. No shell is asked, so nothing is expanded: no variables, no wildcards, no pipes.
 * @param escapes whether a backslash escapes; on Windows it parts the folders of a path
 * @throws Fault if a quotation mark has no partner
 */
export function splitCommand(command: string, escapes = process.platform !== 'win32'): string[] {
  const words: string[] = [];
  let word: string | undefined; // undefined between words; '' is a word, if it was quoted
  let quote = '';
  for (let i = 0; i < command.length; i++) {
    const character = command[i]!;
    const next = command[i + 1];
    if (quote === "'" ? false : escapes && character === '\\' && next !== undefined && (!quote || '"\\$`'.includes(next))) {
      word = (word ?? '') + next;
      i++;
    } else if (quote) {
      if (character === quote) quote = '';
      else word += character;
    } else if (character === "'" || character === '"') {
      quote = character;
      word ??= '';
    } else if (/\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else {
      word = (word ?? '') + character;
    }
  }
  if (quote) throw new Fault(`The command ${quoted(command)} has an opening ${quote} without a closing one.`);
  return word === undefined ? words : [...words, word];
}
