import { Fault } from '../../../../src/fault.ts';
import type { ModelSpec } from '../../../../src/model/model-spec.ts';
import { LINES, type LineName, type Snippet } from './lines.ts';
import type { Example, Page } from './page.ts';

export type Language = keyof Snippet;

/** The base network's text with the page's lines in place of its own, at the indentation of those. @throws Fault unless it has each once */
export function planted(base: string, { id, wrong }: Pick<Page, 'id' | 'wrong'>, language: Language): string {
  const changed = new Map(changes({ wrong }, language).map(({ right, wrong }) => [right, wrong]));
  const found: string[] = [];
  const text = base.split('\n').flatMap((line) => {
    const replacement = changed.get(line.trim());
    if (replacement === undefined) return [line];
    found.push(line.trim());
    const indent = line.slice(0, line.length - line.trimStart().length);
    return replacement.split('\n').map((written) => (written === '' ? '' : indent + written));
  });
  for (const right of changed.keys()) {
    const times = found.filter((line) => line === right).length;
    if (times !== 1) throw new Fault(`${id}: the base network has the line '${right}' ${times} times; expected once.`);
  }
  return text.join('\n');
}

export interface LineChange {
  /** The function, class or table of the base network. */
  readonly where: string;
  readonly right: string;
  readonly wrong: string;
}

/** The lines that a page changes, in the base network's order. */
export function changes({ wrong }: Pick<Page, 'wrong'>, language: Language): LineChange[] {
  return (Object.keys(LINES) as LineName[]).flatMap((name) => {
    const snippet = wrong[name];
    const { where, [language]: right } = LINES[name];
    return snippet ? [{ where: language === 'numpy' ? where : camel(where), right, wrong: snippet[language] }] : [];
  });
}

/** 'setWeights' for 'set_weights' */
function camel(name: string): string {
  return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** Small, with one square layer and two that are not, unless all are to be. */
export function modelOf({ activation = 'relu', output = 'softmax', square }: Example = {}): ModelSpec {
  const units = 6;
  return {
    inputs: square ? units : 5,
    hidden: [
      { units, activation },
      { units, activation },
    ],
    output: output === 'softmax' ? { kind: 'softmax', classes: square ? units : 3 } : { kind: 'sigmoid', threshold: 0.5 },
  };
}
