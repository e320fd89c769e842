import type { Dtype, Matrix } from '../../../src/numbers/matrix.ts';
import { WebAssembly } from './webassembly.ts';

const PAGE = 65_536; // bytes
const MOST_PAGES = 65_536; // 4 GiB, all that a 32-bit address reaches; address space only until it is written to
const CACHE_LINE = 64; // bytes
const FIRST = 1024; // address of a matrix: the threads of a team have their words below it (assembly/threads/ticket.ts), and 0 is none
const TILE_ROWS = 4;
const PANEL_ROW = 64; // bytes, of the widest tile
const CACHE_WAY = 4096; // bytes, as assembly/layers.ts has it

/**
 * A WebAssembly memory that matrices are laid in, one after the other, and never taken from.
 *
 * It is a shared memory, also where no thread shares it, because that may grow under the views that are held of it; a plain
 * one would detach them all.
 */
export class MatrixMemory {
  readonly memory = new WebAssembly.Memory({ initial: 1, maximum: MOST_PAGES, shared: true });
  #next = FIRST;
  #scratch = 0;
  #scratchDepth = -1;
  #transposed = 0;
  #transposedBytes = 0;
  readonly #isDouble: boolean;
  readonly #threads: number;

  /** @param threads each packs into a room of its own */
  constructor(dtype: Dtype = 'float32', threads = 1) {
    this.#isDouble = dtype === 'float64';
    this.#threads = threads;
  }

  /**
   * A (rows, cols) matrix of zeros, on a cache line of its own.
   * @throws RangeError if the memory is full.
   */
  matrix(rows: number, cols: number): Matrix {
    this.#makeScratchFor(Math.max(rows, cols));
    const each = this.#isDouble ? Float64Array.BYTES_PER_ELEMENT : Float32Array.BYTES_PER_ELEMENT;
    const bytes = rows * cols * each;
    if ((cols * each) % CACHE_WAY === 0) this.#makeTransposedFor(bytes);
    const address = this.#take(bytes);
    const { buffer } = this.memory;
    return { rows, cols, data: this.#isDouble ? new Float64Array(buffer, address, rows * cols) : new Float32Array(buffer, address, rows * cols) };
  }

  /** The address of a tile and a panel, for each thread, deep enough for a product of any two of these matrices. */
  get scratch(): number {
    return this.#scratch;
  }

  /** The address of room for the transpose of any of these matrices whose rows collide in the cache. */
  get transposed(): number {
    return this.#transposed;
  }

  #makeScratchFor(depth: number): void {
    if (depth <= this.#scratchDepth) return;
    this.#scratch = this.#take(this.#threads * (TILE_ROWS + 1 + depth) * PANEL_ROW);
    this.#scratchDepth = depth;
  }

  #makeTransposedFor(bytes: number): void {
    if (bytes <= this.#transposedBytes) return;
    this.#transposed = this.#take(bytes);
    this.#transposedBytes = bytes;
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
      const held = Math.round(this.memory.buffer.byteLength / 2 ** 20);
      const asked = Math.round((pages * PAGE) / 2 ** 20);
      throw new RangeError(
        `The 'simd' kernels hold ${held} MiB and could not get ${asked} MiB more (4096 MiB is the most there is). ` +
          "Is the batch or a layer too large? The 'blocked' kernels have no such limit.",
      );
    }
  }
}
