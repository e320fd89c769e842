import { expect, it } from 'vitest';
import { diagnose } from '../../../../compare/diagnose/diagnose.ts';
import { toText } from '../../../../compare/show/words/diagnosis.ts';
import { scratchBackend } from '../../../../scratch/backend.ts';
import type { KernelName } from '../../../../scratch/kernels/kernels.ts';
import { type Task, taskOf } from '../../../../src/model/training-spec.ts';

const centred = { optimiser: { name: 'rmsprop-centred' } } as const;

/** Three units of tanh near its end below a hinge: 1 − a² is next to nothing, and what is left of it in float32 is mostly rounding. */
const saturated: Task = {
  model: {
    inputs: 2,
    hidden: [
      { units: 4, activation: 'sigmoid' },
      { units: 4, activation: 'gelu' },
      { units: 3, activation: 'tanh' },
    ],
    output: { kind: 'linear', outputs: 3 },
  },
  training: {
    loss: 'hinge',
    ...centred,
    clip: { value: 0.02 },
    penalty: { l1: 0, l2: 0.001, biases: false, in: 'gradient', overBatch: true },
  },
};

/** A normalisation that cancels all of the gradient, and a rule that makes whole steps of what rounding leaves. */
const usual = taskOf({ inputs: 1, hidden: [{ units: 3, activation: 'tanh', normalise: 'batch' }], output: { kind: 'softmax', classes: 3 } });
const cancelled: Task = { ...usual, training: { ...usual.training, ...centred } };

it.each<[string, Task, KernelName | 'auto', number]>([
  ['a derivative is next to nothing', saturated, 'naive', 20],
  ['a normalisation cancels what comes down', cancelled, 'auto', 4504],
])('a right network in float32 raises no alarm where %s', async (_, { model, training }, kernel, seed) => {
  const diagnosis = await diagnose(await scratchBackend({ dtype: 'float32', kernel }), model, { training, seed });
  expect(diagnosis.verdict, toText(diagnosis)).toBe('correct');
});
