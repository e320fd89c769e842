import type { Dataset } from '../data/dataset.ts';
import { fitStandardiser, type Room, type Standardiser, scaleOf, standardise, standardiserWarnings } from '../data/standardise.ts';
import { fitTargetScale, scaleTargets } from '../data/target-scale.ts';
import { count, Fault } from '../fault.ts';
import { isClasses } from '../model/target.ts';
import { taskOf } from '../model/training-spec.ts';
import type { Samples } from './batches.ts';
import type { RunSpec } from './config.ts';
import { earlyStoppingOf } from './early-stopping.ts';
import { initialOf } from './initial.ts';
import { type ModelSettings, modelFor } from './model-for.ts';
import { type Parts, type RunPlan, totalSteps } from './run-plan.ts';
import { type TrainingSettings, trainingOf } from './training-of.ts';

/** The settings that decide a plan, beside the data. */
export type PlanSettings = ModelSettings &
  TrainingSettings &
  Pick<RunSpec, 'standardiseTarget' | 'topK' | 'init' | 'biasInit' | 'learningRate' | 'schedule' | 'warmup' | 'batchSize' | 'epochs' | 'seed'> &
  Pick<RunSpec, 'earlyStopping' | 'minDelta' | 'monitor'>;

/** Rows as networks are given them: the features standardised, by the training rows' mean and deviation. */
export interface Standardised {
  readonly fit: Standardiser;
  readonly parts: Parts;
  /** Of columns that this cannot serve. */
  readonly warnings: readonly string[];
}

/** @param room where the numbers are to lie */
export function standardised({ train, validation, test }: Parts, room?: Room): Standardised {
  const fit = fitStandardiser(train.X, train.features);
  const of = (dataset: Dataset): Dataset => ({ ...dataset, X: standardise(dataset.X, fit, 'float32', room) });
  const warnings = standardiserWarnings(fit, train, [validation, test]); // while the rows are as they were
  return { fit, warnings, parts: { train: of(train), validation: of(validation), test: of(test) } };
}

/** @param ready the same parts, where they are standardised already. @throws Fault if the data and the model do not go together */
export function makePlan(spec: PlanSettings, parts: Parts, ready: Standardised = standardised(parts)): { plan: RunPlan; warnings: string[] } {
  const plan = planOf(spec, ready);
  return { plan, warnings: [...ready.warnings, ...outOfReach(plan)] };
}

/** @throws Fault if the data and the model do not go together */
export function planOf(spec: PlanSettings, { fit, parts: { train, validation, test } }: Standardised): RunPlan {
  const model = modelFor(spec, train);
  const earlyStopping = earlyStoppingOf(spec);
  const targets = isClasses(train.y) || train.labels ? undefined : fitTargetScale(train.y, train.targets ?? [], spec.standardiseTarget !== false);
  const samples = ({ X, y }: Dataset): Samples => ({ X, y: isClasses(y) || !targets ? y : scaleTargets(y, targets) });
  checkTopK(spec.topK, train);
  const plan: RunPlan = {
    ...taskOf(model, trainingOf(spec, model, train)),
    classes: train.classes,
    ...(targets && { targets }),
    ...(train.labels && { labels: train.labels }),
    features: { mean: [...fit.mean], unit: Array.from(fit.std, scaleOf) },
    train: samples(train),
    validation: samples(validation),
    test: samples(test),
    initial: initialOf(spec, model),
    learningRate: spec.learningRate,
    ...(spec.schedule && { schedule: spec.schedule }),
    ...(spec.warmup && { warmup: spec.warmup }),
    batchSize: spec.batchSize === 'full' ? train.X.rows : Math.min(spec.batchSize, train.X.rows),
    epochs: spec.epochs,
    ...(earlyStopping && { earlyStopping }),
    seed: spec.seed,
    ...(spec.topK && { topK: spec.topK }),
  };
  checkUpdates(plan);
  return plan;
}

/** @throws Fault if every row would be right */
function checkTopK(k: number | undefined, { name, classes }: Dataset): void {
  if (k === undefined || k < classes.length) return;
  throw new Fault(`--top-k ${k}: ${name} has ${count(classes.length, 'class', 'classes')}, so that every row would be right. Give a smaller k.`);
}

/** @throws Fault if no step of the training would be an update */
function checkUpdates(plan: RunPlan): void {
  const { accumulate = 1 } = plan.training;
  const steps = totalSteps(plan);
  if (accumulate <= steps) return;
  throw new Fault(`--accumulate ${accumulate}: the training has ${count(steps, 'step')}, none of which would be an update. Choose fewer batches for one.`);
}

/** Values that no tanh can answer with. */
function outOfReach({ model, train: { y } }: RunPlan): string[] {
  if (model.output.kind !== 'tanh' || isClasses(y)) return [];
  const beyond = y.data.filter((value) => Math.abs(value) > 1).length;
  if (beyond === 0) return [];
  return [
    `--output tanh answers between −1 and 1, but ${count(beyond, 'training value')} of ${y.data.length} (as learnt) ${beyond === 1 ? 'lies' : 'lie'} beyond. ` +
      'Use --output linear, or values within with --no-standardise-target.',
  ];
}
