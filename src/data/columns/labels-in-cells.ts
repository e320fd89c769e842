import { Fault, quoted } from '../../fault.ts';
import { shellQuoted } from '../../host/shell-quoted.ts';
import type { ColumnFacts } from './facts.ts';

/** What stands between several labels in one cell. */
const BETWEEN = ['|', ';', ','] as const;

/** What stands between labels, where cells hold several of them: 'Drama|Comedy' beside 'Drama'. */
export function betweenLabels(texts: readonly string[]): (typeof BETWEEN)[number] | undefined {
  return BETWEEN.find((between) => {
    if (!texts.some((text) => text.includes(between))) return false;
    const counts = new Map<string, number>();
    for (const label of texts.flatMap((text) => labelsIn(text, between))) counts.set(label, (counts.get(label) ?? 0) + 1);
    const again = [...counts.values()].filter((n) => n > 1).length;
    return counts.size <= texts.length && again * 2 > counts.size;
  });
}

/** The different labels of a cell. */
export function labelsIn(text: string, between: string): string[] {
  return [...new Set(text.split(between).map((label) => label.trim()))].filter((label) => label !== '');
}

/** @throws Fault if cells hold several labels each */
export function checkOneEach(file: string, { name, index, isNamed }: ColumnFacts['column'], texts: readonly string[]): void {
  const between = betweenLabels(texts);
  const several = between && texts.find((text) => text.includes(between));
  if (several === undefined) return;
  throw new Fault(
    `${file}: cells of the label, ${isNamed ? quoted(name) : name}, hold several labels, it seems: ${quoted(several)}. Add --label ${isNamed ? shellQuoted(name) : index} --task labels, to learn for each whether a row has it; or --task classification, if each text is a class of its own.`,
  );
}
