import { expect, it } from 'vitest';
import { columnRows } from '../../../../compare/show/words/columns.ts';

it.each([
  ['species', '4 species'],
  ['column 5', '4 (column 5)'],
])('a column called %s is listed by its index, as options have it, and as sentences call it', (name, listed) => {
  const column = { index: 4, name, kind: 'numbers', missing: 0, distinct: 3, from: 0, to: 2, histogram: [1, 0, 2] } as const;
  expect(columnRows([column])[0]![0]).toBe(listed);
});
