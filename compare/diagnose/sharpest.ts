import type { Explanation } from './mistake.ts';
import { type Case, Prediction } from './prediction.ts';

/** An explanation that strays so many times further than the best one, and by more than this share of what rounding may take, is another. */
const STRAYING = 4;
const NOISE = 0.1;
/** Below it two numbers are the same in float64. */
const FLOAT64 = 1e-11;

/**
 * Of explanations that all match, those that match as well as the best: a mistake gives its numbers to the last digits
 * of the float type, one that only resembles it strays. What had to leave probes out gives way to what did not, and
 * of one mistake's variants the first is kept.
 */
export function sharpest(facts: Case, explanations: readonly Explanation[]): Explanation[] {
  const predicting = explanations.filter((mistakes) => !mistakes.some(({ unpredictable }) => unpredictable));
  const weighed = (predicting.length > 0 ? predicting : explanations).map((mistakes) => {
    const gaps = new Prediction(facts, mistakes).gaps();
    const worst = Math.max(...gaps.map(({ relative }) => (Number.isFinite(relative) ? relative : 0)));
    return { mistakes, worst, share: Math.max(...gaps.map(({ share }) => share)) };
  });
  const exact = weighed.filter(({ worst }) => worst <= FLOAT64);
  const bound = Math.max(NOISE, STRAYING * Math.min(...weighed.map(({ share }) => share)));
  const kept = (exact.length > 0 ? exact : weighed.filter(({ share }) => share <= bound)).map(({ mistakes }) => mistakes);
  const key = (mistakes: Explanation) =>
    mistakes
      .map(({ id }) => id)
      .sort()
      .join(' + ');
  return kept.filter((mistakes, i) => kept.findIndex((earlier) => key(earlier) === key(mistakes)) === i);
}
