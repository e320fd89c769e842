import { allowRelaxed, joinsPairs } from '../../../src/host/engine.ts';
import { exp } from '../../../src/numbers/elementary/exponential.ts';
import type { Dtype } from '../../../src/numbers/matrix.ts';
import type { Kernels } from '../kernels.ts';
import { accepts, type Variant } from './engine.ts';
import { createSimd } from './simd.ts';

/** The fastest variant that this JavaScript engine accepts, or undefined where it has no SIMD at all. */
export function bestVariant(dtype: Dtype = 'float32'): Variant | undefined {
  allowRelaxed();
  const variant = (['relaxed', 'plain'] as const).find((each) => accepts(each, dtype));
  return variant === 'relaxed' && joinsPairs() && isWideBetter(dtype) ? 'wide' : variant;
}

const known: { [dtype in Dtype]?: boolean } = {}; // of this thread

/** By a trial of some 3 ms, once: the same bits, in less time. */
function isWideBetter(dtype: Dtype): boolean {
  known[dtype] ??= (() => {
    const [relaxed, wide] = [trial(createSimd('relaxed', dtype)), trial(createSimd('wide', dtype))];
    const times = Array.from({ length: TRIES }, () => [relaxed.milliseconds(), wide.milliseconds()] as const);
    const least = (which: 0 | 1) => Math.min(...times.map((pair) => pair[which]));
    return sameBits(wide.numbers(), relaxed.numbers()) && least(1) < least(0);
  })();
  return known[dtype];
}

const TRIES = 7;

/** A layer of 64 units on 64 rows of 256 numbers, and then what a step asks of JavaScript: the loss's exponentials. */
function trial(kernels: Kernels) {
  const [X, W, b, Y] = [kernels.matrix(64, 256), kernels.matrix(256, 64), kernels.matrix(1, 64), kernels.matrix(64, 64)];
  for (const { data } of [X, W, b]) data.forEach((_, i) => (data[i] = ((i * 7919) % 1009) / 1009 - 0.5));
  return {
    milliseconds(): number {
      const start = performance.now();
      for (let call = 0; call < 4; call++) {
        kernels.affine(X, W, b, true, Y);
        for (let i = 0; i < 64; i++) exp(-i);
      }
      return performance.now() - start;
    },
    numbers: () => Y.data,
  };
}

function sameBits(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i])) return false;
  return true;
}
