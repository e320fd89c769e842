import { copyNumbers, multiplyAdd, NUMBER, VECTOR } from './numbers';
import { pack, PANEL_ROW, TILE_COLS } from './pack';

export const TILE_ROWS: usize = 4;

/** What a product packs into: one tile, and one panel with the row above it. */
@inline
export function scratchBytes(depth: usize): usize {
  return (TILE_ROWS + 1 + depth) * PANEL_ROW;
}

/**
 * C = max(floor, A·B + start), by tiles of 4 rows.  A (m, depth), B (depth, n), C (m, n) row-major, start (1, n) or 0.
 *
 * Element (r, c) of A lies at A + r·aRow + c·aCol, and B's likewise, so that either may be read transposed; the rows of C lie
 * cRow bytes apart, so that it may be some columns of a wider one. `scratch` has `scratchBytes(depth)`.
 */
export function product(
  A: usize, aRow: usize, aCol: usize, B: usize, bRow: usize, bCol: usize,
  start: usize, floor: f32, C: usize, cRow: usize, m: usize, depth: usize, n: usize, scratch: usize,
): void {
  const panel = scratch + TILE_ROWS * PANEL_ROW;
  for (let j: usize = 0; j < n; j += TILE_COLS) {
    const cols = min(TILE_COLS, n - j);
    pack(start == 0 ? 0 : start + j * NUMBER, B + j * bCol, bRow, bCol, depth, cols, panel);
    for (let i: usize = 0; i < m; i += TILE_ROWS) {
      const rows = min(TILE_ROWS, m - i);
      const a = A + i * aRow;
      const c = C + i * cRow + j * NUMBER;
      const whole = rows == TILE_ROWS && cols == TILE_COLS;
      // below the last row of A its last row is read again; what comes of it stays in the scratch tile
      multiplyTile(
        a, a + min(1, rows - 1) * aRow, a + min(2, rows - 1) * aRow, a + min(3, rows - 1) * aRow, aCol,
        panel, depth, floor, whole ? c : scratch, whole ? cRow : PANEL_ROW,
      );
      if (!whole) for (let r: usize = 0; r < rows; r++) copyNumbers(c + r * cRow, scratch + r * PANEL_ROW, cols);
    }
  }
}

function multiplyTile(
  a0: usize, a1: usize, a2: usize, a3: usize, aCol: usize,
  panel: usize, depth: usize, floor: f32, C: usize, cRow: usize,
): void {
  if (TILE_VECTORS == 4) wideTile(a0, a1, a2, a3, aCol, panel, depth, floor, C, cRow);
  else tile(a0, a1, a2, a3, aCol, panel, depth, floor, C, cRow);
}

/**
 * The 4 × 8 numbers of C stay in eight registers while k runs down the panel: 6 loads for 32 multiply-adds.
 *
 *                      panel
 *                      start  start         (where c00 … c31 begin)
 *                 k ▼  b0     b1            one row of B, 2 vectors of 4
 *     A     ──k──►
 *     a0  · · · ·      c00    c01
 *     a1  · · · ·      c10    c11           crX += (A's element, four times) ⊙ bX
 *     a2  · · · ·      c20    c21
 *     a3  · · · ·      c30    c31
 *
 * No unrolling over k: it needs more registers than there are. pmax(c, floor) = c < floor ? floor : c hands a NaN on.
 */
function tile(
  a0: usize, a1: usize, a2: usize, a3: usize, aCol: usize,
  panel: usize, depth: usize, floor: f32, C: usize, cRow: usize,
): void {
  let c00 = v128.load(panel), c01 = v128.load(panel, VECTOR);
  let c10 = c00, c11 = c01, c20 = c00, c21 = c01, c30 = c00, c31 = c01;
  let b = panel + PANEL_ROW;
  for (const end = b + depth * PANEL_ROW; b < end; b += PANEL_ROW) {
    const b0 = v128.load(b), b1 = v128.load(b, VECTOR);
    let a = v128.load_splat<Real>(a0);
    c00 = multiplyAdd(a, b0, c00); c01 = multiplyAdd(a, b1, c01);
    a = v128.load_splat<Real>(a1);
    c10 = multiplyAdd(a, b0, c10); c11 = multiplyAdd(a, b1, c11);
    a = v128.load_splat<Real>(a2);
    c20 = multiplyAdd(a, b0, c20); c21 = multiplyAdd(a, b1, c21);
    a = v128.load_splat<Real>(a3);
    c30 = multiplyAdd(a, b0, c30); c31 = multiplyAdd(a, b1, c31);
    a0 += aCol; a1 += aCol; a2 += aCol; a3 += aCol;
  }
  const low = v128.splat<Real>(<Real>floor);
  v128.store(C, v128.pmax<Real>(c00, low)); v128.store(C, v128.pmax<Real>(c01, low), VECTOR); C += cRow;
  v128.store(C, v128.pmax<Real>(c10, low)); v128.store(C, v128.pmax<Real>(c11, low), VECTOR); C += cRow;
  v128.store(C, v128.pmax<Real>(c20, low)); v128.store(C, v128.pmax<Real>(c21, low), VECTOR); C += cRow;
  v128.store(C, v128.pmax<Real>(c30, low)); v128.store(C, v128.pmax<Real>(c31, low), VECTOR);
}

