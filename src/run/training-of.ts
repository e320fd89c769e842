import type { Dataset } from '../data/dataset.ts';
import { count, Fault } from '../fault.ts';
import { LAMBDAS, type LambdaRecord } from '../model/lambda.ts';
import type { ModelSpec } from '../model/model-spec.ts';
import { type OptimiserWords, optimiserIn } from '../model/optimisers/as-said.ts';
import { classesOf } from '../model/target.ts';
import { type ClipSpec, type PenaltySpec, type TrainingSpec, usualTraining } from '../model/training-spec.ts';
import type { GivenSettings } from './settings/settings.ts';

/** The settings that say how a model is trained. */
export type TrainingSettings = Pick<
  GivenSettings,
  'loss' | 'reduction' | 'outputReduction' | 'targets' | 'labelSmoothing' | 'classWeights' | 'classWeightsOver'
> &
  Pick<GivenSettings, 'l1' | 'l2' | 'penaltyAs' | 'penaltyIn' | 'penaltyBiases' | 'weightDecay' | 'decayBiases' | 'accumulate'> &
  Pick<GivenSettings, 'clipNorm' | 'clipTensorNorm' | 'clipValue'> &
  OptimiserWords;

/** What rows are labelled with. */
type Labels = Pick<Dataset, 'name' | 'y' | 'classes'> & Partial<Pick<Dataset, 'X'>>;

/** What AdamW takes off where nothing else is said (Loshchilov and Hutter, 2019; PyTorch has the same). */
const ADAMW_DECAY = 0.01;

/** How a model is trained on these rows, as the settings intend it. @throws Fault if settings and rows do not go together */
export function trainingOf(spec: TrainingSettings, model: ModelSpec, train: Labels): TrainingSpec {
  const { loss, reduction = 'mean', outputReduction = 'sum', labelSmoothing, targets, classWeights, classWeightsOver = 'rows', accumulate = 1 } = spec;
  const decay = spec.weightDecay ?? (spec.optimizer === 'adamw' ? ADAMW_DECAY : 0);
  const penalty = penaltyIn(spec, train);
  const clip = clipIn(spec);
  return {
    ...usualTraining(model),
    ...(loss && { loss }),
    ...((reduction !== 'mean' || outputReduction !== 'sum') && { reduction: { rows: reduction, outputs: outputReduction } }),
    ...(labelSmoothing && { labelSmoothing }),
    ...(targets && { targets }),
    ...(classWeights && { classWeights: { weights: weightsOf(classWeights, train), over: classWeightsOver } }),
    ...(penalty && { penalty }),
    ...(Object.keys(clip).length > 0 && { clip }),
    optimiser: optimiserIn(spec),
    ...(accumulate > 1 && { accumulate }),
    ...(decay > 0 && { decay: { rate: decay, biases: spec.decayBiases === true } }),
  };
}

/** L1 and L2 as what stands before their sums. */
function penaltyIn({ l1 = 0, l2 = 0, penaltyAs = 'λ', penaltyIn: where = 'loss', penaltyBiases }: TrainingSettings, { X }: Labels): PenaltySpec | undefined {
  if (l1 === 0 && l2 === 0) return undefined;
  const { half, over }: LambdaRecord = LAMBDAS.find(({ name }) => name === penaltyAs)!;
  if (over === 'rows' && !X) throw new Fault(`--penalty-as ${penaltyAs}: there are no training rows here for n to count; say the λ that it comes to.`);
  const rows = over === 'rows' && X ? X.rows : 1;
  return { l1: l1 / rows, l2: l2 / rows / (half ? 2 : 1), biases: penaltyBiases === true, in: where, overBatch: over === 'batch' };
}

function clipIn({ clipNorm, clipTensorNorm, clipValue }: TrainingSettings): ClipSpec {
  return { ...(clipValue && { value: clipValue }), ...(clipTensorNorm && { norm: clipTensorNorm }), ...(clipNorm && { globalNorm: clipNorm }) };
}

/** The weight of each class; balanced, n/(classes · the class's rows), as scikit-learn has it. */
function weightsOf(given: 'balanced' | readonly number[], { name, y, classes }: Labels): number[] {
  if (given !== 'balanced') {
    if (given.length === classes.length) return [...given];
    throw new Fault(`--class-weights: ${count(given.length, 'weight')} for the ${count(classes.length, 'class', 'classes')} of ${name}; give one for each.`);
  }
  const labels = classesOf(y);
  const rows = classes.map((_, k) => labels.filter((label) => label === k).length);
  return rows.map((n) => (n === 0 ? 1 : labels.length / (classes.length * n))); // of a class without rows it weighs nothing
}
