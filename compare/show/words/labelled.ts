import { wrap } from './wrap.ts';

/** Columns that a label takes with what is before and after it, and the columns below which there is no room for that. */
const LABEL = 16;
const NARROW = 60;

/** '  Effect        With batches of 64, …': a label, and beside it what it says; where it is narrow the text begins right after it. */
export function labelled(label: string, text: string, width: number, bold: (text: string) => string = String): string {
  if (width >= NARROW) {
    const indent = ' '.repeat(LABEL);
    return `  ${bold(label.padEnd(LABEL - 2))}${wrap(text, width - LABEL).replaceAll('\n', `\n${indent}`)}`;
  }
  const [first = '', ...rest] = wrap(`${label}: ${text}`, width - 4).split('\n');
  return [`  ${bold(first.slice(0, label.length))}${first.slice(label.length)}`, ...rest.map((line) => `    ${line}`)].join('\n');
}

/** A text of such parts, and of paragraphs, that was broken into lines at another width. */
export function reflow(text: string, width: number): string {
  const whole = text.replace(new RegExp(`\n {${LABEL}}(?=\\S)`, 'g'), ' ');
  return whole
    .split('\n')
    .map((line) => {
      const [, label, rest] = /^ {2}(\S.{13})(\S.*)$/.exec(line) ?? [];
      return label && rest ? labelled(label.trimEnd(), rest, width) : wrap(line, width);
    })
    .join('\n');
}
