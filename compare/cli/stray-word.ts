import { existsSync } from 'node:fs';
import { Fault, nearest, quoted, suggestion } from '../../src/fault.ts';
import { calledAs } from '../../src/host/called-as.ts';
import { shellQuoted } from '../../src/host/shell-quoted.ts';
import { isNetworkFile } from '../networks/source.ts';

/** What to say of a word that stands where a command could, and is none: what was meant by it, most likely. */
export function strayWord(word: string, commands: readonly string[]): Fault {
  const file = shellQuoted(word);
  if (isNetworkFile(word)) {
    const [wrong, beside] = [calledAs('diagnose', [file]), calledAs('compare', [`--network ${file}`])];
    return new Fault(`${quoted(word)} is no command. To find what is wrong with it: ${wrong}; to train it beside the others: ${beside}`);
  }
  if (existsSync(word)) return new Fault(`${quoted(word)} is no command. To train on it: ${calledAs('compare', [`--data ${file}`])}`);
  const meant = nearest(word, commands);
  const npm = calledAs('compare').startsWith('npm ') ? ` With npm, a -- stands before the options: ${calledAs('compare', ['--data digits'])}` : ''; // last, to be pasted
  return new Fault(`There is no command ${quoted(word)}.${meant === undefined ? ` See --help.${npm}` : suggestion(meant)}`);
}
