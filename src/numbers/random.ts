import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import { sha256 } from '../host/sha256.ts';
import { log } from './elementary/logarithm.ts';

/** A source of random numbers; every call takes the next ones of its own sequence. */
export interface Stream {
  /** A number in [low, high), of 53 random bits. */
  uniform(low: number, high: number): number;
  /** A standard normal number: mean 0, standard deviation 1. */
  normal(): number;
  /** 0 … n − 1 in random order, every order as likely as any other (Fisher–Yates). */
  permutation(n: number): Uint32Array;
}

/**
 * The random stream for one purpose under one seed: 'initial', 'order', 'split' and the like. The same two give the
 * same numbers on every machine; streams that differ in either have nothing to do with each other, so drawing more
 * from one never shifts another.
 *
 * The generator is xoroshiro128+; its 128 bits of state are the first 16 bytes of SHA-256 of `purpose`, a zero byte
 * and the seed in decimals, which leaves neighbouring seeds as unrelated as any others. Normal numbers are made by
 * Marsaglia's polar method.
 *
 * @throws RangeError if the seed is not a whole number within ±(2⁵³ − 1).
 */
export function stream(seed: number, purpose: string): Stream {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`A seed is a whole number, got ${seed}.`);
  const { buffer, byteOffset } = sha256(`${purpose}\0${seed}`);
  const hash = new DataView(buffer, byteOffset);
  const generator = xoroshiro128plusFromState([0, 4, 8, 12].map((byte) => hash.getInt32(byte, true)));
  const unit = (): number => uniformFloat64(generator);

  return {
    uniform: (low, high) => low + (high - low) * unit(),
    normal: normalOf(unit),
    permutation(n) {
      const order = Uint32Array.from({ length: n }, (_, i) => i);
      for (let last = n - 1; last > 0; last--) {
        const chosen = uniformInt(generator, 0, last);
        const held = order[last]!;
        order[last] = order[chosen]!;
        order[chosen] = held;
      }
      return order;
    },
  };
}

/** Two from each point drawn in the unit disc: one at once, one at the next call. */
function normalOf(unit: () => number): () => number {
  let kept: number | undefined;
  return () => {
    if (kept !== undefined) {
      const second = kept;
      kept = undefined;
      return second;
    }
    let [x, y, r2] = [0, 0, 0];
    while (r2 === 0 || r2 > 1) {
      x = unit() * 2 - 1;
      y = unit() * 2 - 1;
      r2 = x * x + y * y;
    }
    const scale = Math.sqrt((-2 * log(r2)) / r2);
    kept = x * scale;
    return y * scale;
  };
}
