import { examineByChannels } from '../../../../compare/diagnose/channels/examine.ts';
import type { ChannelDiagnosis } from '../../../../compare/diagnose/channels/finding.ts';
import type { Formulas } from '../../../../scratch/formulas.ts';
import { PlainNetwork } from '../../../../scratch/plain.ts';
import { textbook } from '../../../../scratch/textbook.ts';
import type { HiddenLayer, Output } from '../../../../src/model/model-spec.ts';
import type { Backend } from '../../../../src/model/network.ts';
import { type Task, taskOf } from '../../../../src/model/training-spec.ts';
import type { Dtype } from '../../../../src/numbers/matrix.ts';

export type Plant = (right: Formulas) => Partial<Formulas>;

export const softmax: Output = { kind: 'softmax', classes: 3 };
export const sigmoid: Output = { kind: 'sigmoid', threshold: 0.5 };

/** A small model, one layer of it square. */
export function small(activation: HiddenLayer['activation'] = 'tanh', output: Output = softmax): Task {
  return taskOf({
    inputs: 4,
    hidden: [
      { units: 5, activation },
      { units: 5, activation },
    ],
    output,
  });
}

/** Networks that compute all that the textbook does but for what is planted, one mistake upon the other. */
export function planted(plants: readonly Plant[], dtype: Dtype = 'float64'): Backend {
  let formulas = textbook;
  for (const plant of plants) formulas = { ...formulas, ...plant(formulas) };
  return { name: 'planted', description: dtype, create: async (model, training, initial) => new PlainNetwork({ model, training }, initial, dtype, formulas) };
}

export function examined(plants: readonly Plant[], task = small(), dtype: Dtype = 'float64'): Promise<ChannelDiagnosis> {
  return examineByChannels(planted(plants, dtype), task);
}
