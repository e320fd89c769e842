import { copyFloats, FLOAT, VECTOR } from './floats';

export const TILE_COLS: usize = 8;
/** A panel is 8 columns of B, row after row, with the row that the sums start from above them. */
export const PANEL_ROW: usize = TILE_COLS * FLOAT;

/**
 * Copies `cols` ≤ 8 columns of B (depth, ·) into a panel of (1 + depth) rows, the columns past them zeros; its first
 * row is `start`, or zeros where that is 0. Element (k, c) of B lies at B + k·bRow + c·bCol.
 */
export function pack(
  start: usize, B: usize, bRow: usize, bCol: usize, depth: usize, cols: usize, panel: usize,
): void {
  v128.store(panel, f32x4.splat(0));
  v128.store(panel, f32x4.splat(0), VECTOR);
  if (start != 0) copyFloats(panel, start, cols);
  let p = panel + PANEL_ROW;
  const end = p + depth * PANEL_ROW;
  if (cols == TILE_COLS && bCol == FLOAT) {
    for (; p < end; p += PANEL_ROW, B += bRow) {
      v128.store(p, v128.load(B));
      v128.store(p, v128.load(B, VECTOR), VECTOR);
    }
  } else if (cols == TILE_COLS && bRow == FLOAT) {
    for (; p + 3 * PANEL_ROW < end; p += 4 * PANEL_ROW, B += VECTOR) {
      packTransposed(B, bCol, p);
      packTransposed(B + 4 * bCol, bCol, p + VECTOR);
    }
  }
  for (; p < end; p += PANEL_ROW, B += bRow) { // what is left over, and any narrow panel
    for (let c: usize = 0; c < TILE_COLS; c++) store<f32>(p + c * FLOAT, c < cols ? load<f32>(B + c * bCol) : 0);
  }
}

/** The 4 × 4 block whose columns lie at b, b + bCol, …, written as half of four rows of a panel at p. */
function packTransposed(b: usize, bCol: usize, p: usize): void {
  const x = v128.load(b), y = v128.load(b + bCol), z = v128.load(b + 2 * bCol), w = v128.load(b + 3 * bCol);
  const xy01 = v128.shuffle<f32>(x, y, 0, 4, 1, 5); // x0 y0 x1 y1
  const xy23 = v128.shuffle<f32>(x, y, 2, 6, 3, 7); // x2 y2 x3 y3
  const zw01 = v128.shuffle<f32>(z, w, 0, 4, 1, 5);
  const zw23 = v128.shuffle<f32>(z, w, 2, 6, 3, 7);
  v128.store(p, v128.shuffle<f32>(xy01, zw01, 0, 1, 4, 5)); // x0 y0 z0 w0
  v128.store(p + PANEL_ROW, v128.shuffle<f32>(xy01, zw01, 2, 3, 6, 7));
  v128.store(p + 2 * PANEL_ROW, v128.shuffle<f32>(xy23, zw23, 0, 1, 4, 5));
  v128.store(p + 3 * PANEL_ROW, v128.shuffle<f32>(xy23, zw23, 2, 3, 6, 7));
}
