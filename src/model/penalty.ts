import { map, scale } from '../numbers/algebra.ts';
import type { Matrix } from '../numbers/matrix.ts';
import { largest, norm } from '../numbers/norms.ts';
import { mapTensors, type NamedTensors, tensorsOf } from './tensors.ts';
import type { ClipSpec, PenaltySpec, TrainingSpec } from './training-spec.ts';

/** l2 and l1 as they stand before Σw² and Σ|w| for a batch of so many rows; none for what the penalty leaves out. */
export function strengths(penalty: PenaltySpec, name: string, rows: number): { readonly l1: number; readonly l2: number } {
  if (name !== 'W' && !penalty.biases) return { l1: 0, l2: 0 };
  const over = penalty.overBatch ? rows : 1;
  return { l1: penalty.l1 / over, l2: penalty.l2 / over };
}

/** Σ l2·w² + l1·|w| over all weights; 0 where it is in the gradient alone. */
export function penaltyOf({ penalty }: TrainingSpec, weights: NamedTensors, rows: number): number {
  if (penalty?.in !== 'loss') return 0;
  return tensorsOf(weights).reduce((sum, { name, values }) => {
    const { l1, l2 } = strengths(penalty, name, rows);
    for (const w of values.data) sum += l2 * w * w + l1 * Math.abs(w);
    return sum;
  }, 0);
}

/** The gradients with the penalty's, 2·l2·w + l1·sign w, added, where the penalty stands in `where`. */
export function withPenalty({ penalty }: TrainingSpec, where: PenaltySpec['in'], gradients: NamedTensors, weights: NamedTensors, rows: number): NamedTensors {
  if (penalty?.in !== where) return gradients;
  return mapTensors(gradients, (G, { name, layer }) => {
    const { l1, l2 } = strengths(penalty, name, rows);
    const w = weights[layer - 1]![name]!.data;
    return map(G, (g, i) => g + 2 * l2 * w[i]! + l1 * Math.sign(w[i]!));
  });
}

/** Gradients within their bounds: first each number, then each tensor, then all together. */
export function clipped(clip: ClipSpec | undefined, gradients: NamedTensors): NamedTensors {
  if (!clip) return gradients;
  const { value = Infinity, norm: each = Infinity, globalNorm = Infinity } = clip;
  const within = mapTensors(gradients, (G) => shortened(cut(G, value), each));
  const whole = norm(tensorsOf(within).map(({ values }) => norm(values.data)));
  return whole <= globalNorm ? within : mapTensors(within, (G) => scale(G, globalNorm / whole));
}

function cut(G: Matrix, limit: number): Matrix {
  return largest(G.data) <= limit ? G : map(G, (g) => Math.max(-limit, Math.min(limit, g)));
}

function shortened(G: Matrix, limit: number): Matrix {
  const length = norm(G.data);
  return length <= limit ? G : scale(G, limit / length);
}
