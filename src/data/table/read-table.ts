import { freeMemory } from '../../host/free-memory.ts';
import type { RawTable } from '../raw-table.ts';
import { checkIsFile, fileSource } from './file-source.ts';
import { readSource } from './read-source.ts';
import type { TableOptions } from './table-options.ts';

export type { TableOptions } from './table-options.ts';

/**
 * Reads the table that a file holds, in whatever form: what each column means is not asked here.
 * @throws Fault if it cannot be read, with the place where that is known, and what to do
 */
export async function readTable(path: string, options: TableOptions = {}): Promise<RawTable> {
  checkIsFile(path);
  const memory = options.memory ?? freeMemory();
  return await readSource(fileSource(path), { ...options, memory });
}
