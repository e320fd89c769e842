import { type Matrix, zeros } from '../../../src/numbers/matrix.ts';
import type { Kernels } from '../kernels.ts';
import { address, type Products } from './exports.ts';
import type { MatrixMemory } from './memory.ts';

/** The softmax and its cross-entropy by the module, with room of its own for labels and the exponentials of two rows. */
export function simdSoftmaxCrossEntropy(wasm: Products, memory: MatrixMemory): NonNullable<Kernels['softmaxCrossEntropy']> {
  let exponentials: Matrix = zeros(0, 0, 'float64');
  let labels: Uint32Array = new Uint32Array(0);

  function makeRoomFor(rows: number, cols: number): void {
    if (exponentials.rows < 4 * cols) exponentials = memory.matrix(4 * cols, 1); // of either float type enough for 2·cols float64
    if (labels.length < rows) labels = new Uint32Array(memory.memory.buffer, address(memory.matrix(rows, 1)), rows);
  }

  return (Z, y, dZ) => {
    makeRoomFor(Z.rows, Z.cols);
    labels.set(y);
    return wasm.softmaxCrossEntropy(address(Z), labels.byteOffset, address(dZ), Z.rows, Z.cols, address(exponentials));
  };
}
