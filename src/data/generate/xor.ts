import type { PointOf } from './point.ts';

/** Half the side of the square whose corners the classes share out, and how far points scatter about a corner. */
const CORNER = 1;
const NOISE = 0.3;

/** Exclusive or: class 1 where one of the two coordinates is positive, class 0 where both or neither are. */
export const xorPoint: PointOf = (label, random) => {
  const x = random.uniform(0, 1) < 0.5 ? -CORNER : CORNER;
  const y = label === 1 ? -x : x;
  return [x + NOISE * random.normal(), y + NOISE * random.normal()];
};
