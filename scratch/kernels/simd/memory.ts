import type { Matrix } from '../../../src/numbers/matrix.ts';
import { WebAssembly } from './webassembly.ts';

const PAGE = 65_536; // bytes
const MOST_PAGES = 65_536; // 4 GiB, all that a 32-bit address reaches; address space only until it is written to
const CACHE_LINE = 64; // bytes
const TILE_ROWS = 4;
const TILE_COLS = 16; // of the widest
const COLLIDING_COLS = 1024; // as assembly/index.ts has it: 4096 bytes

/**
 * A WebAssembly memory that matrices are laid in, one after the other, and never taken from.
 *
 * It is a shared memory, though no thread shares it, because that may grow under the views that are held of it; a plain
 * one would detach them all.
 */
export class MatrixMemory {
  readonly memory = new WebAssembly.Memory({ initial: 1, maximum: MOST_PAGES, shared: true });
  #next = CACHE_LINE; // not 0: the kernels take that address for 'no matrix'
  #scratch = 0;
  #scratchDepth = -1;
  #transposed = 0;
  #transposedLength = 0;

  /**
   * A (rows, cols) matrix of zeros, on a cache line of its own.
   * @throws RangeError if the memory is full.
   */
  matrix(rows: number, cols: number): Matrix {
    this.#makeScratchFor(Math.max(rows, cols));
    if (cols % COLLIDING_COLS === 0) this.#makeTransposedFor(rows * cols);
    const address = this.#take(rows * cols);
    return { rows, cols, data: new Float32Array(this.memory.buffer, address, rows * cols) };
  }

  /** The address of a tile and a panel deep enough for a product of any two of these matrices. */
  get scratch(): number {
    return this.#scratch;
  }

  /** The address of room for the transpose of any of these matrices whose rows collide in the cache. */
  get transposed(): number {
    return this.#transposed;
  }

  #makeScratchFor(depth: number): void {
    if (depth <= this.#scratchDepth) return;
    this.#scratch = this.#take((TILE_ROWS + 1 + depth) * TILE_COLS);
    this.#scratchDepth = depth;
  }

  #makeTransposedFor(length: number): void {
    if (length <= this.#transposedLength) return;
    this.#transposed = this.#take(length);
    this.#transposedLength = length;
  }

  #take(floats: number): number {
    const address = this.#next;
    const end = address + Math.ceil((floats * Float32Array.BYTES_PER_ELEMENT) / CACHE_LINE) * CACHE_LINE;
    const pages = Math.ceil(end / PAGE) - this.memory.buffer.byteLength / PAGE;
    if (pages > 0) this.#grow(pages);
    this.#next = end;
    return address;
  }

  #grow(pages: number): void {
    try {
      this.memory.grow(pages);
    } catch {
      const held = Math.round(this.memory.buffer.byteLength / 2 ** 20);
      const asked = Math.round((pages * PAGE) / 2 ** 20);
      throw new RangeError(
        `The 'simd' kernels hold ${held} MiB and could not get ${asked} MiB more (4096 MiB is the most there is). ` +
          "Is the batch or a layer too large? The 'blocked' kernels have no such limit.",
      );
    }
  }
}
