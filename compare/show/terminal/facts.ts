import { wrap } from '../words/wrap.ts';
import type { TextOptions } from './text-options.ts';

/** 'data   digits: 1,437 training …': a line for each fact, its name in bold, what does not fit indented beneath it. */
export function factLines(facts: readonly (readonly [name: string, value: string])[], { colours, width: columns }: TextOptions): string[] {
  const width = Math.max(...facts.map(([name]) => name.length));
  const indent = ' '.repeat(width + 2);
  return facts.map(([name, value]) => `${colours.bold(name.padEnd(width))}  ${wrap(value, columns - indent.length).replaceAll('\n', `\n${indent}`)}`);
}
