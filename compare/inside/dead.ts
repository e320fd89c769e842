import { forward } from '../../scratch/plain.ts';
import { layersOf } from '../../src/model/model-spec.ts';
import type { NamedTensors } from '../../src/model/tensors.ts';
import type { Task } from '../../src/model/training-spec.ts';
import { type Matrix, rowRange } from '../../src/numbers/matrix.ts';
import type { Course } from './schema.ts';

type Dead = Course['epochs'][number]['dead'][number];

/** Most units show themselves alive on the first rows: the first look is at so many, each further one at twice as many. */
const FIRST_LOOK = 32;

/**
 * How many ReLU units of each hidden layer are 0 on every row of X; nothing of a layer of another activation, or of one whose
 * answers depend on the other rows of a batch. The rows
 * are looked at until every unit has answered to one, so that only dead ones cost a whole pass.
 */
export function deadUnits(task: Task, weights: NamedTensors, X: Matrix): Dead[] {
  const hidden = layersOf(task.model).slice(0, -1);
  const silent = hidden.map(({ activation, normalise, outputs }) =>
    activation === 'relu' && normalise !== 'batch' ? new Set(Array.from({ length: outputs }, (_, unit) => unit)) : undefined,
  );
  for (let from = 0, size = FIRST_LOOK; from < X.rows && silent.some((units) => units && units.size > 0); from += size, size *= 2) {
    const { F } = forward(task, weights, rowRange(X, from, Math.min(X.rows, from + size)));
    silent.forEach((units, l) => {
      for (const unit of units ?? []) if (answers(F[l]!, unit)) units?.delete(unit);
    });
  }
  return silent.flatMap((units, l) => (units ? [{ layer: l + 1, units: hidden[l]!.outputs, dead: units.size }] : []));
}

function answers({ data, cols }: Matrix, unit: number): boolean {
  for (let i = unit; i < data.length; i += cols) if (data[i] !== 0) return true;
  return false;
}
