import { copyNumbers, multiplyAdd, NUMBER, VECTOR } from './numbers';
import { pack, PANEL_ROW, TILE_COLS } from './pack';

export const TILE_ROWS: usize = TILE_VECTORS == 4 ? 6 : 4;

/** How far down a panel goes at once: what it holds stays in the first-level cache, and the columns of A beside it in the second. */
const DEPTH: usize = 16384 / PANEL_ROW;

/** What a product packs into: one tile, and one panel with the row above it. */
export const SCRATCH_BYTES: usize = (TILE_ROWS + 1 + DEPTH) * PANEL_ROW;

/**
 * C = max(floor, A·B + start), by tiles of some rows.  A (m, depth), B (depth, n), C (m, n) row-major, start (1, n) or 0.
 *
 * Element (r, c) of A lies at A + r·aRow + c·aCol, and B's likewise, so that either may be read transposed; the rows of C lie
 * cRow bytes apart, so that it may be some columns of a wider one. `scratch` has SCRATCH_BYTES. The sums of all but the last DEPTH
 * columns of A wait in C, which changes no bit of them.
 */
export function product(
  A: usize, aRow: usize, aCol: usize, B: usize, bRow: usize, bCol: usize,
  start: usize, floor: f32, C: usize, cRow: usize, m: usize, depth: usize, n: usize, scratch: usize,
): void {
  for (let k: usize = 0; k < depth; k += DEPTH) {
    const some = min(DEPTH, depth - k);
    addProduct(
      A + k * aCol, aRow, aCol, B + k * bRow, bRow, bCol, k == 0 ? start : 0, k > 0,
      k + some == depth ? floor : -Infinity, C, cRow, m, some, n, scratch,
    );
  }
}

/** The same of so many columns of A, down one panel of B at a time; `more` where what is in C already counts. */
function addProduct(
  A: usize, aRow: usize, aCol: usize, B: usize, bRow: usize, bCol: usize,
  start: usize, more: bool, floor: f32, C: usize, cRow: usize, m: usize, depth: usize, n: usize, scratch: usize,
): void {
  const panel = scratch + TILE_ROWS * PANEL_ROW;
  for (let j: usize = 0; j < n; j += TILE_COLS) {
    const cols = min(TILE_COLS, n - j);
    pack(start == 0 ? 0 : start + j * NUMBER, B + j * bCol, bRow, bCol, depth, cols, panel);
    for (let i: usize = 0; i < m; i += TILE_ROWS) {
      const rows = min(TILE_ROWS, m - i);
      const c = C + i * cRow + j * NUMBER;
      const whole = rows == TILE_ROWS && cols == TILE_COLS;
      const to = whole ? c : scratch;
      const toRow = whole ? cRow : PANEL_ROW;
      if (more && !whole) for (let r: usize = 0; r < rows; r++) copyNumbers(scratch + r * PANEL_ROW, c + r * cRow, cols);
      multiplyTile(A + i * aRow, aRow, rows - 1, aCol, panel, depth, more ? to : panel, more ? toRow : 0, floor, to, toRow);
      if (!whole) for (let r: usize = 0; r < rows; r++) copyNumbers(c + r * cRow, scratch + r * PANEL_ROW, cols);
    }
  }
}

/**
 * A tile of C from the rows of A from a on, of which `last` is the last one: below it, it is read again, and what comes of it stays in
 * the scratch tile. The sums begin with what is at `from`, in rows so far apart.
 */
function multiplyTile(
  a: usize, aRow: usize, last: usize, aCol: usize,
  panel: usize, depth: usize, from: usize, fromRow: usize, floor: f32, C: usize, cRow: usize,
): void {
  const a1 = a + min(1, last) * aRow, a2 = a + min(2, last) * aRow, a3 = a + min(3, last) * aRow;
  if (TILE_VECTORS == 4) {
    const a4 = a + min(4, last) * aRow, a5 = a + min(5, last) * aRow;
    wideTile(a, a1, a2, a3, a4, a5, aCol, panel, depth, from, fromRow, floor, C, cRow);
  } else {
    tile(a, a1, a2, a3, aCol, panel, depth, from, fromRow, floor, C, cRow);
  }
}

/**
 * The 4 × 8 numbers of C stay in eight registers while k runs down the panel: 6 loads for 32 multiply-adds.
 *
 *                      panel
 *                 k ▼  b0     b1            one row of B, 2 vectors of 4
 *     A     ──k──►
 *     a0  · · · ·      c00    c01
 *     a1  · · · ·      c10    c11           crX += (A's element, four times) ⊙ bX
 *     a2  · · · ·      c20    c21
 *     a3  · · · ·      c30    c31
 *
 * No unrolling over k, and no more rows: Node 20 keeps no more in registers (6 × 8 is .7 × as fast there, and 1.1 × on Node 24).
 * pmax(c, floor) = c < floor ? floor : c hands a NaN on.
 */
