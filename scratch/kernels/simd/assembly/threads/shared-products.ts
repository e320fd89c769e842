// As in ../product.ts and ../pack.ts, by all threads where there are several and it is worth their while.
import { NUMBER } from '../numbers';
import { TILE_COLS, transpose as transposeAlone } from '../pack';
import { product as productAlone, TILE_ROWS } from '../product';
import { Task } from './chunks';
import { each, eachNumbers, isShared, parts, threads } from './division';
import { Product, Transposition } from './products';
import { share } from './team';
import { JOB } from './ticket';

/** C = max(floor, A·B + start). By columns of C, as each panel of B is then packed but once; by rows where there are too few of them. */
export function product(
  A: usize, aRow: usize, aCol: usize, B: usize, bRow: usize, bCol: usize,
  start: usize, floor: f32, C: usize, m: usize, depth: usize, n: usize, scratch: usize,
): void {
  if (!isShared(m * depth * n)) return productAlone(A, aRow, aCol, B, bRow, bCol, start, floor, C, n * NUMBER, m, depth, n, scratch);
  const panels: usize = parts(n, TILE_COLS);
  const byRows = panels < 2 * threads() && <usize>parts(m, TILE_ROWS) > panels;
  const job = changetype<Product>(JOB);
  job.task = Task.PRODUCT;
  job.A = A; job.aRow = aRow; job.aCol = aCol;
  job.B = B; job.bRow = bRow; job.bCol = bCol;
  job.start = start; job.floor = floor;
  job.C = C; job.m = m; job.depth = depth; job.n = n;
  job.scratch = scratch;
  job.rows = byRows ? each(m, TILE_ROWS) : m;
  job.cols = byRows ? n : each(n, TILE_COLS);
  share(byRows ? parts(m, job.rows) : parts(n, job.cols));
}

/** T (cols, rows) = Mᵀ, all columns of M. */
export function transpose(M: usize, rows: usize, cols: usize, T: usize): void {
  if (!isShared(rows * cols)) return transposeAlone(M, rows, cols, 0, cols, T);
  const job = changetype<Transposition>(JOB);
  job.task = Task.TRANSPOSE;
  job.M = M; job.rows = rows; job.cols = cols; job.T = T;
  job.each = eachNumbers(cols);
  share(parts(cols, job.each));
}
