import { KINDS } from '../../scratch/kernels/simd/activations.ts';
import { type Variant, variants } from '../../scratch/kernels/simd/engine.ts';
import { address, bytes } from '../../scratch/kernels/simd/exports.ts';
import { MatrixMemory } from '../../scratch/kernels/simd/memory.ts';
import { instantiate } from '../../scratch/kernels/simd/simd.ts';
import { logistic } from '../../src/numbers/special.ts';

/** A function that the kernels compute by a polynomial, and in float64, whose own error is some 10⁻⁸ of a float32's last place. */
export interface Exact {
  readonly name: string;
  readonly kind: string;
  readonly f: (x: number) => number;
  /** All x from −below to above: beyond them the answer is the same as at the end. */
  readonly below: number;
  readonly above: number;
}

export const EXACT: readonly Exact[] = [
  { name: 'exp', kind: 'exp', f: Math.exp, below: 106, above: 90 },
  { name: 'expm1, as in elu(1)', kind: 'elu', f: Math.expm1, below: 21, above: 0 },
  { name: 'tanh', kind: 'tanh', f: Math.tanh, below: 10, above: 10 },
  { name: 'sigmoid', kind: 'sigmoid', f: logistic, below: 106, above: 90 },
];

/** The largest error in units in the last place of the true value, and the x that has it. */
export interface Worst {
  readonly variant: Variant;
  readonly ulps: number;
  readonly x: number;
}

const BLOCK = 2 ** 14;

/** Tries every `step`-th float32 of the range, from ±0 outwards. */
export function worstOf({ kind, f, below, above }: Exact, step: number): { readonly tried: number; readonly worst: readonly Worst[] } {
  const runs = variants.map((variant) => {
    const memory = new MatrixMemory();
    return { variant, M: memory.matrix(1, BLOCK), wasm: instantiate(variant, memory), ulps: 0, x: 0 };
  });
  const [x, truth] = [new Float32Array(BLOCK), new Float64Array(BLOCK)];
  const bits = new Uint32Array(x.buffer);
  let tried = 0;
  for (const [sign, end] of [
    [0, above],
    [2 ** 31, below],
  ] as const) {
    const last = bitsOf(end);
    for (let first = 0; first <= last; first += BLOCK * step) {
      for (let i = 0; i < BLOCK; i++) bits[i] = sign + Math.min(last, first + i * step);
      for (let i = 0; i < BLOCK; i++) truth[i] = f(x[i]!);
      for (const run of runs) {
        run.M.data.set(x);
        run.wasm.activate(KINDS.indexOf(kind), 1, address(run.M), bytes(run.M));
        note(run, run.M.data, truth, x);
      }
      tried += Math.min(BLOCK, Math.floor((last - first) / step) + 1);
    }
  }
  return { tried, worst: runs.map(({ variant, ulps, x }) => ({ variant, ulps, x })) };
}

function note(run: { ulps: number; x: number }, got: ArrayLike<number>, truth: Float64Array, x: Float32Array): void {
  const high = new Uint32Array(truth.buffer); // little-endian: the odd ones have the exponent
  for (let i = 0; i < truth.length; i++) {
    const exponent = ((high[2 * i + 1]! >>> 20) & 0x7ff) - 1023;
    const error = Math.abs(got[i]! - truth[i]!) * PER_ULP[exponent < -126 ? 0 : exponent + 126]!;
    const ulps = got[i] === Infinity && Math.fround(truth[i]!) === Infinity ? 0 : Number.isNaN(error) ? Infinity : error;
    if (ulps <= run.ulps) continue;
    run.ulps = ulps;
    run.x = x[i]!;
  }
}

/** Numbers in [2ᵉ, 2ᵉ⁺¹) lie 2^(e − 23) apart in float32, those below 2⁻¹²⁶ as those above it. */
const PER_ULP = Float64Array.from({ length: 256 }, (_, i) => 2 ** (23 - (i - 126)));

function bitsOf(x: number): number {
  return new Uint32Array(Float32Array.of(x).buffer)[0]!;
}
