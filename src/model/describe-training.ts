import { lossFor, lossNamed } from './losses/losses.ts';
import { optimiserOf } from './optimisers/optimisers.ts';
import type { ScheduleSpec } from './schedule.ts';
import type { Task, TrainingSpec } from './training-spec.ts';

/** 'SGD', or how it is otherwise: 'adam (beta1 0.8), squared-error, L2 0.001, cosine'. */
export function describeTraining({ model, training, schedule, warmup }: Task & Pick<ScheduleSpec, 'schedule' | 'warmup'>): string {
  const { loss, reduction, labelSmoothing, classWeights, targets, penalty, decay } = training;
  const isUsual = lossNamed(loss).written === lossFor(model.output).written;
  const words = [
    optimiserWords(training),
    !isUsual && loss,
    reduction && (reduction.rows === 'sum' ? 'summed over the rows' : 'a mean over the outputs too'),
    labelSmoothing && `label smoothing ${labelSmoothing}`,
    targets && `targets ${targets.join(' and ')}`,
    classWeights && `class weights ${classWeights.weights.map((weight) => Number(weight.toPrecision(4))).join(', ')}`,
    penalty && penalty.l2 > 0 && `L2 ${penalty.l2}`,
    penalty && penalty.l1 > 0 && `L1 ${penalty.l1}`,
    decay && `weight decay ${decay.rate}`,
    ...clipWords(training),
    schedule && schedule !== 'constant' && schedule,
    warmup && `warm-up ${warmup}`,
  ];
  return words.filter(Boolean).join(', ');
}

function optimiserWords({ optimiser }: TrainingSpec): string {
  const { record } = optimiserOf(optimiser);
  const hyper = Object.entries(optimiser.hyper ?? {}).map(([name, value]) => `${name} ${value}`);
  const name = record.name === 'sgd' ? 'SGD' : record.name;
  return hyper.length > 0 ? `${name} (${hyper.join(', ')})` : name;
}

function clipWords({ clip }: TrainingSpec): string[] {
  if (!clip) return [];
  const { value, norm, globalNorm } = clip;
  const bounds = { 'each number': value, "each tensor's norm": norm, norm: globalNorm };
  return Object.entries(bounds).flatMap(([what, most]) => (most === undefined ? [] : [`${what} of gradients clipped to ${most}`]));
}
