import { type Matrix, zeros } from '../../numbers/matrix.ts';
import { stream } from '../../numbers/random.ts';
import type { Dataset } from '../dataset.ts';

export interface ParityCornersOptions {
  readonly rows: number;
  readonly features: number;
  readonly seed: number;
}

/** Every row is a corner of a cube of so many dimensions, ±3 on each, blurred by a standard deviation of 1 … */
const DIMENSIONS = 4;
const CORNER = 3;
/** … brought to mean 0 and standard deviation 1 (of ±3 and N(0, 1) together: √(3² + 1)), mixed, and blurred again. */
const DEVIATION = Math.sqrt(CORNER ** 2 + 1);
const NOISE = 0.55;

/** As many decimals as a CSV file of it carries, so that the file and the rows in memory are the same numbers. */
const DECIMALS = 4;

/**
 * Corners of a 4-cube, labelled by the parity of their coordinates above zero, hidden in many noisy features:
 * X = Z·M/√4 + 0.55·N(0, 1), Z (rows, 4) the standardised coordinates, M (4, features) standard normal. No hyperplane
 * tells the classes apart, and no single feature says anything of them; a network must find the cube.
 *
 * The first rows do not depend on how many are asked for.
 */
export function parityCorners({ rows, features, seed }: ParityCornersOptions): Dataset<Uint32Array> {
  const corners = stream(seed, 'generate/parity-corners/corners');
  const noise = stream(seed, 'generate/parity-corners/noise');
  const mixing = mixingMatrix(features, seed);
  const X = zeros(rows, features, 'float64');
  const y = new Uint32Array(rows);
  for (let r = 0; r < rows; r++) {
    const signs = Array.from({ length: DIMENSIONS }, () => (corners.uniform(0, 1) < 0.5 ? -1 : 1));
    const z = signs.map((sign) => (CORNER * sign + corners.normal()) / DEVIATION);
    y[r] = signs.filter((sign) => sign > 0).length % 2;
    for (let c = 0; c < features; c++) {
      let x = NOISE * noise.normal();
      for (let d = 0; d < DIMENSIONS; d++) x += z[d]! * mixing.data[d * features + c]!;
      X.data[r * features + c] = Number(x.toFixed(DECIMALS));
    }
  }
  const names = Array.from({ length: features }, (_, c) => `x${c + 1}`);
  return { name: 'parity corners', X, y, classes: ['even', 'odd'], features: names };
}

/** (4, features): standard normal, divided by √4 so that a feature's variance does not grow with the dimensions. */
function mixingMatrix(features: number, seed: number): Matrix {
  const random = stream(seed, 'generate/parity-corners/mixing');
  const M = zeros(DIMENSIONS, features, 'float64');
  return { ...M, data: M.data.map(() => random.normal() / Math.sqrt(DIMENSIONS)) };
}
