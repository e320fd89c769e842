import type { Dataset } from '../data/dataset.ts';
import { count, Fault } from '../fault.ts';
import type { ModelSpec } from '../model/model-spec.ts';
import { type OptimiserWords, optimiserIn } from '../model/optimisers/as-said.ts';
import { classesOf } from '../model/target.ts';
import { type TrainingSpec, usualTraining } from '../model/training-spec.ts';
import type { GivenSettings } from './settings/settings.ts';

/** The settings that say how a model is trained. */
export type TrainingSettings = Pick<GivenSettings, 'loss' | 'reduction' | 'labelSmoothing' | 'classWeights' | 'l1' | 'l2' | 'clipNorm' | 'clipValue'> &
  OptimiserWords &
  Pick<GivenSettings, 'weightDecay'>;

/** What AdamW takes off where nothing else is said (Loshchilov and Hutter, 2019; PyTorch has the same). */
const ADAMW_DECAY = 0.01;

/** How a model is trained on these rows, as the settings intend it. @throws Fault if settings and rows do not go together */
export function trainingOf(spec: TrainingSettings, model: ModelSpec, train: Dataset): TrainingSpec {
  const { loss, reduction, labelSmoothing, classWeights, l1 = 0, l2 = 0, clipNorm, clipValue } = spec;
  const decay = spec.weightDecay ?? (spec.optimizer === 'adamw' ? ADAMW_DECAY : 0);
  return {
    ...usualTraining(model),
    ...(loss && { loss }),
    ...(reduction === 'sum' && { reduction: { rows: 'sum', outputs: 'sum' } }),
    ...(labelSmoothing && { labelSmoothing }),
    ...(classWeights && { classWeights: { weights: weightsOf(classWeights, train), over: 'rows' } }),
    ...((l1 > 0 || l2 > 0) && { penalty: { l1, l2, biases: false, in: 'loss', overBatch: false } }),
    ...((clipNorm || clipValue) && { clip: { ...(clipValue && { value: clipValue }), ...(clipNorm && { globalNorm: clipNorm }) } }),
    optimiser: optimiserIn(spec),
    ...(decay > 0 && { decay: { rate: decay, biases: false } }),
  };
}

/** The weight of each class; balanced, n/(classes · the class's rows), as scikit-learn has it. */
function weightsOf(given: 'balanced' | readonly number[], { name, y, classes }: Dataset): number[] {
  if (given !== 'balanced') {
    if (given.length === classes.length) return [...given];
    throw new Fault(`--class-weights: ${count(given.length, 'weight')} for the ${count(classes.length, 'class', 'classes')} of ${name}; give one for each.`);
  }
  const labels = classesOf(y);
  const rows = classes.map((_, k) => labels.filter((label) => label === k).length);
  return rows.map((n) => (n === 0 ? 1 : labels.length / (classes.length * n))); // of a class without rows it weighs nothing
}
