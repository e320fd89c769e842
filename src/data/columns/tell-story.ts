import { isClasses, type Target } from '../../model/target.ts';
import type { RawTable } from '../raw-table.ts';
import { foundIn } from './facts.ts';
import type { Feature } from './features.ts';
import { inputNames } from './features.ts';
import type { KeptRows } from './kept-rows.ts';
import type { Recipe } from './recipe.ts';
import type { ColumnStory, DataStory } from './story.ts';

/** What was made of the training file. `y`: the targets of the rows that are used, as classes of these names or as values */
export function storyOf(
  table: RawTable,
  recipe: Recipe,
  features: readonly Feature[],
  { dropped }: KeptRows,
  y: Target,
  classes: readonly string[],
): DataStory {
  const { columns, reason } = recipe.label;
  const names = columns.map((index) => recipe.facts[index]!.column.name);
  return {
    label: { columns, names, reason, ...(isClasses(y) ? { classes: classRows(y, classes) } : { ranges: names.map((_, k) => rangeOf(y.data, k, y.cols)) }) },
    columns: recipe.facts.map((_, index) => columnStory(recipe, features, index)),
    rows: table.rows,
    dropped,
  };
}

function classRows(y: Uint32Array, classes: readonly string[]): { name: string; rows: number }[] {
  const counts = new Uint32Array(classes.length);
  for (const k of y) counts[k]!++;
  return classes.map((name, k) => ({ name, rows: counts[k]! }));
}

function rangeOf(data: ArrayLike<number>, k: number, cols: number): [number, number] {
  let [from, to] = [Infinity, -Infinity];
  for (let i = k; i < data.length; i += cols) [from, to] = [Math.min(from, data[i]!), Math.max(to, data[i]!)];
  return [from, to];
}

function columnStory({ facts, label, group, leftOut }: Recipe, features: readonly Feature[], index: number): ColumnStory {
  const { column } = facts[index]!;
  const feature = features.find((one) => one.column.index === index);
  const use = label.columns.includes(index) ? 'label' : index === group ? 'group' : feature ? 'feature' : 'left out';
  const why = use === 'left out' ? (leftOut.get(index) ?? 'has missing values') : column.kind === 'mixed' ? undefined : column.says;
  const { why: _, ...found } = foundIn(facts[index]!);
  return { ...found, use, ...(why !== undefined && { why }), inputs: feature ? inputNames(feature).length : 0 };
}
