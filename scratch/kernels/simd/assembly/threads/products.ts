import { NUMBER } from '../numbers';
import { transpose } from '../pack';
import { product, SCRATCH_BYTES } from '../product';
import { JOB } from './ticket';

/** C = max(floor, A·B + start), so many rows of C to a chunk and all columns, or so many columns and all rows. */
@unmanaged
export class Product {
  task: i32;
  A: usize; aRow: usize; aCol: usize;
  B: usize; bRow: usize; bCol: usize;
  start: usize; floor: f32;
  C: usize; m: usize; depth: usize; n: usize;
  scratch: usize;
  rows: usize; cols: usize;
}

/** Thread k packs into the room after that of thread k − 1. */
export function productChunk(chunk: usize, k: usize): void {
  const job = changetype<Product>(JOB);
  const i = job.rows < job.m ? chunk * job.rows : 0;
  const j = job.cols < job.n ? chunk * job.cols : 0;
  product(
    job.A + i * job.aRow, job.aRow, job.aCol, job.B + j * job.bCol, job.bRow, job.bCol,
    job.start == 0 ? 0 : job.start + j * NUMBER, job.floor, job.C + (i * job.n + j) * NUMBER, job.n * NUMBER,
    min(job.rows, job.m - i), job.depth, min(job.cols, job.n - j), job.scratch + k * SCRATCH_BYTES,
  );
}

/** T = Mᵀ, so many columns of M to a chunk. */
@unmanaged
export class Transposition {
  task: i32;
  M: usize; rows: usize; cols: usize; T: usize;
  each: usize;
}

export function transposeChunk(chunk: usize): void {
  const job = changetype<Transposition>(JOB);
  const from = chunk * job.each;
  transpose(job.M, job.rows, job.cols, from, min(from + job.each, job.cols), job.T);
}
