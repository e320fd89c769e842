import { type Matrix, zeros } from '../numbers/matrix.ts';
import type { RunPlan } from './run-plan.ts';

/** Points along each side of the grid that a decision boundary is drawn from. */
export const GRID_SIZE = 80;
/** The grid reaches so far beyond the training rows, in shares of their extent. */
const AIR = 0.1;
/** What a network says at a point is kept in a byte, class and certainty: more classes than these have no room in it. */
const MOST_CLASSES = 16;

export interface Extent {
  readonly from: number;
  readonly to: number;
}

/** Whether the rows lie in a plane, so that the class that a network says everywhere can be drawn. */
export function isPlanar({ model, classes }: RunPlan): boolean {
  return model.inputs === 2 && classes.length > 0 && classes.length <= MOST_CLASSES;
}

/** Where the grid lies on a feature (0 or 1), in the plan's standardised units. */
export function extentOf({ train: { X } }: RunPlan, feature: 0 | 1): Extent {
  let [min, max] = [Infinity, -Infinity];
  for (let i = feature; i < X.data.length; i += 2) {
    min = Math.min(min, X.data[i]!);
    max = Math.max(max, X.data[i]!);
  }
  const air = AIR * (max - min) || 1;
  return { from: min - air, to: max + air };
}

/** The middles of the grid's cells, (GRID_SIZE², 2), top row first. */
export function gridOf(plan: RunPlan): Matrix {
  const [x, y] = [extentOf(plan, 0), extentOf(plan, 1)];
  const X = zeros(GRID_SIZE * GRID_SIZE, 2);
  const at = ({ from, to }: Extent, i: number) => from + ((to - from) * (i + 0.5)) / GRID_SIZE;
  for (let r = 0; r < GRID_SIZE; r++) {
    for (let c = 0; c < GRID_SIZE; c++) X.data.set([at(x, c), at(y, GRID_SIZE - 1 - r)], 2 * (r * GRID_SIZE + c));
  }
  return X;
}
