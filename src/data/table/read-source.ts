import type { RawTable } from '../raw-table.ts';
import { FORMS } from './forms.ts';
import { bytesSource, type Source, startOf, toldOf } from './source.ts';
import type { TableOptions } from './table-options.ts';

/** What is enough of a file to tell its form. */
const START = 2 ** 16;

/** Reads a table from bytes, whatever form they are in. `name` is the file's, as messages give it. @throws Fault */
export function readTableBytes(name: string, bytes: Uint8Array, options: TableOptions = {}): Promise<RawTable> {
  return readSource(bytesSource(name, bytes), options);
}

/** Reads a table from wherever its bytes come. @throws Fault */
export function readSource(source: Source, options: TableOptions): Promise<RawTable> {
  const read = async (packed: Source): Promise<RawTable> => {
    const start = await startOf(packed, START);
    const form = FORMS.find(({ recognises }) => recognises(start, packed.name))!;
    return await form.read(packed, options, read);
  };
  return read(toldOf(source, options.onProgress));
}
