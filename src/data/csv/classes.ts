import { count, Fault, quoted } from '../../fault.ts';
import { isMissing, isUnknown, parseNumber } from './cell.ts';
import type { Label, Table } from './table.ts';

/** '1', '01' and '1.0' are one class, '1'; any other text is a class as it stands. */
export function className(label: string): string {
  const x = parseNumber(label);
  return Number.isSafeInteger(x) ? String(x) : label;
}

/**
 * The classes that a training file's labels are of, in numeric order if all are whole numbers, else in that of their
 * UTF-16 units.
 * @throws Fault if there is one class only, the labels look like measurements, or are numbers but for a gap
 */
export function sortedClasses(table: Table): string[] {
  const { path, labels, codes, columns } = table;
  if (areNumbers(labels)) checkNumbers(table);
  const names = [...new Set(labels.map(({ text }) => className(text)))];
  const [only] = names;
  if (names.length === 1 && only !== undefined) {
    throw new Fault(
      `${path}: ${codes.length === 1 ? 'its only row is' : `all ${count(codes.length, 'row')} are`} of class ` +
        `${quoted(only)}; at least two classes are expected. Is column ${columns.label + 1} the label? ` +
        'Choose it with --label-column.',
    );
  }
  const whole = labels.every(({ text }) => Number.isSafeInteger(parseNumber(text)));
  return whole ? names.sort((a, b) => Number(a) - Number(b)) : names.sort();
}

/** Whether the labels are numbers, those aside that only say that there is none. */
function areNumbers(labels: readonly Label[]): boolean {
  const known = labels.filter(({ text }) => !isMissing(text));
  return known.length > 0 && known.every(({ text }) => Number.isFinite(parseNumber(text)));
}

function checkNumbers({ path, labels, columns }: Table): void {
  const place = ({ line }: Label): string => `${path}:${line}:${columns.label + 1}`;
  const missing = labels.find(({ text }) => isMissing(text));
  if (missing !== undefined) {
    throw new Fault(`${place(missing)}: the label ${quoted(missing.text)} is no number, as the others are. Fill it in or leave the row out.`);
  }
  const fractional = labels.find(({ text }) => !Number.isInteger(parseNumber(text)));
  if (fractional !== undefined) {
    throw new Fault(
      `${place(fractional)}: the label ${quoted(fractional.text)} is a number with decimals; ` +
        'classes are whole numbers or words. Is this the label column? Choose it with --label-column; numbers to be predicted are for --task regression.',
    );
  }
}

/** Labels that may say that there is none, and may not ('NA' is Namibia too), as warnings. */
export function unknownLabels({ path, labels, columns }: Table): string[] {
  return labels
    .filter(({ text }) => isUnknown(text))
    .map(
      ({ text, line }) =>
        `${path}:${line}:${columns.label + 1}: the label ${quoted(text)} is taken for a class like any other. If it means that the label is missing, leave such rows out.`,
    );
}
