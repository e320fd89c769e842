import { copyNumbers, LANES, NUMBER, VECTOR } from './numbers';

/** Columns of a tile, in vectors: two, or four where the engine joins pairs of them into vectors of eight (compile.ts says which). */
export const TILE_COLS: usize = TILE_VECTORS * LANES;
/** A panel is as many columns of B, row after row, with the row that the sums start from above them. */
export const PANEL_ROW: usize = TILE_COLS * NUMBER;

/**
 * Copies `cols` ≤ TILE_COLS columns of B (depth, ·) into a panel of (1 + depth) rows, the columns past them zeros; its first
 * row is `start`, or zeros where that is 0. Element (k, c) of B lies at B + k·bRow + c·bCol.
 */
export function pack(
  start: usize, B: usize, bRow: usize, bCol: usize, depth: usize, cols: usize, panel: usize,
): void {
  for (let at: usize = 0; at < PANEL_ROW; at += VECTOR) v128.store(panel + at, v128.splat<Real>(0));
  if (start != 0) copyNumbers(panel, start, cols);
  let p = panel + PANEL_ROW;
  const end = p + depth * PANEL_ROW;
  if (cols == TILE_COLS && bCol == NUMBER) {
    for (; p < end; p += PANEL_ROW, B += bRow) {
      v128.store(p, v128.load(B));
      v128.store(p, v128.load(B, VECTOR), VECTOR);
      if (TILE_VECTORS == 4) {
        v128.store(p, v128.load(B, 2 * VECTOR), 2 * VECTOR);
        v128.store(p, v128.load(B, 3 * VECTOR), 3 * VECTOR);
      }
    }
  } else if (cols == TILE_COLS && bRow == NUMBER) {
    for (; p + (LANES - 1) * PANEL_ROW < end; p += LANES * PANEL_ROW, B += VECTOR) {
      for (let c: usize = 0; c < TILE_COLS; c += LANES) transposeBlock(B + c * bCol, bCol, p + c * NUMBER, PANEL_ROW);
    }
  }
  for (; p < end; p += PANEL_ROW, B += bRow) { // what is left over, and any narrow panel
    for (let c: usize = 0; c < TILE_COLS; c++) store<Real>(p + c * NUMBER, c < cols ? load<Real>(B + c * bCol) : 0);
  }
}

/** T (cols, rows) = Mᵀ, of the columns of M from `from` to before `to`.  M (rows, cols), both multiples of LANES. */
export function transpose(M: usize, rows: usize, cols: usize, from: usize, to: usize, T: usize): void {
  const mRow = cols * NUMBER;
  const tRow = rows * NUMBER;
  for (let c = from; c < to; c += LANES) {
    let m = M + c * NUMBER;
    let t = T + c * tRow;
    let r: usize = 0;
    for (; r + LANES <= rows; r += LANES, m += LANES * mRow, t += VECTOR) transposeBlock(m, mRow, t, tRow);
    for (; r < rows; r++, m += mRow, t += NUMBER) {
      for (let i: usize = 0; i < LANES; i++) store<Real>(t + i * tRow, load<Real>(m + i * NUMBER));
    }
  }
}

/** T = Mᵀ, LANES × LANES numbers each, rows mRow and tRow bytes apart. */
function transposeBlock(M: usize, mRow: usize, T: usize, tRow: usize): void {
  if (LANES == 2) transposeTwo(M, mRow, T, tRow);
  else transposeFour(M, mRow, T, tRow);
}

function transposeTwo(M: usize, mRow: usize, T: usize, tRow: usize): void {
  const x = v128.load(M), y = v128.load(M + mRow);
  v128.store(T, v128.shuffle<f64>(x, y, 0, 2)); // x0 y0
  v128.store(T + tRow, v128.shuffle<f64>(x, y, 1, 3));
}

function transposeFour(M: usize, mRow: usize, T: usize, tRow: usize): void {
  const x = v128.load(M), y = v128.load(M + mRow), z = v128.load(M + 2 * mRow), w = v128.load(M + 3 * mRow);
  const xy01 = v128.shuffle<f32>(x, y, 0, 4, 1, 5); // x0 y0 x1 y1
  const xy23 = v128.shuffle<f32>(x, y, 2, 6, 3, 7); // x2 y2 x3 y3
  const zw01 = v128.shuffle<f32>(z, w, 0, 4, 1, 5);
  const zw23 = v128.shuffle<f32>(z, w, 2, 6, 3, 7);
  v128.store(T, v128.shuffle<f32>(xy01, zw01, 0, 1, 4, 5)); // x0 y0 z0 w0
  v128.store(T + tRow, v128.shuffle<f32>(xy01, zw01, 2, 3, 6, 7));
  v128.store(T + 2 * tRow, v128.shuffle<f32>(xy23, zw23, 0, 1, 4, 5));
  v128.store(T + 3 * tRow, v128.shuffle<f32>(xy23, zw23, 2, 3, 6, 7));
}
