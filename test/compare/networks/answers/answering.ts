import type { NamedArrays } from '../../../../compare/networks/answers/arrays.ts';
import type { Answered } from '../../../../compare/networks/answers/backend.ts';
import type { ModelSpec } from '../../../../src/model/model-spec.ts';
import type { Backend } from '../../../../src/model/network.ts';
import { tensorsOf } from '../../../../src/model/tensors.ts';
import { type TrainingSpec, usualTraining } from '../../../../src/model/training-spec.ts';
import type { Matrix } from '../../../../src/numbers/matrix.ts';

/** What a network answers to a question in writing, as a program of any language would: by the names of q/README.md. */
export async function answering(
  backend: Backend,
  model: ModelSpec,
  { weights, rows, steps }: Answered['question'],
  training: TrainingSpec = usualTraining(model),
): Promise<NamedArrays> {
  const network = await backend.create(madeFor(model, weights), training, weights);
  const arrays = new Map<string, Matrix>();
  if (rows) {
    arrays.set('logits', await network.predict(rows));
    ((await network.activations?.(rows)) ?? []).forEach((A, l) => arrays.set(`A${l + 1}`, A));
  }
  const losses: number[] = [];
  for (const [s, { X, y, rate }] of steps.entries()) {
    losses.push((await network.step(X, y, rate)) ?? NaN);
    for (const { label, values } of tensorsOf(await network.weights())) arrays.set(`step${s + 1}_${label}`, values);
    for (const { label, values } of tensorsOf((await network.gradients?.()) ?? [])) arrays.set(`step${s + 1}_d${label}`, values);
  }
  return arrays.set('loss', { rows: losses.length, cols: 1, data: Float64Array.from(losses) });
}

/** The widths are those of the weights: further questions are put to a narrower network. */
function madeFor(model: ModelSpec, weights: Answered['question']['weights']): ModelSpec {
  return { ...model, inputs: weights[0]!.W.rows, hidden: model.hidden.map((layer, l) => ({ ...layer, units: weights[l]!.W.cols })) };
}

/** The parts of them whose names the pattern has. */
export function only(arrays: NamedArrays, names: RegExp): NamedArrays {
  return new Map([...arrays].filter(([name]) => names.test(name)));
}
