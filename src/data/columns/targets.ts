import { Fault, list, quoted } from '../../fault.ts';
import { type Matrix, zeros } from '../../numbers/matrix.ts';
import { cellText, type RawTable } from '../raw-table.ts';
import { alikeClasses, checkClasses, classLabels, sortedClasses } from './class-labels.ts';
import { isGap } from './kept-rows.ts';
import { betweenLabels, checkOneEach, labelsIn } from './labels-in-cells.ts';
import { type ReadColumn, readColumnAs } from './read-column.ts';
import type { Recipe } from './recipe.ts';

/** What each row of a file is to be answered with. */
export interface Targets {
  /** Of classes their names, the index is the class; none of values. */
  readonly classes: readonly string[];
  /** Of several labels or values what they are called; where absent, as their columns are. */
  readonly names?: readonly string[];
  readonly hasLabel: (row: number) => boolean;
  readonly of: (rows: Uint32Array) => Uint32Array | Matrix;
  readonly warnings: readonly string[];
}

/** @param known the classes of the training file, for another one @throws Fault for labels that are none */
export function classTargets(table: RawTable, { facts, label: { columns }, declared }: Recipe, isSaid: boolean, known?: readonly string[]): Targets {
  const labels = classLabels(table, columns, declared);
  const classes = known ?? (columns.length > 1 ? labels.texts : sortedClasses(labels));
  if (!known && columns.length === 1) checkClasses(table, facts[columns[0]!]!, classes, isSaid);
  if (!known && columns.length === 1 && !isSaid) checkOneEach(table.name, facts[columns[0]!]!.column, labels.texts);
  const indices = new Map(classes.map((name, k) => [name, k]));
  const pointed = known !== undefined && labels.texts.every((text) => text.endsWith('.') && indices.has(text.slice(0, -1))); // C4.5 ends lines so
  if (pointed) for (const [name, k] of [...indices]) indices.set(`${name}.`, k);
  const stranger = labels.texts.findIndex((text) => !indices.has(text));
  if (stranger >= 0) {
    throw new Fault(
      `${table.placeOf(labels.codes.indexOf(stranger))}:${columns[0]! + 1}: class ${quoted(labels.texts[stranger]!)} does not occur in the training file, which has ${list(classes)}. ` +
        'Is this the label column, and the right pair of files?',
    );
  }
  const classOf = labels.texts.map((text) => indices.get(text)!);
  return {
    classes,
    hasLabel: (row) => labels.codes[row]! >= 0,
    of: (rows) => Uint32Array.from(rows, (row) => classOf[labels.codes[row]!]!),
    warnings: pointed
      ? [`${table.name}: the labels end in a point, which those of the training file do not: left out.`]
      : known
        ? []
        : alikeClasses(table.name, classes),
  };
}

/** @throws Fault for a target that is no number */
export function valueTargets(table: RawTable, { facts, label: { columns }, declared }: Recipe): Targets {
  const read = columns.map((index) => numbersOf(facts[index]!.column, table, declared));
  const gappy = read.filter(({ missing }) => missing > 0);
  return {
    classes: [],
    hasLabel: (row) => !gappy.some((column) => isGap(column, row)),
    of: (rows) => {
      const y = zeros(rows.length, read.length, 'float64');
      for (const [k, { numbers }] of read.entries()) {
        rows.forEach((row, r) => {
          y.data[r * y.cols + k] = numbers[row]!;
        });
      }
      return y;
    },
    warnings: [],
  };
}

/**
 * Values, too, each of them whether a row has that label; of a single column of words, whose cells hold several labels, of each.
 * @param known the labels of the training file, for another one @throws Fault for one that is neither 0 nor 1
 */
export function labelTargets(table: RawTable, recipe: Recipe, known?: readonly string[]): Targets {
  const { facts, label, declared } = recipe;
  const [only] = label.columns;
  if (label.columns.length === 1 && facts[only!]!.column.kind === 'words') return splitLabels(table, only!, declared, known);
  for (const index of label.columns) {
    const { name } = facts[index]!.column;
    const { numbers } = numbersOf(facts[index]!.column, table, declared);
    const row = numbers.findIndex((value) => value !== 0 && value !== 1 && !Number.isNaN(value));
    if (row < 0) continue;
    throw new Fault(
      `${table.placeOf(row)}:${index + 1}: label ${quoted(name)} is ${quoted(cellText(table.columns[index]!, row))}; with several labels each is 0 or 1, ` +
        'whether the row has it. For numbers to be predicted use --task regression, for one of several classes one label column.',
    );
  }
  return valueTargets(table, recipe);
}

/** @throws Fault where a label is none of `known` */
function splitLabels(table: RawTable, column: number, declared: Recipe['declared'], known?: readonly string[]): Targets {
  const { texts, codes } = classLabels(table, [column], declared);
  const between = betweenLabels(texts) ?? '|';
  const names = known ?? [...new Set(texts.flatMap((text) => labelsIn(text, between)))].sort();
  const places = texts.map((text) => labelsIn(text, between).map((label) => names.indexOf(label)));
  const stranger = places.findIndex((own) => own.includes(-1));
  if (stranger >= 0)
    throw new Fault(
      `${table.placeOf(codes.indexOf(stranger))}:${column + 1}: of ${quoted(texts[stranger]!)} a label does not occur in the training file, which has ${list(names)}.`,
    );
  return {
    classes: [],
    names,
    hasLabel: (row) => codes[row]! >= 0,
    of: (rows) => {
      const y = zeros(rows.length, names.length, 'float64');
      rows.forEach((row, r) => {
        for (const k of places[codes[row]!]!) y.data[r * y.cols + k] = 1;
      });
      return y;
    },
    warnings: [],
  };
}

function numbersOf(fact: ReadColumn, table: RawTable, declared: Recipe['declared']): Exclude<ReadColumn, { kind: 'words' | 'mixed' }> {
  if (fact.kind === 'mixed') throw fact.fault;
  const column = fact.kind === 'words' ? fact : readColumnAs(fact, table, fact.index, declared);
  if (column.kind !== 'words' && column.kind !== 'mixed') return column;
  const words = column.kind === 'words' ? column.levels : [];
  throw new Fault(
    `${table.name}: the target, ${quoted(fact.name)}, is of words: ${list(words, 3)}. The target of a regression is a number; for classes leave --task out.`,
  );
}
