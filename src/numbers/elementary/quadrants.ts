/** x = (4k + quadrant)·π/2 + high + low, |high + low| ≤ π/4. */
export interface Reduced {
  readonly quadrant: number; // 0 … 3
  readonly high: number;
  readonly low: number; // below the last place of high
}

export function reduced(x: number): Reduced {
  if (Math.abs(x) <= Math.PI / 4) return { quadrant: 0, high: x, low: 0 };
  return Math.abs(x) < FAR ? byParts(x) : byWholeNumbers(x);
}

/** Below it the whole number of quarter turns has 20 bits. */
const FAR = 2 ** 20;
/** π/2 in parts of 33 bits, so that a whole number of 20 bits times each is exact (Cody and Waite, 1980), and what is left. */
const PARTS = [1.5707963267341256, 6.077100506303966e-11, 2.0222662487111665e-21, 8.4784276603689e-32] as const;

function byParts(x: number): Reduced {
  const n = Math.round(x / (Math.PI / 2));
  const first = x - n * PARTS[0]; // exact: the two are near each other
  const second = first - n * PARTS[1];
  const third = second - n * PARTS[2];
  const lost = lostIn(first, n * PARTS[1], second) + lostIn(second, n * PARTS[2], third);
  const low = lost - n * PARTS[3];
  const high = third + low;
  return { quadrant: n & 3, high, low: third - high + low };
}

/** What a − b lost when it was rounded to d (Knuth's two-sum). */
function lostIn(a: number, b: number, d: number): number {
  const subtracted = a - d;
  return a - (d + subtracted) + (subtracted - b);
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

/** Quarter turns and what is left, in whole numbers of as many digits as the largest x needs (after Payne and Hanek, 1983). */
function byWholeNumbers(x: number): Reduced {
  const behind = Math.abs(x) < 2 ** 53 ? 33 : 0; // bits of x behind the point, at most
  const product = (BigInt(x * 2 ** behind) * TWO_OVER_PI) >> BigInt(behind); // in 2⁻¹²⁰⁰ of a quarter turn
  const n = (product + HALF) >> 1200n;
  const angle = (((product - (n << 1200n)) >> (1200n - KEPT)) * HALF_PI) >> KEPT;
  const high = Number(angle);
  return { quadrant: Number(n & 3n), high: high * 2 ** -128, low: Number(angle - BigInt(high)) * 2 ** -128 };
}
