import { ENCODINGS, MISSING } from '../../data/columns/options.ts';
import { ROWS } from '../../data/columns/rows.ts';
import { either, listOf, number, oneOf, onlyOff, onlyOn, type Reader, text, textToNumber, whole } from './reading.ts';
import { setting } from './setting.ts';

const COLUMN = 'a column name or index';
const COLUMNS_EXPECTED = 'column names or indices, such as size,colour or 0,2-5';

/** An index, negative from the end; text that is a number is never a name. */
const index: Reader<number> = (value) => (typeof value === 'number' && Number.isSafeInteger(value) ? { value } : { expected: COLUMN });
const column = either(index, text(COLUMN));
const oneColumn: Reader<number | string> = (came) => column(textToNumber(came));
const columns = listOf(either(index, text(COLUMNS_EXPECTED)), COLUMNS_EXPECTED);

const VALUES = 'what stands for a missing value, such as -999,unknown';
const asText: Reader<string> = (came) => (typeof came === 'number' ? { value: String(came) } : text(VALUES)(came));

/** What the columns of the files mean, and which of them are used. */
export const COLUMNS = [
  setting({
    name: 'label',
    argument: 'column',
    says: 'name, or index from 0 (negative from the end), of the label; several, a,b, of a regression, of --output sigmoids, or of a label written one-hot',
    read: oneColumn,
    unsaid: 'found out, or asked for where it is not clear',
    decides: 'rows',
  }),
  setting({
    name: 'labelColumn',
    alsoCalled: ['targetColumn', 'target'],
    argument: 'column',
    says: 'the same, by its older name',
    read: oneColumn,
    decides: 'rows',
  }),
  setting({
    name: 'columns',
    argument: 'columns',
    says: 'the features, where not all are: names or indices, size,colour or 0,2-5',
    read: columns,
    unsaid: 'all but row numbers, ids, constants and dates',
    decides: 'rows',
  }),
  setting({ name: 'drop', argument: 'columns', says: 'columns that are no features', read: columns, decides: 'rows' }),
  setting({
    name: 'rows',
    argument: 'range',
    says: 'of the training file: 1000, the first thousand, or 101-2000',
    read: text('a number of rows or a range such as 101-2000', (range) => ROWS.test(range)),
    unsaid: 'all',
    decides: 'rows',
  }),
  setting({
    name: 'encode',
    argument: 'how',
    says: 'what words become: one-hot, an input for each; ordinal, their number in alphabetical order; or drop',
    read: oneOf(ENCODINGS),
    unsaid: 'one-hot',
    decides: 'rows',
  }),
  setting({
    name: 'dates',
    argument: 'how',
    says: 'what dates become: drop, or days, their number of days since 1970',
    read: oneOf(['drop', 'days']),
    unsaid: 'drop',
    decides: 'rows',
  }),
  setting({
    name: 'missing',
    argument: 'how',
    says: `what becomes of missing values: ${MISSING.join(', ')}; the first three are of the training rows`,
    read: oneOf(MISSING),
    unsaid: 'drop-rows while these are few',
    decides: 'rows',
  }),
  setting({
    name: 'missingValues',
    argument: 'values',
    says: 'what stands for a missing value beside an empty cell, ?, NA, NaN and null: -999,unknown',
    read: listOf(asText, VALUES),
    decides: 'rows',
  }),
  setting({
    name: 'missingIndicators',
    says: 'with --missing mean, median or most-frequent: a further input for every column with gaps, 1 where the value is missing',
    read: onlyOn,
    decides: 'rows',
  }),
  setting({
    name: 'group',
    argument: 'column',
    says: 'rows of one value there (a patient, say) stay together: no group is divided between training, validation and test',
    read: oneColumn,
    decides: 'rows',
  }),
  setting({ name: 'time', says: 'the rows are in order of time: validate and test on the last ones, draw none', read: onlyOn, decides: 'rows' }),
  setting({
    name: 'stratify',
    isOn: true,
    says: 'draw rows to validate and test with from all rows alike, not of every class the same fraction',
    read: onlyOff,
    decides: 'rows',
  }),
  setting({
    name: 'stratifyQuantiles',
    argument: 'n',
    says: 'of a regression: draw rows to validate and test with from each of n parts of equally many rows, from the smallest values of the first target to the largest',
    read: whole(2),
    unsaid: 'from all rows alike',
    decides: 'rows',
  }),
  setting({
    name: 'header',
    argument: 'yes|no',
    says: 'whether the first line holds the names of the columns',
    read: oneOf(['yes', 'no']),
    unsaid: 'found out',
    decides: 'rows',
  }),
  setting({
    name: 'skip',
    argument: 'lines',
    says: 'lines before the table, such as a title',
    read: number('a whole number from 0', (n) => Number.isSafeInteger(n) && n >= 0),
    unsaid: 'found out',
    decides: 'rows',
  }),
  setting({
    name: 'delimiter',
    argument: 'character',
    says: "between cells, such as ';' or tab",
    read: text('a character, or tab'),
    unsaid: 'found out',
    decides: 'rows',
  }),
] as const;
