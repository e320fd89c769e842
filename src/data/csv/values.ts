import type { Matrix } from '../../numbers/matrix.ts';

/** Numbers in one block: 1 MiB in float32. */
const blockLength = 2 ** 18;

/**
 * The numbers of a file while it is read, in blocks, so that growing never copies. A block is float32 for as long as
 * every number of it survives that unchanged, else float64.
 */
export class Values {
  #full: (Float32Array | Float64Array)[] = [];
  #block: Float32Array | Float64Array = new Float32Array(blockLength);
  #used = 0;

  push(x: number): void {
    if (this.#used === blockLength) {
      this.#full.push(this.#block);
      this.#block = new Float32Array(blockLength);
      this.#used = 0;
    }
    this.#block[this.#used] = x;
    if (this.#block[this.#used] !== x) {
      this.#block = Float64Array.from(this.#block);
      this.#block[this.#used] = x;
    }
    this.#used++;
  }

  /** All numbers as a matrix of `cols` columns; leaves this empty, so that no more than twice its memory is held. */
  toMatrix(cols: number): Matrix {
    const blocks = [...this.#full, this.#block.subarray(0, this.#used)];
    this.#full = [];
    this.#used = 0;
    const length = blocks.reduce((sum, block) => sum + block.length, 0);
    const data = new (blocks.some((block) => block instanceof Float64Array) ? Float64Array : Float32Array)(length);
    for (let at = 0, block = blocks.shift(); block !== undefined; block = blocks.shift()) {
      data.set(block, at);
      at += block.length;
    }
    return { rows: cols === 0 ? 0 : length / cols, cols, data };
  }
}
