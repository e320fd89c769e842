import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { RawTable } from '../../../../src/data/raw-table.ts';
import { Fault } from '../../../../src/fault.ts';
import { holds } from '../../../holds.ts';
import { faultyFile } from './faulty-file.ts';
import { read } from './table-folder.ts';

function checkTable({ rows, columns, placeOf, notes }: RawTable): void {
  expect(rows).toBeGreaterThan(0);
  expect(columns.length).toBeGreaterThan(0);
  for (const { numbers, words } of columns) {
    expect(numbers).toHaveLength(rows);
    expect(words?.codes ?? numbers).toHaveLength(rows);
    const wrong = numbers.findIndex((x, row) => {
      const code = words?.codes[row] ?? -1;
      return code === -1 ? !Number.isFinite(x) : !Number.isNaN(x) || words!.distinct[code] === undefined;
    });
    expect(wrong).toBe(-1);
    expect(new Set(words?.distinct).size).toBe(words?.distinct.length ?? 0);
    expect(words?.distinct.filter((text) => text !== text.trim()) ?? []).toEqual([]);
  }
  for (const text of [placeOf(0), placeOf(rows - 1), ...notes]) expect(text).toMatch(/^some\.data/);
}

it('a file with faults of any kind is read as a table, or refused in one line that begins with its name', async () => {
  await holds(
    fc.asyncProperty(faultyFile, async (bytes) => {
      try {
        checkTable(await read(bytes, {}, 'some.data'));
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        expect(error.message).toMatch(/^some\.data[^\n]*[.?]$/);
      }
    }),
    300,
    0.4,
  );
});
