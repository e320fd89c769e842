import type { Dtype, Matrix } from '../../../src/numbers/matrix.ts';
import { WebAssembly } from './webassembly.ts';

const PAGE = 65_536; // bytes
const MOST_PAGES = 65_536; // 4 GiB, all that a 32-bit address reaches; address space only until it is written to
const CACHE_LINE = 64; // bytes
const FIRST = 1024; // address of a matrix: the threads of a team have their words below it (assembly/threads/ticket.ts), and 0 is none
const SCRATCH = 16_384 + (6 + 1) * 64; // bytes, as the widest kernels ask for (SCRATCH_BYTES in assembly/product.ts)
/** Rows of X so many bytes apart would share one set of the first-level cache, which holds but eight or twelve lines. */
const CACHE_WAY = 4096;
/** Columns of dY from which on it is worth while to copy Xᵀ, which is read once for each panel of them, into the order it is read in. */
const MANY_COLUMNS = 128;

/**
 * A WebAssembly memory that matrices are laid in, one after the other, and never taken from.
 *
 * It is a shared memory, also where no thread shares it, because that may grow under the views that are held of it; a plain
 * one would detach them all.
 */
export class MatrixMemory {
  readonly memory = new WebAssembly.Memory({ initial: 1, maximum: MOST_PAGES, shared: true });
  #next = FIRST;
  /** The address of a tile and a panel, for each thread. */
  readonly scratch: number;
  #transposed = 0;
  #transposedBytes = 0;
  readonly #isDouble: boolean;

  /** @param threads each packs into a room of its own */
  constructor(dtype: Dtype = 'float32', threads = 1) {
    this.#isDouble = dtype === 'float64';
    this.scratch = this.#take(threads * SCRATCH);
  }

  /**
   * A (rows, cols) matrix of zeros, on a cache line of its own.
   * @throws RangeError if the memory is full.
   */
  matrix(rows: number, cols: number): Matrix {
    const each = this.#isDouble ? Float64Array.BYTES_PER_ELEMENT : Float32Array.BYTES_PER_ELEMENT;
    const bytes = rows * cols * each;
    const address = this.#take(bytes);
    const { buffer } = this.memory;
    return { rows, cols, data: this.#isDouble ? new Float64Array(buffer, address, rows * cols) : new Float32Array(buffer, address, rows * cols) };
  }

  /** Where a product Xᵀ·dY finds room for a copy of Xᵀ, with dY of so many columns; 0 where it is as well off without. */
  transposedFor({ rows, cols, data }: Matrix, columns: number): number {
    if (columns < MANY_COLUMNS && (cols * data.BYTES_PER_ELEMENT) % CACHE_WAY !== 0) return 0;
    const bytes = rows * cols * data.BYTES_PER_ELEMENT;
    if (bytes > this.#transposedBytes) {
      this.#transposed = this.#take(bytes);
      this.#transposedBytes = bytes;
    }
    return this.#transposed;
  }

  #take(bytes: number): number {
    const address = this.#next;
    const end = address + Math.ceil(bytes / CACHE_LINE) * CACHE_LINE;
    const pages = Math.ceil(end / PAGE) - this.memory.buffer.byteLength / PAGE;
    if (pages > 0) this.#grow(pages);
    this.#next = end;
    return address;
  }

  #grow(pages: number): void {
    try {
      this.memory.grow(pages);
    } catch {
      const held = Math.ceil(this.memory.buffer.byteLength / 2 ** 20);
      const asked = Math.round((pages * PAGE) / 2 ** 20);
      throw new RangeError(
        `The 'simd' kernels hold ${held} MiB and could not get ${asked} MiB more (4096 MiB is the most there is). ` +
          "Is the batch or a layer too large? The 'blocked' kernels have no such limit.",
      );
    }
  }
}
