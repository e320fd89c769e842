import { structuredPatch } from 'diff';
import type { Comparison } from '../../results/schema.ts';
import type { TextOptions } from './text-options.ts';

/** Unchanged lines around a change. */
const CONTEXT = 2;

/** How the file of each network that both runs keep changed, line by line; nothing of one that did not, or that ships. No line of code is broken. */
export function codeDiffs(a: Comparison, b: Comparison, options: TextOptions): string[] {
  return a.networks.flatMap(({ name, source }) => {
    const other = b.networks.find((network) => network.name === name)?.source;
    if (!source || !other) return [];
    const heading = options.colours.bold(`Code of ${name}`);
    const files = source.file === other.file ? source.file : `${source.file} → ${other.file}`;
    return [`${heading} (${files})\n${source.text === other.text ? 'The same in both.' : patch(source.text, other.text, options)}`];
  });
}

function patch(before: string, after: string, { colours }: TextOptions): string {
  const { hunks } = structuredPatch('A', 'B', before, after, '', '', { context: CONTEXT });
  const paint = (line: string) => (line.startsWith('+') ? colours.green(line) : line.startsWith('-') ? colours.red(line) : line);
  return hunks
    .map(({ oldStart, newStart, lines }) => [colours.cyan(`@@ line ${oldStart} → ${newStart} @@`), ...lines.map((line) => paint(line.trimEnd()))].join('\n'))
    .join('\n');
}
