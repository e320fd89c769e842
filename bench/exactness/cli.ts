// npm run exactness: tries the simd kernels' exponentials on every float32 (minutes), or on every n-th: npm run exactness -- 1000
import { bestVariant } from '../../scratch/kernels/simd/choice.ts';
import { EXACT, worstOf } from './every-float.ts';

bestVariant(); // lets Node 20 accept the relaxed variant
for (const exact of EXACT) {
  const { tried, worst } = worstOf(exact, Number(process.argv[2] ?? 1));
  const errors = worst.map(({ variant, ulps, x }) => `${variant} ${ulps.toFixed(4)} at ${x}`);
  console.log(`${exact.name}: ${tried.toLocaleString('en-US')} numbers, units in the last place: ${errors.join(', ')}`);
}
