import { escaped } from '../../fault.ts';
import type { Target } from '../../model/target.ts';
import type { Dataset, Gaps } from '../dataset.ts';
import type { RawTable } from '../raw-table.ts';
import { aligned } from './align.ts';
import { encode, type Feature, inputNames } from './features.ts';
import { groupsOf, sharedGroups } from './groups.ts';
import { completeFeatures, type KeptRows, keptRows } from './kept-rows.ts';
import type { ColumnOptions } from './options.ts';
import { readColumnAs } from './read-column.ts';
import { type Recipe, recipeFor } from './recipe.ts';
import { chosenRows } from './rows.ts';
import { classTargets, labelTargets, type Targets, valueTargets } from './targets.ts';
import { storyOf } from './tell-story.ts';
import { datasetWarnings, idsWithoutName, leakage, sentinels } from './warnings.ts';

/** What one or two files hold, with one list of classes and of features for both. */
export interface Datasets<T extends Target = Target> {
  readonly train: Dataset<T>;
  /** Undefined when there is no test file. */
  readonly test: Dataset<T> | undefined;
  /** What the user should know, in whole sentences: rows in both files, lines skipped, … */
  readonly warnings: readonly string[];
}

/**
 * Files as read → data sets: which column is the label, what each other is and how it becomes inputs, all decided on the
 * training file and told in its story. @throws Fault for what is not clear, or wrong
 */
export function toDatasets(trainTable: RawTable, testTable: RawTable | undefined, options: ColumnOptions = {}): Datasets {
  const table = chosenRows(trainTable, options.rows);
  const recipe = recipeFor(table, options);
  const targets = targetsOf(table, recipe, options);
  const features = completeFeatures(recipe.features, options.missing);
  const kept = keptRows(
    table,
    targets.hasLabel,
    features.map(({ column }) => column),
    options.missing,
  );
  const train = datasetOf(
    { table, recipe, targets, features, kept, options },
    features.map(({ column }) => column),
  );
  const story = storyOf(table, recipe, features, kept, train.dataset.y, targets.classes);
  const told = { ...train.dataset, story };
  const warnings = [
    ...table.notes,
    ...targets.warnings,
    ...datasetWarnings(told, story),
    ...sentinels(table.name, recipe.facts),
    ...(features.some(({ column }) => column.index === 0) ? idsWithoutName(table.name, recipe.facts, table.rows) : []),
  ];
  if (!testTable) return { train: told, test: undefined, warnings };

  const needed = new Set([...features.map(({ column }) => column.index), ...recipe.label.columns, ...(recipe.group === undefined ? [] : [recipe.group])]);
  const { table: other, notes } = aligned(testTable, table, needed, recipe.label.columns);
  const columns = features.map(({ column }) => readColumnAs(column, other, column.index, recipe.declared));
  const otherTargets = targetsOf(other, recipe, options, targets.names ?? targets.classes);
  const otherKept = keptRows(other, otherTargets.hasLabel, columns, options.missing ?? 'drop-rows');
  const test = datasetOf({ table: other, recipe, targets: otherTargets, features, kept: otherKept, options }, columns);
  const left = otherKept.dropped.map(
    ({ why, rows }) => `${other.name}: ${rows.toLocaleString('en-US')} of ${other.rows.toLocaleString('en-US')} rows left out: ${why}.`,
  );
  const [trainSet, testSet] = sharingGaps(told, test.dataset);
  return {
    train: trainSet,
    test: testSet,
    warnings: [
      ...warnings,
      ...other.notes,
      ...notes,
      ...otherTargets.warnings,
      ...left,
      ...test.unseen,
      ...leakage(trainSet, testSet),
      ...sharedGroups(table, other, recipe.group),
    ],
  };
}

function targetsOf(table: RawTable, recipe: Recipe, { task }: ColumnOptions, known?: readonly string[]): Targets {
  if (task === 'regression') return valueTargets(table, recipe);
  return task === 'labels' ? labelTargets(table, recipe, known) : classTargets(table, recipe, task === 'classification', known);
}

interface Chosen {
  readonly table: RawTable;
  readonly recipe: Recipe;
  readonly targets: Targets;
  readonly features: readonly Feature[];
  readonly kept: KeptRows;
  readonly options: ColumnOptions;
}

function datasetOf(
  { table, recipe, targets, features, kept: { rows }, options }: Chosen,
  columns: Parameters<typeof encode>[1],
): { dataset: Dataset; unseen: readonly string[] } {
  const { X, unseen } = encode(features, columns, rows, table.name);
  const gaps = columns.some(({ missing }) => missing > 0) ? gapsOf(features, options) : undefined;
  const groups = recipe.group === undefined ? undefined : groupsOf(table, recipe.group, rows);
  const names = targets.names ?? recipe.label.columns.map((index) => recipe.facts[index]!.column.name);
  const dataset: Dataset = {
    name: escaped(table.name),
    X,
    y: targets.of(rows),
    classes: targets.classes,
    ...(options.task === 'regression' && { targets: names }),
    ...(options.task === 'labels' && { labels: names }),
    features: features.flatMap(inputNames),
    ...(gaps && { gaps }),
    ...(groups && { groups }),
  };
  return { dataset, unseen };
}

function gapsOf(features: readonly Feature[], { missing }: ColumnOptions): Gaps | undefined {
  if (missing !== 'mean' && missing !== 'median' && missing !== 'most-frequent') return undefined;
  const words: [number, number][] = [];
  let at = 0;
  for (const feature of features) {
    if (feature.as === 'one-hot') words.push([at, at + feature.levels.length]);
    at += inputNames(feature).length;
  }
  return { by: missing, words };
}

/** Gaps in either are filled in by the rows to train on, which then must know of it. */
function sharingGaps(train: Dataset, test: Dataset): [Dataset, Dataset] {
  const gaps = train.gaps ?? test.gaps;
  return gaps
    ? [
        { ...train, gaps },
        { ...test, gaps },
      ]
    : [train, test];
}
