import { expect, it } from 'vitest';
import { EXACT, worstOf } from '../../bench/exactness/every-float.ts';
import { bestVariant } from '../../scratch/kernels/simd/choice.ts';

bestVariant(); // lets Node 20 accept the relaxed variant

/** Every so-many-th float32; npm run exactness tries all. */
const STEP = 4999;

it.each(EXACT)('$name is within 2 units in the last place of the true value, from one end of float32 to the other', (exact) => {
  const { tried, worst } = worstOf(exact, STEP);
  expect(tried).toBeGreaterThan(200_000);
  expect(worst.map(({ variant }) => variant)).toEqual(['wide', 'relaxed', 'plain']);
  for (const { variant, ulps, x } of worst) {
    expect(ulps, `${variant}, at ${x}`).toBeLessThanOrEqual(2);
    expect(ulps).toBeGreaterThan(0.49); // none is better than rounding once
  }
});

it('sees an error of two places, and a NaN', () => {
  const [exp] = EXACT;
  const off = worstOf({ ...exp!, f: (x) => Math.exp(x) * (1 + 2 ** -21) }, STEP);
  for (const { ulps } of off.worst) expect(ulps).toBeGreaterThan(4);
  for (const { ulps } of worstOf({ ...exp!, f: () => NaN }, STEP).worst) expect(ulps).toBe(Infinity);
});
