import type { Stream } from '../../numbers/random.ts';

/** A point of the plane. */
export type Point = readonly [x: number, y: number];

/**
 * A point of class 0 or 1, noise and all. Every draw comes from `random`, as many for each point whatever its class,
 * so that the first rows do not depend on how many are asked for.
 */
export type PointOf = (label: 0 | 1, random: Stream) => Point;
