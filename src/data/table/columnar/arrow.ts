import { Fault } from '../../../fault.ts';
import type { RawTable } from '../../raw-table.ts';
import { beginsWith } from '../first-text.ts';
import type { Form } from '../form.ts';
import { allOf } from '../source.ts';
import { TableBuilder } from '../table-builder.ts';
import { checkColumns, checkLengths } from './arrow-lengths.ts';
import { asFault, askedFor, noValue } from './asked-for.ts';
import { unpackLz4 } from './lz4.ts';

const MAGIC = 'ARROW1';

/** Arrow's file, which is Feather's second version. Read by flechette, 0.2 MB of source where apache-arrow is 5.7. */
export const arrow: Form = {
  name: 'Arrow',
  recognises: (start) => beginsWith(start, MAGIC),
  async read(source, { memory }) {
    const { name } = source;
    const bytes = await allOf(source, memory);
    if (!isWhole(bytes)) throw new Fault(`${name}: this Arrow file is cut short: its end does not say where its columns are. Copy or download it again.`);
    try {
      return await readArrow(name, bytes, memory);
    } catch (error) {
      throw asFault(name, 'Arrow', error);
    }
  },
};

/** The library reads whatever it is led to; at the end stand how long the list of all parts is, and the mark of the beginning again. */
function isWhole(bytes: Uint8Array): boolean {
  const end = bytes.length - MAGIC.length - 4;
  if (end < 8 || !beginsWith(bytes, MAGIC, end + 4)) return false;
  const length = new DataView(bytes.buffer, bytes.byteOffset + end).getInt32(0, true);
  return length > 0 && length < end;
}

async function readArrow(name: string, bytes: Uint8Array, memory: number | undefined): Promise<RawTable> {
  const { CompressionType, setCompressionCodec, tableFromIPC } = await askedFor(name, 'Arrow', '@uwdata/flechette', () => import('@uwdata/flechette'));
  const { decompressZstd } = await askedFor(name, 'Arrow', 'hyparquet-compressors', () => import('hyparquet-compressors'));
  const encode = (): never => {
    throw new Error('nothing is written');
  };
  setCompressionCodec(CompressionType.LZ4_FRAME, { decode: unpackLz4, encode });
  // A copy, since numbers are read in place and must lie where their size allows.
  setCompressionCodec(CompressionType.ZSTD, { decode: (packed) => decompressZstd(packed).slice(), encode });
  checkLengths(bytes);
  const read = tableFromIPC(bytes, { useDate: true });
  checkColumns(read.children, read.numRows);
  const table = new TableBuilder(name, read.names.length, memory);
  table.reserve(read.numRows);
  read.names.forEach((column, c) => {
    let row = 0;
    for (const value of read.getChildAt(c)) if (!table.columns[c]!.setValue(row++, value)) throw noValue(name, String(column));
  });
  table.rows = read.numRows;
  return table.finish(read.names.map(String), [], (row) => `${name}[${row}]`);
}
