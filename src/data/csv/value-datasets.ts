import { count, escaped, Fault, list, quoted } from '../../fault.ts';
import { type Matrix, zeros } from '../../numbers/matrix.ts';
import { type Dataset, isConstant } from '../dataset.ts';
import { isMissing, parseNumber } from './cell.ts';
import { columnOf } from './columns.ts';
import { checkColumns, type Datasets, leakage, nothingVaries } from './datasets.ts';
import { badNumber } from './row-faults.ts';
import type { Label, Table } from './table.ts';

type Column = number | string;

/** What messages are made with. */
interface Words {
  readonly delimiter: string;
  readonly advice: string;
}

/** 'price', or 'price,rent', as label columns are given: each a name or an index. */
export function targetColumns(labelColumn: Column = 0): [Column, ...Column[]] {
  if (typeof labelColumn === 'number') return [labelColumn];
  const [first = '', ...others] = labelColumn.split(',').map((name) => name.trim());
  return [first, ...others];
}

/**
 * Rows of values: those of the label column, then those of `others`, which were read as features and are none.
 * @param advice on a value that is a word
 * @throws Fault if a value is no number, a column is not there or named twice, or no feature is left
 */
export function toValueDatasets(train: Table, test: Table | undefined, others: readonly Column[], delimiter: string, advice: string): Datasets<Matrix> {
  if (test) checkColumns(train, test);
  const targets = [train.columns.label, ...others.map((wanted) => columnOf(train.path, train.columns, wanted))];
  checkTargets(train, targets);
  const toDataset = (table: Table) => datasetOf(table, targets, train.columns.names, { delimiter, advice });
  const trainSet = toDataset(train);
  const warnings = [...train.warnings, ...nothingVaries(trainSet), ...constantTargets(trainSet)];
  if (!test) return { train: trainSet, test: undefined, warnings };
  const testSet = toDataset(test);
  return { train: trainSet, test: testSet, warnings: [...warnings, ...test.warnings, ...leakage(trainSet, testSet)] };
}

function checkTargets({ path, columns: { names } }: Table, targets: readonly number[]): void {
  const twice = targets.find((column, k) => targets.indexOf(column) !== k);
  if (twice !== undefined) throw new Fault(`${path}: --label-column names ${quoted(names[twice]!)} twice.`);
  if (targets.length === names.length) throw new Fault(`${path}: every column is a target; at least one feature is expected.`);
}

function datasetOf(table: Table, targets: readonly number[], names: readonly string[], words: Words): Dataset<Matrix> {
  const { X, codes, labels, columns } = table;
  const first = labels.map((label) => numberIn(label, table, words));
  const inX = (column: number) => (column > columns.label ? column - 1 : column); // where a column of the file lies in X
  const features = names.flatMap((_, column) => (targets.includes(column) ? [] : [column]));
  const y = zeros(X.rows, targets.length, 'float64');
  codes.forEach((code, r) => {
    targets.forEach((column, k) => {
      y.data[r * y.cols + k] = k === 0 ? first[code]! : X.data[r * X.cols + inX(column)]!;
    });
  });
  return {
    name: escaped(table.path),
    X: targets.length === 1 ? X : columnsOf(X, features.map(inX)),
    y,
    classes: [],
    targets: targets.map((column) => names[column]!),
    features: features.map((column) => names[column]!),
  };
}

function numberIn({ text, line }: Label, { path, columns }: Table, { delimiter, advice }: Words): number {
  const value = parseNumber(text);
  if (Number.isFinite(value)) return value;
  const { message } = badNumber({ path, line, delimiter }, text, columns.label, columns);
  throw new Fault(Number.isNaN(value) && !isMissing(text) ? `${message} ${advice}` : message);
}

function columnsOf(M: Matrix, chosen: readonly number[]): Matrix {
  const data = new (M.data instanceof Float64Array ? Float64Array : Float32Array)(M.rows * chosen.length);
  for (let i = 0; i < data.length; i++) data[i] = M.data[Math.floor(i / chosen.length) * M.cols + chosen[i % chosen.length]!]!;
  return { rows: M.rows, cols: chosen.length, data };
}

function constantTargets(dataset: Dataset<Matrix>): string[] {
  const { name, y, targets = [] } = dataset;
  const constant = targets.filter((_, k) => isConstant(dataset, k));
  if (constant.length === 0) return [];
  return [`${name}: all ${count(y.rows, 'row')} have the same ${list(constant)}, from which nothing can be learnt.`];
}
