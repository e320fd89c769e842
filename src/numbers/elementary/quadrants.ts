/** x = (4k + quadrant)·π/2 + high + low, |high + low| ≤ π/4. */
export interface Reduced {
  readonly quadrant: number; // 0 … 3
  readonly high: number;
  readonly low: number; // below the last place of high
}

/** ⌊2/π·2¹²⁰⁰⌋ and ⌊π/2·2¹²⁸⌋; by mpmath with mp.prec = 1300: hex(int(mp.floor(mp.ldexp(2/mp.pi, 1200)))). */
const TWO_OVER_PI = BigInt(
  '0xa2f9836e4e441529fc2757d1f534ddc0db6295993c439041fe5163abdebbc561b7246e3a424dd2e006492eea09d1921cfe1deb' +
    '1cb129a73ee88235f52ebb4484e99c7026b45f7e413991d639835339f49c845f8bbdf9283b1ff897ffde05980fef2f118b5a0a6d' +
    '1f6d367ecf27cb09b74f463f669e5fea2d7527bac7ebe5f17b3d0739f78a5292ea6bfb5fb11f8d5d0856033046fc7b',
);
const HALF_PI = 0x1921fb54442d18469898cc51701b839a2n;
const HALF = 1n << 1199n;
/** Bits behind the point that are kept of what is left. */
const KEPT = 128n;

/** In whole numbers of as many digits as the largest x needs (after Payne and Hanek, 1983). */
export function reduced(x: number): Reduced {
  const behind = Math.abs(x) < 2 ** 53 ? 53 : 0; // bits of x behind the point, at most
  const product = (BigInt(x * 2 ** behind) * TWO_OVER_PI) >> BigInt(behind); // in 2⁻¹²⁰⁰ of a quarter turn
  const n = (product + HALF) >> 1200n;
  const angle = (((product - (n << 1200n)) >> (1200n - KEPT)) * HALF_PI) >> KEPT;
  const high = Number(angle);
  return { quadrant: Number(n & 3n), high: high * 2 ** -128, low: Number(angle - BigInt(high)) * 2 ** -128 };
}
