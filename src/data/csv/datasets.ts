import { count, escaped, Fault, list, quoted } from '../../fault.ts';
import type { Target } from '../../model/target.ts';
import { countSharedRows, type Dataset } from '../dataset.ts';
import { className, sortedClasses, unknownLabels } from './classes.ts';
import type { Table } from './table.ts';

/** What one or two files hold, with one list of classes and of features for both. */
export interface Datasets<T extends Target = Target> {
  readonly train: Dataset<T>;
  /** Undefined when there is no test file. */
  readonly test: Dataset<T> | undefined;
  /** What the user should know, in whole sentences: rows in both files, lines skipped, … */
  readonly warnings: readonly string[];
}

/**
 * Sorts the labels of the training file into classes and numbers both files' rows by them.
 * @throws Fault if there is one class only, the test file has a class or a column that the training file has not, or
 *   the labels look like measurements.
 */
export function toDatasets(train: Table, test?: Table): Datasets<Uint32Array> {
  const classes = sortedClasses(train);
  const features = train.columns.names.filter((_, c) => c !== train.columns.label);
  const trainSet = toDataset(train, classes, features, train.path);
  const warnings = [...train.warnings, ...unknownLabels(train), ...manyClasses(trainSet), ...nothingVaries(trainSet)];
  if (test === undefined) return { train: trainSet, test: undefined, warnings };

  checkColumns(train, test);
  const testSet = toDataset(test, classes, features, train.path);
  return { train: trainSet, test: testSet, warnings: [...warnings, ...test.warnings, ...leakage(trainSet, testSet)] };
}

function toDataset(table: Table, classes: string[], features: string[], trainPath: string): Dataset<Uint32Array> {
  const indices = new Map(classes.map((name, k) => [name, k]));
  const classOf = table.labels.map(({ text, line }) => {
    const k = indices.get(className(text));
    if (k !== undefined) return k;
    throw new Fault(
      `${table.path}:${line}:${table.columns.label + 1}: class ${quoted(text)} does not occur in ${trainPath}, ` +
        `which has ${list(classes)}. Is this the label column, and the right pair of files?`,
    );
  });
  return { name: escaped(table.path), X: table.X, y: table.codes.map((code) => classOf[code]!), classes, features };
}

/** Columns are matched by place; names, where both files have them, must be the same in the same order. */
export function checkColumns(train: Table, test: Table): void {
  if (train.columns.count !== test.columns.count) {
    throw new Fault(
      `${test.path} has ${count(test.columns.count, 'column')}, ${train.path} has ${train.columns.count}. ` +
        'Both must have the same columns, the label included.',
    );
  }
  if (!train.columns.header || !test.columns.header) return;
  const features = ({ columns }: Table): string[] => columns.names.filter((_, c) => c !== columns.label);
  const expected = features(train);
  const found = features(test);
  const i = expected.findIndex((name, at) => name !== found[at]);
  if (i === -1) return;
  const order = [...expected].sort().join('\n') === [...found].sort().join('\n');
  throw new Fault(
    `${test.path}: feature ${i + 1} is ${quoted(found[i]!)}, in ${train.path} it is ${quoted(expected[i]!)}. ` +
      (order ? 'The columns are the same but in another order: bring them into one.' : 'Are these files of one data set?'),
  );
}

function manyClasses({ name, classes, y }: Dataset<Uint32Array>): string[] {
  if (y.length < 10 || classes.length * 2 <= y.length) return [];
  const counts = `${count(classes.length, 'class', 'classes')} in ${count(y.length, 'row')}`;
  return [`${name}: ${counts}. Is the label column an identifier?`];
}

export function nothingVaries({ name, X }: Dataset): string[] {
  const same = X.data.every((x, i) => x === X.data[i % X.cols]);
  return same ? [`${name}: all ${count(X.rows, 'row')} have the same features, from which nothing can be learnt.`] : [];
}

export function leakage(train: Dataset, test: Dataset): string[] {
  const shared = countSharedRows(train.X, test.X);
  if (shared === 0) return [];
  return [
    `${count(shared, 'row')} of the ${test.X.rows} in ${test.name} ${shared === 1 ? 'has' : 'have'} exactly the features ` +
      `of a row in ${train.name}: what is measured there is partly memory (leakage).`,
  ];
}
