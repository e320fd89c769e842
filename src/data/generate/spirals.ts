import { cos, sin } from '../../numbers/elementary/circular.ts';
import type { PointOf } from './point.ts';

/** How often an arm goes round, and how far points scatter about it, the arm's end lying at radius 1. */
const TURNS = 1.25;
const NOISE = 0.02;

/**
 * Two arms of an Archimedean spiral, r = t at angle 2π·1.25·t, the second turned by half a circle. t is the root of a
 * uniform number, so that points lie as densely outside as within, and starts at 0.1: nearer the middle the arms are one.
 */
export const spiralsPoint: PointOf = (label, random) => {
  const radius = Math.sqrt(random.uniform(0.01, 1));
  const angle = 2 * Math.PI * TURNS * radius + label * Math.PI;
  return [radius * cos(angle) + NOISE * random.normal(), radius * sin(angle) + NOISE * random.normal()];
};
