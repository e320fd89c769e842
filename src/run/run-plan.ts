import type { Dataset } from '../data/dataset.ts';
import type { TargetScale } from '../data/target-scale.ts';
import { count, list } from '../fault.ts';
import type { Masks } from '../model/network.ts';
import { learningRateIn, type ScheduleSpec } from '../model/schedule.ts';
import type { LayerWeights } from '../model/tensors.ts';
import type { Task } from '../model/training-spec.ts';
import { zeros } from '../numbers/matrix.ts';
import { stream } from '../numbers/random.ts';
import { batchesPerEpoch, gather, type Samples } from './batches.ts';
import type { EarlyStopping } from './early-stopping.ts';

/** The three parts of the data, as read. */
export interface Parts {
  readonly train: Dataset;
  readonly validation: Dataset;
  readonly test: Dataset;
}

/**
 * All that luck or preprocessing could decide, decided before any network exists, as plain data. Every network is
 * given the same bits: standardised rows and initial weights in float32, and the order of the rows by `orderOf`.
 */
export interface RunPlan extends Task, ScheduleSpec {
  readonly classes: readonly string[]; // none of a regression, or of several labels
  /** Of several labels a row, their names. */
  readonly labels?: readonly string[];
  /** Of a regression: the values' names, and how they are undone, whose scale the samples are on. */
  readonly targets?: TargetScale;
  /** How features were standardised, each: (x − mean)/unit; absent of rows that are given as they are. */
  readonly features?: { readonly mean: readonly number[]; readonly unit: readonly number[] };
  readonly train: Samples;
  readonly validation: Samples;
  readonly test: Samples;
  readonly initial: readonly LayerWeights[];
  readonly batchSize: number; // at most the training rows
  readonly earlyStopping?: EarlyStopping;
  readonly seed: number;
  /** Test rows are right, too, whose class is among the so many of the largest outputs. */
  readonly topK?: number;
  /** The purpose of the stream that orders the rows, 'order' if absent: another where a network is to have an order of its own. */
  readonly orderPurpose?: string;
}

/** The order of the training rows in an epoch (1, 2, …): a stream of its own, so that any epoch can be had alone. */
export function orderOf(plan: RunPlan, epoch: number): Uint32Array {
  return stream(plan.seed, `${plan.orderPurpose ?? 'order'}/${epoch}`).permutation(plan.train.X.rows);
}

export function stepsPerEpoch(plan: RunPlan): number {
  return batchesPerEpoch(plan.train.X.rows, plan.batchSize);
}

export function totalSteps(plan: RunPlan): number {
  return plan.epochs * stepsPerEpoch(plan);
}

/**
 * Which activations a step leaves out, one mask for each layer with dropout, in the scale that the model says: drawn from
 * a stream of the step and layer, so that any step can be had alone. Undefined for a model without dropout.
 */
export function masksAt({ model, seed }: Pick<RunPlan, 'model' | 'seed'>, step: number, rows: number): Masks | undefined {
  if (!model.hidden.some(({ dropout }) => dropout)) return undefined;
  return model.hidden.map(({ units, dropout }, l) => {
    if (!dropout) return undefined;
    const random = stream(seed, `dropout/${step}/${l + 1}`);
    const kept = model.dropoutScaling === 'prediction' ? 1 : 1 / (1 - dropout);
    const mask = zeros(rows, units);
    for (let i = 0; i < mask.data.length; i++) mask.data[i] = random.uniform(0, 1) < dropout ? 0 : kept;
    return mask;
  });
}

/** The learning rate of a step (1, 2, …), by the plan's schedule. */
export function learningRateAt(plan: RunPlan, step: number): number {
  return learningRateIn(plan, step, stepsPerEpoch(plan));
}

/** The batch of one step, what else it is taken with, and whence it comes. */
export interface PlannedBatch extends Samples {
  readonly learningRate: number;
  readonly masks?: Masks | undefined; // of a model with dropout
  readonly step: number; // 1, 2, … through all epochs
  readonly epoch: number;
  readonly rows: Uint32Array; // of the training rows
}

/** The batch of a step, on its own; the same rows that `batches` gives. */
export function batchAt(plan: RunPlan, step: number): PlannedBatch {
  const perEpoch = stepsPerEpoch(plan);
  const epoch = Math.ceil(step / perEpoch);
  return batchIn(plan, step, epoch, orderOf(plan, epoch));
}

/** The batches of steps [from, to), each as `batchAt` gives it; the rows are ordered once an epoch, not once a step. */
export function* batchesBetween(plan: RunPlan, from: number, to: number): Generator<PlannedBatch> {
  const perEpoch = stepsPerEpoch(plan);
  for (let step = from; step < to; ) {
    const epoch = Math.ceil(step / perEpoch);
    const order = orderOf(plan, epoch);
    for (; step < to && step <= epoch * perEpoch; step++) yield batchIn(plan, step, epoch, order);
  }
}

function batchIn(plan: RunPlan, step: number, epoch: number, order: Uint32Array): PlannedBatch {
  const start = ((step - 1) % stepsPerEpoch(plan)) * plan.batchSize;
  const rows = order.slice(start, start + plan.batchSize);
  return { ...gather(plan.train, rows), learningRate: learningRateAt(plan, step), masks: masksAt(plan, step, rows.length), step, epoch, rows };
}

/** '4,000 training, 4,500 validation and 1,500 test rows of 196 features, 2 classes'; or '…, target 'price''. */
export function describeData({ train, validation, test, classes, targets, labels }: RunPlan): string {
  const [trainRows, validationRows, testRows] = [train, validation, test].map(({ X }) => X.rows.toLocaleString('en-US'));
  const features = count(train.X.cols, 'feature');
  const asked = targets ? named('target', targets.names) : labels ? named('label', labels) : `${classes.length} classes`;
  return `${trainRows} training, ${validationRows} validation and ${testRows} test rows of ${features}, ${asked}`;
}

function named(what: string, names: readonly string[]): string {
  return `${what}${names.length === 1 ? '' : 's'} ${list(names)}`;
}