function tile(
  a0: usize, a1: usize, a2: usize, a3: usize, aCol: usize,
  panel: usize, depth: usize, from: usize, fromRow: usize, floor: f32, C: usize, cRow: usize,
): void {
  let c00 = v128.load(from), c01 = v128.load(from, VECTOR); from += fromRow;
  let c10 = v128.load(from), c11 = v128.load(from, VECTOR); from += fromRow;
  let c20 = v128.load(from), c21 = v128.load(from, VECTOR); from += fromRow;
  let c30 = v128.load(from), c31 = v128.load(from, VECTOR);
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

/**
 * The same with 6 × 16 numbers: twenty-four registers of four, or twelve of eight, which is what the engine's pass over pairs makes of
 * them. With those of a row of B and A's element that is all fifteen that it gives out.
 */
function wideTile(
  a0: usize, a1: usize, a2: usize, a3: usize, a4: usize, a5: usize, aCol: usize,
  panel: usize, depth: usize, from: usize, fromRow: usize, floor: f32, C: usize, cRow: usize,
): void {
  let c00 = v128.load(from), c01 = v128.load(from, VECTOR), c02 = v128.load(from, 2 * VECTOR), c03 = v128.load(from, 3 * VECTOR); from += fromRow;
  let c10 = v128.load(from), c11 = v128.load(from, VECTOR), c12 = v128.load(from, 2 * VECTOR), c13 = v128.load(from, 3 * VECTOR); from += fromRow;
  let c20 = v128.load(from), c21 = v128.load(from, VECTOR), c22 = v128.load(from, 2 * VECTOR), c23 = v128.load(from, 3 * VECTOR); from += fromRow;
  let c30 = v128.load(from), c31 = v128.load(from, VECTOR), c32 = v128.load(from, 2 * VECTOR), c33 = v128.load(from, 3 * VECTOR); from += fromRow;
  let c40 = v128.load(from), c41 = v128.load(from, VECTOR), c42 = v128.load(from, 2 * VECTOR), c43 = v128.load(from, 3 * VECTOR); from += fromRow;
  let c50 = v128.load(from), c51 = v128.load(from, VECTOR), c52 = v128.load(from, 2 * VECTOR), c53 = v128.load(from, 3 * VECTOR);
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
    a = v128.load_splat<Real>(a4);
    c40 = multiplyAdd(a, b0, c40); c41 = multiplyAdd(a, b1, c41); c42 = multiplyAdd(a, b2, c42); c43 = multiplyAdd(a, b3, c43);
    a = v128.load_splat<Real>(a5);
    c50 = multiplyAdd(a, b0, c50); c51 = multiplyAdd(a, b1, c51); c52 = multiplyAdd(a, b2, c52); c53 = multiplyAdd(a, b3, c53);
    a0 += aCol; a1 += aCol; a2 += aCol; a3 += aCol; a4 += aCol; a5 += aCol;
  }
  const low = v128.splat<Real>(<Real>floor);
  v128.store(C, v128.pmax<Real>(c00, low)); v128.store(C, v128.pmax<Real>(c01, low), VECTOR); v128.store(C, v128.pmax<Real>(c02, low), 2 * VECTOR); v128.store(C, v128.pmax<Real>(c03, low), 3 * VECTOR); C += cRow;
  v128.store(C, v128.pmax<Real>(c10, low)); v128.store(C, v128.pmax<Real>(c11, low), VECTOR); v128.store(C, v128.pmax<Real>(c12, low), 2 * VECTOR); v128.store(C, v128.pmax<Real>(c13, low), 3 * VECTOR); C += cRow;
  v128.store(C, v128.pmax<Real>(c20, low)); v128.store(C, v128.pmax<Real>(c21, low), VECTOR); v128.store(C, v128.pmax<Real>(c22, low), 2 * VECTOR); v128.store(C, v128.pmax<Real>(c23, low), 3 * VECTOR); C += cRow;
  v128.store(C, v128.pmax<Real>(c30, low)); v128.store(C, v128.pmax<Real>(c31, low), VECTOR); v128.store(C, v128.pmax<Real>(c32, low), 2 * VECTOR); v128.store(C, v128.pmax<Real>(c33, low), 3 * VECTOR); C += cRow;
  v128.store(C, v128.pmax<Real>(c40, low)); v128.store(C, v128.pmax<Real>(c41, low), VECTOR); v128.store(C, v128.pmax<Real>(c42, low), 2 * VECTOR); v128.store(C, v128.pmax<Real>(c43, low), 3 * VECTOR); C += cRow;
  v128.store(C, v128.pmax<Real>(c50, low)); v128.store(C, v128.pmax<Real>(c51, low), VECTOR); v128.store(C, v128.pmax<Real>(c52, low), 2 * VECTOR); v128.store(C, v128.pmax<Real>(c53, low), 3 * VECTOR);
}
