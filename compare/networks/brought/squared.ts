import { backward } from '../../../scratch/plain.ts';
import type { ModelSpec } from '../../../src/model/model-spec.ts';
import type { Target } from '../../../src/model/target.ts';
import type { LayerWeights } from '../../../src/model/tensors.ts';
import { taskOf, usualTraining } from '../../../src/model/training-spec.ts';
import type { Matrix } from '../../../src/numbers/matrix.ts';

/** A squared error, how a row's outputs are put together in it, and how many times half of it, summed, it is. */
export interface Squared {
  readonly loss: 'half-squared-error' | 'squared-error';
  readonly outputReduction: 'sum' | 'mean';
  readonly factor: number;
  readonly says: string;
}

export interface Step {
  readonly model: ModelSpec;
  readonly weights: readonly LayerWeights[];
  readonly X: Matrix;
  readonly target: Target;
  /** What it took off the weights, for a rate of 1, and the loss that it told. */
  readonly change: readonly LayerWeights[];
  readonly loss: number | undefined;
}

const NEAR = 1e-6;

/** The first is the likeliest. */
function forms(K: number): readonly Squared[] {
  return [
    { loss: 'half-squared-error', outputReduction: 'sum', factor: 1, says: 'half the squared error' },
    { loss: 'squared-error', outputReduction: 'sum', factor: 2, says: 'the squared error' },
    { loss: 'squared-error', outputReduction: 'mean', factor: 2 / K, says: "the squared error, the mean of a row's" },
    { loss: 'half-squared-error', outputReduction: 'mean', factor: 1 / K, says: "half the squared error, the mean of a row's" },
  ];
}

/** The squared error that a step learns by its last layer, a mean over the rows or their sum; else the one that it tells; undefined where it does neither. */
export function squaredOf({ model, weights, X, target, change, loss }: Step): Squared | undefined {
  const half = backward(taskOf(model, { ...usualTraining(model), loss: 'half-squared-error' }), { weights }, { X, y: target });
  const [learnt, right] = [change.at(-1)!.W.data, half.gradients.at(-1)!.W.data];
  const of = forms(weights.at(-1)!.W.cols);
  const told = of.filter(({ factor }) => loss !== undefined && near(loss, factor * half.loss));
  const ratio = turn(learnt, right) < 1e-9 ? size(learnt) / size(right) : NaN;
  const learns = [1, X.rows].map((rows) => of.filter(({ factor }) => near(ratio, factor * rows))).find((some) => some.length > 0) ?? [];
  return learns.find((one) => told.includes(one)) ?? learns[0] ?? told[0] ?? (Number.isNaN(ratio) ? undefined : of[0]);
}

/** Whether a loss that was told is another than this one. */
export function tellsOther({ factor }: Squared, { model, weights, X, target, loss }: Step): boolean {
  if (loss === undefined) return false;
  const half = backward(taskOf(model, { ...usualTraining(model), loss: 'half-squared-error' }), { weights }, { X, y: target });
  return !near(loss, factor * half.loss);
}

/** 1 − cos of two sets of numbers. */
export function turn(one: ArrayLike<number>, other: ArrayLike<number>): number {
  let dot = 0;
  for (let i = 0; i < one.length; i++) dot += one[i]! * other[i]!;
  return 1 - dot / (size(one) * size(other));
}

export function size(values: ArrayLike<number>): number {
  return Math.hypot(...Array.from(values));
}

function near(one: number, other: number): boolean {
  return Math.abs(one - other) < NEAR * Math.abs(other);
}
