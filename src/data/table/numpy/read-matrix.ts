import type { Matrix } from '../../../numbers/matrix.ts';
import { sharedRoom } from '../../../numbers/shared.ts';
import type { Source } from '../source.ts';
import { checkMemory } from '../table-builder.ts';
import { cutShort, type NpyHead } from './array.ts';

/** Whether an array is of numbers that lie row after row: it is read as the matrix that it becomes, without the copies that other tables take. */
export function isOfRows({ shape, byColumns, element }: NpyHead): boolean {
  return shape.length > 1 && !byColumns && element.isNumber;
}

/**
 * The numbers of an array, (rows, all other axes as one): float32 where each survives that unchanged, else float64.
 * @throws Fault if it is not whole, or does not go into `memory` bytes
 */
export async function readMatrix(source: Source, head: NpyHead, memory: number | undefined): Promise<Matrix> {
  const { shape, length, element, start } = head;
  const [rows = 0] = shape;
  const cols = rows === 0 ? 0 : length / rows;
  const room = (dtype: 'float32' | 'float64') => {
    checkMemory(source.name, { rows, columns: cols, cell: dtype === 'float32' ? 4 : 8 }, memory);
    return sharedRoom(rows, cols, dtype);
  };
  let M = room('float32');
  let at = 0;
  let there = 0;
  for await (const view of wholeElements(source, start, element.size, (bytes) => (there = bytes))) {
    for (let k = 0; k < view.byteLength && at < length; k += element.size, at++) {
      const x = Number(element.read(view, k));
      M.data[at] = x;
      if (M.data[at] === x || Number.isNaN(x)) continue;
      const wider = room('float64');
      wider.data.set(M.data.subarray(0, at));
      wider.data[at] = x;
      M = wider;
    }
  }
  if (at < length) throw cutShort(source.name, head, there);
  return M;
}

/** What follows the head, in pieces of whole elements. @param told how many bytes there are so far */
async function* wholeElements(source: Source, start: number, size: number, told: (bytes: number) => void): AsyncGenerator<DataView> {
  let there = 0;
  let rest = new Uint8Array(0); // of an element that ends in the next chunk
  for await (const chunk of source.chunks()) {
    const bytes = joined(rest, chunk.subarray(Math.max(0, start - there)));
    there += chunk.length;
    told(there);
    const whole = bytes.length - (bytes.length % size);
    yield new DataView(bytes.buffer, bytes.byteOffset, whole);
    rest = bytes.slice(whole);
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return second;
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
