import { distance } from 'fastest-levenshtein';
import { Fault, quoted, together } from '../../../src/fault.ts';
import { calledAs } from '../../../src/host/called-as.ts';
import { slugOf } from '../../diagnose/catalogue/codes.ts';
import { type Told, toldAll } from '../../diagnose/catalogue/pages/told.ts';
import { mistakeFiles, mistakeMarkdown } from '../../show/markdown/mistakes.ts';
import { textOptions } from '../../show/terminal/text-options.ts';
import { mistakeList, mistakeText } from '../../show/words/mistake-page.ts';
import type { Terminal } from '../progress/show-run.ts';

export interface ExplainMistakeOptions {
  readonly list?: true;
  readonly markdown?: true;
}

/** Where the list of them is. */
const ALL = `All there are: ${calledAs('compare', ['explain-mistake', '--list'])}`;

/** Prints the page of a mistake, or the list of all. @throws Fault where there is none of that code or name */
export function explainMistakeCommand(mistake: string | undefined, { list, markdown }: ExplainMistakeOptions, { stream, print }: Terminal): void {
  const all = toldAll();
  const { width, colours } = textOptions(stream);
  const { bold, red, green } = colours;
  if (list) return print(markdown ? mistakeFiles(all).get('README.md')!.trimEnd() : mistakeList(all, colours, width));
  if (mistake === undefined) throw new Fault(`explain-mistake: expected a code, such as MLP305, or a name, such as 'mean-twice'. ${ALL}`);
  const told = find(mistake, all);
  const dress = { bold, red, green, ...(stream.isTTY && colours.isColorSupported && { link: hyperlink }) };
  print(markdown ? mistakeMarkdown(told).trimEnd() : mistakeText(told, dress, width));
}

/** OSC 8, which terminals that do not know it pass over. */
function hyperlink(address: string): string {
  return `\u001b]8;;${address}\u001b\\${address}\u001b]8;;\u001b\\`;
}

/** By its code in capitals or not, or by its name, with a layer behind it or not. */
function find(asked: string, all: readonly Told[]): Told {
  const name = asked.toLowerCase();
  const found = all.find(({ code, id }) => code.toLowerCase() === name || id === slugOf(name));
  if (found) return found;
  const near = nearest(name, all);
  throw new Fault(`There is no mistake ${quoted(asked)}.${near.length > 0 ? ` Did you mean ${together(near, 'or')}?` : ''} ${ALL}`);
}

/** Letters that may be wrong, of so many. */
const WRONG = 1 / 3;
const MOST_SUGGESTED = 3;

function nearest(name: string, all: readonly Told[]): string[] {
  const far = all.map(({ code, id }) => {
    const [byCode, byId] = [distance(name, code.toLowerCase()), distance(name, id)];
    return { says: `${code} ${id}`, steps: Math.min(byCode, byId), most: WRONG * Math.max(name.length, byCode < byId ? code.length : id.length) };
  });
  const near = far.filter(({ steps, most }) => steps <= most).toSorted((a, b) => a.steps - b.steps);
  return near
    .filter(({ steps }) => steps === near[0]!.steps)
    .slice(0, MOST_SUGGESTED)
    .map(({ says }) => says);
}
