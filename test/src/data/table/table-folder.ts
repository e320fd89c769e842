import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cellText, type RawTable } from '../../../../src/data/raw-table.ts';
import { readTableBytes } from '../../../../src/data/table/read-source.ts';
import type { TableOptions } from '../../../../src/data/table/table-options.ts';
import { Fault } from '../../../../src/fault.ts';

/** A folder of its own for a test's files; `write` returns the path. */
export function tableFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'table-'));
  return {
    folder,
    write(name: string, content: string | Uint8Array): string {
      const path = join(folder, name);
      writeFileSync(path, content);
      return path;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A table as rows of texts, with its header above if it has one. */
export function rowsOf({ columns, rows }: RawTable): string[][] {
  const cells = Array.from({ length: rows }, (_, row) => columns.map((column) => cellText(column, row)));
  return columns.some(({ name }) => name !== undefined) ? [columns.map(({ name }) => name ?? '(none)'), ...cells] : cells;
}

/** What a file of that name and content is read as. */
export async function cells(content: string | Uint8Array, options?: TableOptions, name = 'a.csv'): Promise<string[][]> {
  return rowsOf(await read(content, options, name));
}

export function read(content: string | Uint8Array, options?: TableOptions, name = 'a.csv'): Promise<RawTable> {
  return readTableBytes(name, typeof content === 'string' ? new TextEncoder().encode(content) : content, options);
}

/** The Fault's message that `reading` ends in; any other end is the test's failure. */
export async function faultOf(reading: Promise<unknown>): Promise<string> {
  try {
    await reading;
  } catch (error) {
    if (error instanceof Fault) return error.message;
    throw error;
  }
  throw new Error('It was read without a fault.');
}
