import type { Matrix } from '../../../numbers/matrix.ts';
import type { RawColumn } from '../../raw-table.ts';

/** Columns that are copied out together: a row's numbers lie beside each other, and come from memory so many at a time. */
const BLOCK = 8;

/** The columns of an array of finite numbers that stays where it is; those copied out last are kept, and no others. */
export function arrayColumns({ rows, cols, data }: Matrix): (name: string | undefined, index: number) => RawColumn {
  let block = -1;
  let copies: Float64Array[] = [];
  const numbersOf = (index: number) => {
    const wanted = Math.floor(index / BLOCK);
    if (wanted !== block) copies = copied(wanted * BLOCK, Math.min(cols, (wanted + 1) * BLOCK));
    block = wanted;
    return copies[index % BLOCK]!;
  };
  const copied = (first: number, end: number) => {
    const own = Array.from({ length: end - first }, () => new Float64Array(rows));
    for (let row = 0; row < rows; row++) for (let c = first; c < end; c++) own[c - first]![row] = data[row * cols + c]!;
    return own;
  };
  return (name, index) => ({
    name,
    words: undefined,
    cells: { data, from: index, step: cols },
    get numbers() {
      return numbersOf(index);
    },
  });
}
