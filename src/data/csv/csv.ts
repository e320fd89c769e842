import type { Matrix } from '../../numbers/matrix.ts';
import type { Dataset } from '../dataset.ts';
import { type Datasets, toDatasets } from './datasets.ts';
import { checkLabels } from './labels.ts';
import { type CsvOptions, readTable } from './read-table.ts';
import { targetColumns, toValueDatasets } from './value-datasets.ts';

export type { Datasets } from './datasets.ts';
export type { CsvOptions } from './read-table.ts';

/**
 * Reads a training file and, if there is one, a test file: CSV in UTF-8, `.csv` or gzip-packed `.csv.gz`, streamed
 * into typed arrays.
 *
 * - A header is found by itself, in each file (the rule stands at `readColumns`). Blank lines are skipped; so are
 *   lines beginning with '#', with a warning. Lines may end in \n, \r\n or \r and be up to 16 MiB long, cells may be
 *   quoted.
 * - The label is a word or a whole number; '1', '01' and '1.0' are the same class, '1'. Every other cell is a decimal
 *   number with a point. Nothing is guessed: a gap, NaN or infinity is refused with its place; as a label
 *   among words, where 'NA' may be one, it is a class, with a warning.
 * - Classes are those of the training file, in numeric order if all are whole numbers, else in that of their UTF-16
 *   units. Columns of the two files are matched by place, and names must agree where both files have them.
 *
 * @throws Fault for all that is wrong with a file: `train.csv:17:5: 'abc' is not a number (column 5, 'petal width').`
 *   gives line and cell, both from 1.
 */
export async function readCsv(trainPath: string, testPath?: string, options: CsvOptions = {}): Promise<Datasets<Uint32Array>> {
  const train = await readTable(trainPath, options);
  return toDatasets(train, testPath === undefined ? undefined : await readTable(testPath, options));
}

/**
 * The same for a regression: what the label column holds is a number, as every other cell. Of several label columns, 'a,b',
 * each row has as many values.
 */
export async function readValues(trainPath: string, testPath?: string, options: CsvOptions = {}): Promise<Datasets<Matrix>> {
  return readColumnsOfNumbers(trainPath, testPath, options, 'The target of a regression is a number; for classes leave --task out.');
}

async function readColumnsOfNumbers(trainPath: string, testPath: string | undefined, options: CsvOptions, advice: string): Promise<Datasets<Matrix>> {
  const [first, ...others] = targetColumns(options.labelColumn);
  const read = (path: string) => readTable(path, { ...options, labelColumn: first });
  const train = await read(trainPath);
  return toValueDatasets(train, testPath === undefined ? undefined : await read(testPath), others, options.delimiter ?? ',', advice);
}

/** The same where a row may have several labels: each of the label columns holds 0 or 1. */
export async function readLabels(trainPath: string, testPath?: string, options: CsvOptions = {}): Promise<Datasets<Matrix>> {
  const advice = 'Of several labels each is 0 or 1, whether the row has it.';
  const { train, test, warnings } = await readColumnsOfNumbers(trainPath, testPath, options, advice);
  await checkLabels(trainPath, train, options);
  if (test && testPath !== undefined) await checkLabels(testPath, test, options);
  return { train: ofLabels(train), test: test && ofLabels(test), warnings };
}

function ofLabels({ targets: labels = [], ...dataset }: Dataset<Matrix>): Dataset<Matrix> {
  return { ...dataset, labels };
}
