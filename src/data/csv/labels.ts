import { Fault, quoted } from '../../fault.ts';
import type { Matrix } from '../../numbers/matrix.ts';
import type { Dataset } from '../dataset.ts';
import { parseNumber } from './cell.ts';
import { type CsvOptions, readTable } from './read-table.ts';
import { targetColumns } from './value-datasets.ts';

/** @throws Fault with the place of the first label that is neither 0 nor 1, for which the file is read again: the rows keep no lines */
export async function checkLabels(path: string, { y, targets = [] }: Dataset<Matrix>, options: CsvOptions): Promise<void> {
  const wrong = y.data.findIndex((value) => value !== 0 && value !== 1);
  if (wrong === -1) return;
  const k = wrong % y.cols;
  const column = targetColumns(options.labelColumn)[k] as number | string;
  const { labels, columns } = await readTable(path, { ...options, labelColumn: column });
  const found = labels.find(({ text }) => !isLabel(parseNumber(text)));
  throw new Fault(
    `${path}:${found?.line}:${columns.label + 1}: label ${quoted(targets[k] as string)} is ${quoted(found?.text ?? '')}; with several labels each is 0 or 1, ` +
      'whether the row has it. For numbers to be predicted use --task regression, for one of several classes one label column.',
  );
}

function isLabel(value: number): boolean {
  return value === 0 || value === 1;
}
