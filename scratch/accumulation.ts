import { ACCUMULATED, accumulates, shareOf, updateAt } from '../src/model/accumulation.ts';
import { mapTensors, type NamedTensors } from '../src/model/tensors.ts';
import type { TrainingSpec } from '../src/model/training-spec.ts';
import { scale } from '../src/numbers/algebra.ts';
import type { Memory } from './formulas.ts';
import { combine } from './textbook.ts';

/** D, and what is remembered after it. */
interface Way {
  readonly direction: NamedTensors;
  readonly memory: Memory;
}

/**
 * D from a batch's gradients: 0 where they are only gathered; from what the last batches have added up to where an update is due.
 * @param update D from gradients, in the optimiser's own count of steps
 */
export function gathered(training: TrainingSpec, gradients: NamedTensors, memory: Memory, update: (gradients: NamedTensors, memory: Memory) => Way): Way {
  if (!accumulates(training)) return update(gradients, memory);
  const share = shareOf(training);
  const before = memory.tensors[ACCUMULATED];
  const whole = before ? combine(before, gradients, (sum, g) => sum + share * g) : mapTensors(gradients, (G) => scale(G, share));
  const none = mapTensors(gradients, (G) => scale(G, 0));
  const number = updateAt(training, memory.steps + 1);
  if (number === undefined) return { direction: none, memory: { ...memory, tensors: { ...memory.tensors, [ACCUMULATED]: whole } } };
  const { direction, memory: after } = update(whole, { ...memory, steps: number - 1 });
  return { direction, memory: { ...after, steps: memory.steps, tensors: { ...after.tensors, [ACCUMULATED]: none } } };
}
