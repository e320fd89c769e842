import { ACCUMULATED, accumulates, rememberedIn, shareOf, updateAt } from '../../src/model/accumulation.ts';
import { optimiserOf } from '../../src/model/optimisers/optimisers.ts';
import { strengths } from '../../src/model/penalty.ts';
import type { TensorName } from '../../src/model/tensors.ts';
import { decayOf, type TrainingSpec } from '../../src/model/training-spec.ts';
import type { Matrix } from '../../src/numbers/matrix.ts';
import { norm } from '../../src/numbers/norms.ts';
import type { Kernels, Updated } from '../kernels/kernels.ts';

/** A parameter tensor with its gradient, and what the optimiser remembers of it. */
export interface Parameter extends Updated {
  readonly name: TensorName;
}

/** Takes all parameters a step down their gradients, as the training has it, of a batch of so many rows; `t` = 1, 2, … */
export type Descend = (parameters: readonly Parameter[], learningRate: number, t: number, rows: number) => void;

/** The names of what is remembered, and the step: in one pass over each parameter, decay and the penalty of the gradient alone included. */
export function fastOptimiser(training: TrainingSpec, kernels: Kernels): { readonly remembers: readonly string[]; readonly descend: Descend } {
  const { hyperAt } = optimiserOf(training.optimiser);
  const update = kernels.update(training.optimiser.name);
  const penalty = training.penalty?.in === 'gradient' ? training.penalty : undefined;
  const descend: Descend = (parameters, learningRate, t, rows) => {
    const hyper = hyperAt(t);
    for (const parameter of parameters) {
      const { l1, l2 } = penalty ? strengths(penalty, parameter.name, rows) : NO_PENALTY;
      update(parameter, { learningRate, hyper, decay: decayOf(training, parameter.name), l1, l2 });
    }
  };
  return { remembers: rememberedIn(training), descend };
}

/** The update (1, 2, …) that is due in step t, its gradients in place of the batch's; undefined where those are only gathered. */
export function gather(training: TrainingSpec, parameters: readonly Parameter[], t: number): number | undefined {
  const number = updateAt(training, t);
  if (!accumulates(training)) return number;
  const share = shareOf(training);
  for (const { gradient, remembered } of parameters) {
    const sum = remembered[ACCUMULATED]!.data;
    for (let i = 0; i < sum.length; i++) sum[i]! += share * gradient.data[i]!;
    if (number === undefined) continue;
    gradient.data.set(sum);
    sum.fill(0);
  }
  return number;
}

const NO_PENALTY = { l1: 0, l2: 0 };

/** In place: gradients with the penalty of the loss. Answers with what it adds to the loss. */
export function addPenalty({ penalty }: TrainingSpec, parameters: readonly Parameter[], rows: number): number {
  if (penalty?.in !== 'loss') return 0;
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
