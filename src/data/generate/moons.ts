import { cos, sin } from '../../numbers/elementary/circular.ts';
import type { PointOf } from './point.ts';

const NOISE = 0.1;

/**
 * Two half circles of radius 1, one about (0, 0) upwards and one about (1, 0.5) downwards, each with its end in the
 * other's hollow; every point is moved by a normal number of standard deviation 0.1 on both axes.
 */
export const moonsPoint: PointOf = (label, random) => {
  const angle = random.uniform(0, Math.PI);
  const [x, y] = label === 0 ? [cos(angle), sin(angle)] : [1 - cos(angle), 0.5 - sin(angle)];
  return [x + NOISE * random.normal(), y + NOISE * random.normal()];
};
