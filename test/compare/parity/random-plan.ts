import { ACTIVATIONS } from '../../../src/model/activations/activations.ts';
import type { Loss } from '../../../src/model/losses/losses.ts';
import type { HiddenLayer, ModelSpec, Output } from '../../../src/model/model-spec.ts';
import { OPTIMISERS } from '../../../src/model/optimisers/optimisers.ts';
import type { TrainingSpec } from '../../../src/model/training-spec.ts';
import { stream } from '../../../src/numbers/random.ts';
import type { RunPlan } from '../../../src/run/run-plan.ts';
import { tinyPlan } from '../../tiny-plan.ts';
import { pairs } from '../../vocabulary.ts';

interface Chance {
  one<T>(of: readonly T[]): T;
  /** True so many times in a hundred. */
  in100(percent: number): boolean;
}

function chanceOf(seed: number): Chance {
  const random = stream(seed, 'random plan');
  return { one: (of) => of[Math.floor(random.uniform(0, of.length))]!, in100: (percent) => random.uniform(0, 100) < percent };
}

/** Some training of the whole vocabulary: narrow layers above all, in which sums cancel; 19 rows in batches with a short last one. */
export function randomPlan(seed: number): RunPlan {
  const { one, in100 } = chanceOf(seed);
  const { output, loss } = one(pairs);
  const layers = one([0, 1, 1, 2, 2, 3]);
  const normalise = in100(30) ? one(['batch', 'layer'] as const) : undefined;
  const hidden = Array.from(
    { length: layers },
    (): HiddenLayer => ({
      units: one([2, 2, 3, 4, 4, 9, 24]),
      activation: one(ACTIVATIONS).name,
      ...(normalise && { normalise }),
      ...(in100(15) && { bias: false as const }),
      ...(in100(15) && { dropout: one([0.2, 0.5]) }),
    }),
  );
  const model: ModelSpec = { inputs: one([2, 3, 5, 12]), hidden, output, ...(in100(10) && { outputBias: false as const }) };
  const plan = tinyPlan({
    model: { ...model, output: classesOf(output) },
    rows: 19,
    batchSize: one([3, 5, 8, 19]),
    epochs: one([2, 4]),
    learningRate: one([0.5, 0.1, 0.01, 1e-4]),
    seed,
  });
  return { ...plan, model, training: trainingOf(loss, output, { one, in100 }) };
}

/** What labels the rows have: those of several outputs are of as many classes. */
function classesOf(output: Output): Output {
  return output.kind === 'sigmoid' ? output : { kind: 'softmax', classes: 3 };
}

function trainingOf(loss: Loss, output: Output, { one, in100 }: Chance): TrainingSpec {
  const isEntropy = loss.endsWith('entropy');
  return {
    loss: loss === 'huber' && in100(50) ? 'huber(0.3)' : loss,
    optimiser: { name: one([...OPTIMISERS, ...OPTIMISERS, OPTIMISERS[0]]).name },
    ...(in100(20) && {
      reduction: { rows: one(['mean', 'sum'] as const), outputs: isEntropy && output.kind === 'softmax' ? 'sum' : one(['sum', 'mean'] as const) },
    }),
    ...(in100(20) && isEntropy && { labelSmoothing: 0.1 }),
    ...(in100(15) &&
      !isEntropy && {
        targets: one([
          [-1, 1],
          [0.01, 0.99],
        ] as const),
      }),
    ...(in100(20) && { classWeights: { weights: [1, 2, 0.5], over: one(['rows', 'weights'] as const) } }),
    ...(in100(30) && {
      penalty: { l1: one([0, 0.01]), l2: one([0.001, 0.05]), biases: in100(50), in: one(['loss', 'gradient'] as const), overBatch: in100(50) },
    }),
    ...(in100(20) && { clip: one([{ value: 0.02 }, { norm: 0.05 }, { globalNorm: 0.1 }]) }),
    ...(in100(25) && { decay: { rate: one([0.01, 0.1]), biases: in100(50) } }),
    ...(in100(10) && { accumulate: one([2, 3]) }),
  };
}
