import { lossFor, lossNamed } from './losses/losses.ts';
import { optimiserOf } from './optimisers/optimisers.ts';
import type { ScheduleSpec } from './schedule.ts';
import type { PenaltySpec, Task, TrainingSpec } from './training-spec.ts';

/** 'SGD', or how it is otherwise: 'adam (beta1 0.8), squared-error, L2 0.001, cosine'. */
export function describeTraining({ model, training, schedule, warmup }: Task & Pick<ScheduleSpec, 'schedule' | 'warmup'>): string {
  const { loss, reduction, labelSmoothing, classWeights, targets, penalty, decay } = training;
  const isUsual = lossNamed(loss).written === lossFor(model.output).written;
  const words = [
    optimiserWords(training),
    !isUsual && loss,
    reduction?.rows === 'sum' && 'summed over the rows',
    reduction?.outputs === 'mean' && 'a mean over the outputs',
    labelSmoothing && `label smoothing ${labelSmoothing}`,
    targets && `targets ${targets.join(' and ')}`,
    classWeights && `class weights ${classWeights.weights.map(shortest).join(', ')}${classWeights.over === 'weights' ? ', over their sum' : ''}`,
    penalty && penaltyWords(penalty),
    decay && `weight decay ${decay.rate}${decay.biases ? ' of the biases too' : ''}`,
    training.accumulate !== undefined && training.accumulate > 1 && `an update by the gradients of ${training.accumulate} batches`,
    ...clipWords(training),
    schedule && schedule !== 'constant' && schedule,
    warmup && `warm-up ${warmup}`,
  ];
  return words.filter(Boolean).join(', ');
}

function optimiserWords({ optimiser }: TrainingSpec): string {
  const { record } = optimiserOf(optimiser);
  const hyper = Object.entries(optimiser.hyper ?? {}).flatMap(([name, value]) =>
    name === 'inside' ? (value ? ['ε inside the root'] : []) : [`${name} ${value}`],
  );
  const name = record.name === 'sgd' ? 'SGD' : record.name;
  return hyper.length > 0 ? `${name} (${hyper.join(', ')})` : name;
}

/** 'L2 0.001·Σw² over the rows of the batch, in the gradient alone': what stands before each sum, whatever form λ was given in. */
function penaltyWords({ l1, l2, biases, in: where, overBatch }: PenaltySpec): string {
  const sums = [...(l2 > 0 ? [`L2 ${shortest(l2)}·Σw²`] : []), ...(l1 > 0 ? [`L1 ${shortest(l1)}·Σ|w|`] : [])];
  const how = [overBatch && 'over the rows of the batch', biases && 'biases too', where === 'gradient' && 'in the gradient alone'].filter(Boolean);
  return [sums.join(' and '), ...how].join(', ');
}

function shortest(value: number): number {
  return Number(value.toPrecision(4));
}

function clipWords({ clip }: TrainingSpec): string[] {
  if (!clip) return [];
  const { value, norm, globalNorm } = clip;
  const bounds = { 'each number': value, "each tensor's norm": norm, norm: globalNorm };
  return Object.entries(bounds).flatMap(([what, most]) => (most === undefined ? [] : [`${what} of gradients clipped to ${most}`]));
}
