import type { RawTable } from '../raw-table.ts';
import type { Source } from './source.ts';
import type { TableOptions } from './table-options.ts';

/** One way that tables are kept in files. */
export interface Form {
  /** As messages name it. */
  readonly name: string;
  /** Whether a file is so kept, by its first bytes and, where these do not tell, by its name. */
  recognises(start: Uint8Array, name: string): boolean;
  /** @param readAgain reads what was packed in it, in whatever form that is. @throws Fault */
  read(source: Source, options: TableOptions, readAgain: (unpacked: Source) => Promise<RawTable>): Promise<RawTable>;
}
