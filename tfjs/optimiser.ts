import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import { absoluteIn, signIn } from '../src/model/absolute.ts';
import { ACCUMULATED, accumulates, rememberedIn, shareOf, updateAt } from '../src/model/accumulation.ts';
import { type OptimiserRecord, optimiserOf } from '../src/model/optimisers/optimisers.ts';
import { strengths } from '../src/model/penalty.ts';
import type { TensorName } from '../src/model/tensors.ts';
import type { Scalar } from '../src/model/tf.ts';
import { type ClipSpec, decayOf, type TrainingSpec } from '../src/model/training-spec.ts';
import type { Tf } from './runtime.ts';

/** A parameter of the network, with what the optimiser remembers of it. */
export interface Parameter {
  readonly name: TensorName;
  readonly layer: number; // 1, 2, …
  readonly variable: Variable;
  readonly remembered: Readonly<Record<string, Variable>>;
}

/** The variables of a model, each with what the training's optimiser remembers of it, 0 at first. */
export function parametersOf(tf: Tf, training: TrainingSpec, variables: readonly Pick<Parameter, 'name' | 'layer' | 'variable'>[]): Parameter[] {
  const remembers = rememberedIn(training);
  return variables.map((own) => ({
    ...own,
    remembered: Object.fromEntries(remembers.map((key) => [key, tf.tidy(() => tf.variable(tf.zerosLike(own.variable), false))])),
  }));
}

/** What the penalty that stands in the loss adds to it, as a tensor that gradients pass through. */
export function penaltyIn(tf: Tf, { penalty }: TrainingSpec, parameters: readonly Parameter[], rows: number): Scalar {
  const parts = parameters.flatMap(({ name, variable }) => {
    const { l1, l2 } = penalty ? strengths(penalty, name, rows) : { l1: 0, l2: 0 };
    return [...(l2 === 0 ? [] : [tf.mul(tf.sum(tf.square(variable)), l2)]), ...(l1 === 0 ? [] : [tf.mul(tf.sum(absoluteIn(tf, variable)), l1)])];
  });
  return tf.addN([tf.scalar(0), ...parts]) as Scalar;
}

/**
 * The update of step t = 1, 2, … from tensors and in the textbook's arithmetic, which TensorFlow.js' own optimisers do not
 * all have: bounds, the penalty that stands in the gradient alone, the optimiser's direction, decoupled decay.
 */
export function update(
  tf: Tf,
  training: TrainingSpec,
  parameters: readonly Parameter[],
  gradients: readonly Tensor[],
  { learningRate, rows, t }: { learningRate: number; rows: number; t: number },
): void {
  const { record, hyperAt } = optimiserOf(training.optimiser);
  const number = updateAt(training, t);
  tf.tidy(() => {
    const whole = accumulates(training) ? gathered(tf, training, parameters, gradients, number !== undefined) : gradients;
    if (number === undefined) return;
    const hyper = hyperAt(number);
    const bounded = clipped(tf, training.clip, whole);
    parameters.forEach((parameter, i) => {
      const { name, variable, remembered } = parameter;
      const { d, ...after } = record.tfjs(tf, { ...remembered, w: variable, g: withPenalty(tf, training, parameter, bounded[i]!, rows) }, hyper);
      const λ = decayOf(training, name);
      variable.assign(tf.add(tf.mul(λ === 0 ? d : tf.add(d, tf.mul(variable, λ)), -learningRate), variable));
      assignAll(record, remembered, after);
    });
  });
}

/** What the gradients add up to with those of the batches before; it begins anew where it is taken. */
function gathered(tf: Tf, training: TrainingSpec, parameters: readonly Parameter[], gradients: readonly Tensor[], isTaken: boolean): Tensor[] {
  const share = shareOf(training);
  return parameters.map(({ remembered }, i) => {
    const sum = remembered[ACCUMULATED]!;
    const whole = tf.add(sum, tf.mul(gradients[i]!, share));
    sum.assign(isTaken ? tf.zerosLike(whole) : whole);
    return whole;
  });
}

function assignAll({ remembers }: OptimiserRecord, variables: Parameter['remembered'], values: Readonly<Record<string, Tensor>>): void {
  for (const key of remembers) variables[key]!.assign(values[key]!);
}

function withPenalty(tf: Tf, { penalty }: TrainingSpec, { name, variable }: Parameter, g: Tensor, rows: number): Tensor {
  if (penalty?.in !== 'gradient') return g;
  const { l1, l2 } = strengths(penalty, name, rows);
  return tf.addN([g, tf.mul(variable, 2 * l2), tf.mul(signIn(tf, variable), l1)]);
}

function clipped(tf: Tf, clip: ClipSpec | undefined, gradients: readonly Tensor[]): readonly Tensor[] {
  if (!clip) return gradients;
  const { value, norm, globalNorm } = clip;
  const cut = value === undefined ? gradients : gradients.map((g) => tf.clipByValue(g, -value, value));
  const short = norm === undefined ? cut : cut.map((g) => tf.mul(g, tf.minimum(1, tf.div(norm, tf.norm(g)))));
  if (globalNorm === undefined) return short;
  const whole = tf.sqrt(tf.addN(short.map((g) => tf.sum(tf.square(g)))));
  return short.map((g) => tf.mul(g, tf.minimum(1, tf.div(globalNorm, whole))));
}
