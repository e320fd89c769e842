import type { Datasets } from '../data/columns/datasets.ts';
import type { ImageSize } from '../data/data-image.ts';
import { countSharedRows } from '../data/dataset.ts';
import type { Cut, Split } from '../data/split.ts';
import { count, escaped } from '../fault.ts';
import type { RunSpec } from './config.ts';
import { type Division, divide, divisionOf, type Undivided } from './divide.ts';
import type { Parts } from './run-plan.ts';

/** Rows as they were read, wherever they came from. */
export interface ReadData extends Datasets {
  readonly name: string;
  /** The size of the image that a row's features are, if they are one. */
  readonly image?: ImageSize | undefined;
}

export interface LoadedData {
  readonly name: string;
  readonly rows: Undivided;
  readonly division: Division;
  /** The rows, so divided. */
  readonly parts: Parts;
  readonly image?: ImageSize | undefined;
  readonly warnings: readonly string[];
}

/** Divided into training, validation and test rows, with all that there is to warn of. @param cut copies the rows, unless given. @throws Fault */
export function loaded(spec: RunSpec, { name, train, test, image, warnings }: ReadData, cut?: Cut): LoadedData {
  const rows = { train, test };
  const division = divisionOf(spec, rows);
  const { parts, split, tested } = divide(rows, division, cut);
  return {
    name: escaped(name),
    rows,
    division,
    parts,
    image,
    warnings: [...warnings, ...(tested ? [...tested.warnings, ...repeatedRows(tested)] : []), ...split.warnings].map(escaped),
  };
}

/** A file's rows that occur in it again, by chance on either side of the division. */
function repeatedRows({ train, validation: test }: Split): string[] {
  const shared = countSharedRows(train.X, test.X);
  if (shared === 0) return [];
  return [
    `${count(shared, 'row')} of the ${test.X.rows} set aside from ${train.name} to test with ${shared === 1 ? 'has' : 'have'} exactly the features of a row to train on: what is measured there is partly memory (leakage).`,
  ];
}
