/** What is wrong, and where: ['networks.0.test.predictions', '3 predictions for 4 test rows']. */
export type Found = readonly [path: string, message: string];

/** Nothing where it is so; else what was expected, and where. */
export function unless(isSo: boolean, path: string, expected: string): Found[] {
  return isSo ? [] : [[path, `expected ${expected}`]];
}

export function isSquare(rows: readonly (readonly number[])[], size: number): boolean {
  return rows.length === size && rows.every((row) => row.length === size);
}