/** The same with 4 × 16 numbers: sixteen registers of four, or eight of eight, which is all that the engine's pass over pairs asks for. */
function wideTile(
  a0: usize, a1: usize, a2: usize, a3: usize, aCol: usize,
  panel: usize, depth: usize, floor: f32, C: usize, cRow: usize,
): void {
  let c00 = v128.load(panel), c01 = v128.load(panel, VECTOR), c02 = v128.load(panel, 2 * VECTOR), c03 = v128.load(panel, 3 * VECTOR);
  let c10 = c00, c11 = c01, c12 = c02, c13 = c03;
  let c20 = c00, c21 = c01, c22 = c02, c23 = c03;
  let c30 = c00, c31 = c01, c32 = c02, c33 = c03;
  let b = panel + PANEL_ROW;
  for (const end = b + depth * PANEL_ROW; b < end; b += PANEL_ROW) {
    const b0 = v128.load(b), b1 = v128.load(b, VECTOR), b2 = v128.load(b, 2 * VECTOR), b3 = v128.load(b, 3 * VECTOR);
    let a = v128.load_splat<Real>(a0);
    c00 = multiplyAdd(a, b0, c00); c01 = multiplyAdd(a, b1, c01); c02 = multiplyAdd(a, b2, c02); c03 = multiplyAdd(a, b3, c03);
    a = v128.load_splat<Real>(a1);
    c10 = multiplyAdd(a, b0, c10); c11 = multiplyAdd(a, b1, c11); c12 = multiplyAdd(a, b2, c12); c13 = multiplyAdd(a, b3, c13);
    a = v128.load_splat<Real>(a2);
    c20 = multiplyAdd(a, b0, c20); c21 = multiplyAdd(a, b1, c21); c22 = multiplyAdd(a, b2, c22); c23 = multiplyAdd(a, b3, c23);
    a = v128.load_splat<Real>(a3);
    c30 = multiplyAdd(a, b0, c30); c31 = multiplyAdd(a, b1, c31); c32 = multiplyAdd(a, b2, c32); c33 = multiplyAdd(a, b3, c33);
    a0 += aCol; a1 += aCol; a2 += aCol; a3 += aCol;
  }
  const low = v128.splat<Real>(<Real>floor);
  v128.store(C, v128.pmax<Real>(c00, low)); v128.store(C, v128.pmax<Real>(c01, low), VECTOR); v128.store(C, v128.pmax<Real>(c02, low), 2 * VECTOR); v128.store(C, v128.pmax<Real>(c03, low), 3 * VECTOR); C += cRow;
  v128.store(C, v128.pmax<Real>(c10, low)); v128.store(C, v128.pmax<Real>(c11, low), VECTOR); v128.store(C, v128.pmax<Real>(c12, low), 2 * VECTOR); v128.store(C, v128.pmax<Real>(c13, low), 3 * VECTOR); C += cRow;
  v128.store(C, v128.pmax<Real>(c20, low)); v128.store(C, v128.pmax<Real>(c21, low), VECTOR); v128.store(C, v128.pmax<Real>(c22, low), 2 * VECTOR); v128.store(C, v128.pmax<Real>(c23, low), 3 * VECTOR); C += cRow;
  v128.store(C, v128.pmax<Real>(c30, low)); v128.store(C, v128.pmax<Real>(c31, low), VECTOR); v128.store(C, v128.pmax<Real>(c32, low), 2 * VECTOR); v128.store(C, v128.pmax<Real>(c33, low), 3 * VECTOR);
}
