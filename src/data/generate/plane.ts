import { Fault } from '../../fault.ts';
import { zeros } from '../../numbers/matrix.ts';
import { stream } from '../../numbers/random.ts';
import type { Dataset } from '../dataset.ts';
import { circlesPoint } from './circles.ts';
import { moonsPoint } from './moons.ts';
import { PLANE_SETS } from './plane-sets.ts';
import type { PointOf } from './point.ts';
import { spiralsPoint } from './spirals.ts';
import { xorPoint } from './xor.ts';

type PlaneSet = (typeof PLANE_SETS)[number];

const SHAPES: Readonly<Record<PlaneSet, PointOf>> = { xor: xorPoint, moons: moonsPoint, circles: circlesPoint, spirals: spiralsPoint };

export function isPlaneSet(name: string): name is PlaneSet {
  return Object.hasOwn(SHAPES, name);
}

/** The seed of every set that --data names: one set for all runs, as a file would be. */
const SEED = 8;
const TRAIN_ROWS = 1000;
const TEST_ROWS = 500;

/** The set of that name as a run is given it: 1000 rows to train and validate with, 500 to test with. */
export function planeSet(name: string): { train: Dataset<Uint32Array>; test: Dataset<Uint32Array> } {
  return { train: planeRows(name, TRAIN_ROWS, SEED, 'train'), test: planeRows(name, TEST_ROWS, SEED, 'test') };
}

/**
 * Rows of a set, its two classes by turns: X (rows, 2) in float32.
 * @param part rows of different parts have nothing to do with each other
 * @throws Fault if there is no set of that name
 */
export function planeRows(name: string, rows: number, seed: number, part = 'train'): Dataset<Uint32Array> {
  if (!isPlaneSet(name)) throw new Fault(`There is no generated set '${name}'. There are ${PLANE_SETS.join(', ')}.`);
  const pointOf = SHAPES[name];
  const random = stream(seed, `generate/${name}/${part}`);
  const X = zeros(rows, 2);
  const y = Uint32Array.from({ length: rows }, (_, r) => r % 2);
  y.forEach((label, r) => X.data.set(pointOf(label as 0 | 1, random), 2 * r));
  return { name: `${name} (${part})`, X, y, classes: ['0', '1'], features: ['x', 'y'] };
}
