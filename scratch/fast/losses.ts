import { batchGradient, batchLoss, outputsOf, rowWeights, trainingTargets } from '../../src/model/losses/batch.ts';
import { logitsWidth } from '../../src/model/model-spec.ts';
import { isClasses, type Target } from '../../src/model/target.ts';
import type { Task } from '../../src/model/training-spec.ts';
import { exp } from '../../src/numbers/elementary/exponential.ts';
import { log, log1p } from '../../src/numbers/elementary/logarithm.ts';
import type { Matrix } from '../../src/numbers/matrix.ts';
import type { Kernels } from '../kernels/kernels.ts';

/**
 * The loss of a batch and, in the same pass because both need the same exponentials, its gradient ∂L/∂Z. The one mean
 * of the backward pass.
 * @param Z (B, K), the logits
 * @param dZ (B, K), overwritten
 */
export type LossAndGradient = (Z: Matrix, target: Target, dZ: Matrix) => number;

/** The plain cross-entropies of classes and of labels have a pass of their own, some kernels' at best; any other loss goes by its definition. */
export function lossAndGradient(task: Task, kernels?: Kernels): LossAndGradient {
  const { model, training } = task;
  const pair = isPlain(task) ? `${training.loss} ${model.output.kind}` : '';
  const ofKernels = pair === SOFTMAX ? kernels?.softmaxCrossEntropy : undefined;
  const ofClasses = crossEntropies(logitsWidth(model.output))[pair];
  const isOfLabels = pair === 'sigmoid-cross-entropy sigmoids';
  const general = byDefinition(task);
  return (Z, target, dZ) => {
    if (ofKernels && isClasses(target)) return ofKernels(Z, target, dZ);
    const ownPass = isClasses(target) ? ofClasses?.(Z, target, dZ) : isOfLabels ? sigmoidCrossEntropy(Z, target.data, dZ) : undefined;
    const loss = ownPass ?? general(Z, target, dZ);
    if (dZ.data instanceof Float32Array) dropTiny(dZ.data);
    return loss;
  };
}

/** What a weight would lose by it is beyond the digits of any but the tiniest. */
const TINY = 2 ** -100;

/**
 * Rows that are classified very surely have gradients near the smallest float32, which then fall below 2⁻¹²⁶ on their way
 * back. Each multiplication of such numbers costs a processor some hundred times as much as another, so that the better a
 * network is, the slower it would train.
 */
function dropTiny(dZ: Float32Array): void {
  for (let i = 0; i < dZ.length; i++) if (Math.abs(dZ[i]!) < TINY) dZ[i] = 0;
}

function isPlain({ training: { reduction, labelSmoothing, targets, classWeights } }: Task): boolean {
  return !(reduction || labelSmoothing || targets || classWeights);
}

const SOFTMAX = 'softmax-cross-entropy softmax';

type OfClasses = (Z: Matrix, y: Uint32Array, dZ: Matrix) => number;

function crossEntropies(K: number): Readonly<Record<string, OfClasses>> {
  return { [SOFTMAX]: softmaxCrossEntropy(new Float64Array(K)), 'sigmoid-cross-entropy sigmoid': sigmoidCrossEntropy };
}

/**
 * p = exp(z − max z)/Σexp(z − max z): the shift keeps every exponent at or below 0. L = log Σexp(z − max z) + max z − z_y.
 * @param exponentials (K), room for those of one row
 */
function softmaxCrossEntropy(exponentials: Float64Array): OfClasses {
  return ({ rows, cols, data: z }, y, { data: dZ }) => {
    let loss = 0;
    for (let r = 0; r < rows; r++) {
      const start = r * cols;
      const label = y[r]!;
      let max = z[start]!;
      for (let k = 1; k < cols; k++) max = Math.max(max, z[start + k]!);
      let sum = 0;
      for (let k = 0; k < cols; k++) sum += exponentials[k] = exp(z[start + k]! - max);
      for (let k = 0; k < cols; k++) dZ[start + k] = (exponentials[k]! / sum - (k === label ? 1 : 0)) / rows;
      loss += log(sum) + max - z[start + label]!;
    }
    return loss / rows;
  };
}

/** p = 1/(1 + e^−z), for class 1 of two, or for each of K labels. L = max(z, 0) − z·t + log(1 + e^−|z|), summed over the labels.  t (B·K) */
function sigmoidCrossEntropy({ rows, data: z }: Matrix, t: ArrayLike<number>, { data: dZ }: Matrix): number {
  let loss = 0;
  for (let i = 0; i < z.length; i++) {
    const [logit, label] = [z[i]!, t[i]!];
    const p = 1 / (1 + exp(-logit));
    dZ[i] = (p - label) / rows;
    loss += Math.max(logit, 0) - logit * label + log1p(exp(-Math.abs(logit)));
  }
  return loss / rows;
}

function byDefinition(task: Task): LossAndGradient {
  return (Z, target, dZ) => {
    const answered = { Z, P: outputsOf(Z, task.model.output), Y: trainingTargets(task, target) };
    const ω = rowWeights(task.training, target);
    dZ.data.set(batchGradient(task, answered, ω).data);
    return batchLoss(task, answered, ω);
  };
}
