import { type OptimiserRecord, optimiserOf, type Slot } from '../../src/model/optimisers/optimisers.ts';
import { strengths } from '../../src/model/penalty.ts';
import type { TensorName } from '../../src/model/tensors.ts';
import { decayOf, type PenaltySpec, type TrainingSpec } from '../../src/model/training-spec.ts';
import type { Matrix } from '../../src/numbers/matrix.ts';
import { norm } from '../../src/numbers/norms.ts';
import type { Kernels } from '../kernels/kernels.ts';

/** A parameter tensor with its gradient, and what the optimiser remembers of it. */
export interface Parameter {
  readonly name: TensorName;
  readonly values: Matrix;
  readonly gradient: Matrix;
  readonly remembered: Readonly<Record<string, Matrix>>;
}

/** Takes all parameters a step down their gradients, as the training has it; `t` = 1, 2, … */
export type Descend = (parameters: readonly Parameter[], learningRate: number, t: number) => void;

/** The names of what is remembered, and the step: the kernels' where they have one, else number by number, as the record has it. */
export function fastOptimiser(training: TrainingSpec, kernels: Kernels): { readonly remembers: readonly string[]; readonly descend: Descend } {
  const { record, hyperAt } = optimiserOf(training.optimiser);
  const plain = record.name === 'sgd' && !training.decay;
  const descend: Descend = plain
    ? (parameters, η) => parameters.forEach(({ values, gradient }) => kernels.descend(values, gradient, η))
    : (parameters, η, t) => {
        const hyper = hyperAt(t);
        for (const parameter of parameters) descendByRecord(parameter, η, record, hyper, decayOf(training, parameter.name));
      };
  return { remembers: record.remembers, descend };
}

function descendByRecord(
  { values, gradient, remembered }: Parameter,
  η: number,
  record: OptimiserRecord,
  hyper: Parameters<OptimiserRecord['direction']>[1],
  λ: number,
): void {
  const slot: Slot = { w: 0, g: 0 };
  const kept = record.remembers.map((key) => [key, remembered[key]!.data] as const);
  for (let i = 0; i < values.data.length; i++) {
    slot.w = values.data[i]!;
    slot.g = gradient.data[i]!;
    for (const [key, data] of kept) slot[key] = data[i]!;
    const d = record.direction(slot, hyper);
    values.data[i] = slot.w - η * (λ === 0 ? d : d + λ * slot.w);
    for (const [key, data] of kept) data[i] = slot[key]!;
  }
}

/** In place: gradients with the penalty that stands in `where`. Answers with what that penalty adds to the loss. */
export function addPenalty({ penalty }: TrainingSpec, where: PenaltySpec['in'], parameters: readonly Parameter[], rows: number): number {
  if (penalty?.in !== where) return 0;
  let added = 0;
  for (const { name, values, gradient } of parameters) {
    const { l1, l2 } = strengths(penalty, name, rows);
    if (l1 === 0 && l2 === 0) continue;
    for (let i = 0; i < values.data.length; i++) {
      const w = values.data[i]!;
      added += l2 * w * w + l1 * Math.abs(w);
      gradient.data[i]! += 2 * l2 * w + l1 * Math.sign(w);
    }
  }
  return added;
}

/** In place: gradients within their bounds, as `clipped` has it. */
export function clip({ clip: bounds }: TrainingSpec, parameters: readonly Parameter[]): void {
  if (!bounds) return;
  const { value = Infinity, norm: each = Infinity, globalNorm = Infinity } = bounds;
  for (const { gradient } of parameters) {
    for (let i = 0; i < gradient.data.length; i++) gradient.data[i] = Math.max(-value, Math.min(value, gradient.data[i]!));
    shorten(gradient, each / norm(gradient.data));
  }
  const whole = norm(parameters.map(({ gradient }) => norm(gradient.data)));
  for (const { gradient } of parameters) shorten(gradient, globalNorm / whole);
}

function shorten({ data }: Matrix, factor: number): void {
  if (factor < 1) for (let i = 0; i < data.length; i++) data[i]! *= factor;
}
