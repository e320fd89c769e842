import type { Dataset } from '../data/dataset.ts';
import { fitStandardiser, standardise, standardiserWarnings } from '../data/standardise.ts';
import { fitTargetScale, scaleTargets, type TargetScale } from '../data/target-scale.ts';
import { count, Fault, list } from '../fault.ts';
import { type HiddenLayer, type ModelSpec, type Normalisation, type Output, parameterCount, USUAL_NORMALISATION } from '../model/model-spec.ts';
import type { Masks } from '../model/network.ts';
import { learningRateIn, type ScheduleSpec } from '../model/schedule.ts';
import { isClasses } from '../model/target.ts';
import type { LayerWeights } from '../model/tensors.ts';
import { type Task, taskOf } from '../model/training-spec.ts';
import { zeros } from '../numbers/matrix.ts';
import { stream } from '../numbers/random.ts';
import { batchesPerEpoch, gather, type Samples } from './batches.ts';
import type { RunSpec } from './config.ts';
import { type EarlyStopping, earlyStoppingOf } from './early-stopping.ts';
import { initialOf } from './initial.ts';
import { DEFAULT_THRESHOLD } from './settings/model.ts';
import { type TrainingSettings, trainingOf } from './training-of.ts';

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

/** A gibibyte in float32, of which a run holds several copies. */
const MOST_PARAMETERS = 2 ** 28;

type ModelSettings = Pick<RunSpec, 'hidden' | 'activation' | 'output' | 'threshold' | 'bias' | 'normalise' | 'dropout' | 'dropoutScaling'> &
  NormalisationSettings;
type NormalisationSettings = Pick<RunSpec, 'normEpsilon' | 'normMomentum' | 'normVariance'>;

/** The settings that decide a plan, beside the data. */
export type PlanSettings = ModelSettings &
  TrainingSettings &
  Pick<RunSpec, 'standardiseTarget' | 'topK' | 'init' | 'biasInit' | 'learningRate' | 'schedule' | 'warmup' | 'batchSize' | 'epochs' | 'seed'> &
  Pick<RunSpec, 'earlyStopping' | 'minDelta' | 'monitor'>;

/** @throws Fault if the data and the model do not go together */
export function makePlan(spec: PlanSettings, parts: Parts): { plan: RunPlan; warnings: string[] } {
  const { train, validation, test } = parts;
  const model = modelFor(spec, train);
  const fit = fitStandardiser(train.X, train.features);
  const earlyStopping = earlyStoppingOf(spec);
  const targets = isClasses(train.y) || train.labels ? undefined : fitTargetScale(train.y, train.targets ?? [], spec.standardiseTarget !== false);
  const samples = ({ X, y }: Dataset): Samples => ({ X: standardise(X, fit), y: isClasses(y) || !targets ? y : scaleTargets(y, targets) });
  checkTopK(spec.topK, train);
  const plan: RunPlan = {
    ...taskOf(model, trainingOf(spec, model, train)),
    classes: train.classes,
    ...(targets && { targets }),
    ...(train.labels && { labels: train.labels }),
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
  return { plan, warnings: [...standardiserWarnings(fit, train, [validation, test]), ...outOfReach(plan)] };
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

/** The model for these rows. @throws Fault if the two do not go together */
export function modelFor(spec: ModelSettings, train: Dataset): ModelSpec {
  const model = modelWith(spec, train.X.cols, outputFor(spec, train));
  const parameters = parameterCount(model);
  if (parameters <= MOST_PARAMETERS) return model;
  throw new Fault(
    `--hidden: the model would have ${count(parameters, 'weight')}; at most ${count(MOST_PARAMETERS, 'weight')} are taken. Choose smaller widths.`,
  );
}

/** The model that settings describe, between so many inputs and an output. */
export function modelWith(spec: ModelSettings, inputs: number, output: Output): ModelSpec {
  const { hidden, activation, dropout = [0], normalise, bias } = spec;
  const normalisation = normalisationIn(spec);
  const layers = hidden.map((units, l): HiddenLayer => {
    const rate = dropout[l] ?? dropout[0]!;
    const form = { ...(bias === false && { bias }), ...(normalise && { normalise }), ...(rate > 0 && { dropout: rate }) };
    return { units, activation: activation[l] ?? activation[0]!, ...form };
  });
  return {
    ...{ inputs, hidden: layers, output },
    ...(bias === false && { outputBias: bias }),
    ...(normalisation && { normalisation }),
    ...(spec.dropoutScaling === 'prediction' && { dropoutScaling: spec.dropoutScaling }),
  };
}

/** The numbers of a normalisation, where any is not as usual. */
function normalisationIn({ normEpsilon: epsilon, normMomentum: momentum, normVariance }: NormalisationSettings): Normalisation | undefined {
  if (epsilon === undefined && momentum === undefined && normVariance !== 'biased') return undefined;
  const usual = USUAL_NORMALISATION;
  return { epsilon: epsilon ?? usual.epsilon, momentum: momentum ?? usual.momentum, unbiased: normVariance !== 'biased' };
}

/** @throws Fault if rows of this kind cannot be answered so */
function outputFor({ output, threshold = DEFAULT_THRESHOLD }: ModelSettings, { name, y, classes, labels }: Dataset): Output {
  if (!isClasses(y)) {
    if (output === 'sigmoids' && labels) return { kind: output, outputs: y.cols, threshold };
    if (output === 'linear' || output === 'tanh') return { kind: output, outputs: y.cols };
    throw new Fault(`--output ${output} answers for classes, the targets of ${name} are values. Use --output linear or tanh.`);
  }
  if (output === 'softmax') return { kind: output, classes: classes.length };
  if (output === 'sigmoids') return { kind: output, outputs: classes.length, threshold };
  if (output !== 'sigmoid') return { kind: output, outputs: classes.length };
  if (classes.length !== 2) throw new Fault(`--output sigmoid answers for two classes, ${name} has ${classes.length}. Use --output softmax.`);
  return { kind: output, threshold };
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
export function masksAt({ model, seed }: RunPlan, step: number, rows: number): Masks | undefined {
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
