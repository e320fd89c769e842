import { cos, sin } from '../../numbers/elementary/circular.ts';
import type { PointOf } from './point.ts';

const RADII = [1, 0.5] as const;
const NOISE = 0.1;

/** Class 0 on the circle of radius 1, class 1 on that of 0.5 within it, moved by N(0, 0.1²) on both axes. */
export const circlesPoint: PointOf = (label, random) => {
  const angle = random.uniform(0, 2 * Math.PI);
  const radius = RADII[label];
  return [radius * cos(angle) + NOISE * random.normal(), radius * sin(angle) + NOISE * random.normal()];
};
