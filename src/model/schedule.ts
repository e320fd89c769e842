import { cos } from '../numbers/elementary/circular.ts';
import { power } from '../numbers/elementary/power.ts';
import { type Parameter, read, type Word, type Written } from './word.ts';

/** Where a step stands in its training. */
export interface Moment {
  readonly epoch: number; // 0, 1, … completed ones
  readonly progress: number; // of all steps, 0 before the first, < 1 before the last
}

/** How the learning rate changes in the course of a training: all that the program knows of it in one record. */
export interface ScheduleRecord extends Word {
  /** What the learning rate is multiplied by. */
  readonly factor: (moment: Moment, parameter: number) => number;
}

const schedule = <const R extends ScheduleRecord>(record: R): R => record;
const epochs: Parameter = { name: 'n', default: 10, within: [1, 1e9] };

const constant = schedule({ name: 'constant', says: 'η', alsoCalled: ['ConstantLR'], factor: () => 1 });

const step = schedule({
  name: 'step',
  says: 'a tenth after every n epochs',
  alsoCalled: ['StepLR', 'step-decay'],
  parameter: epochs,
  factor: ({ epoch }, n) => power(0.1, Math.floor(epoch / n)),
});

const half = schedule({
  name: 'half',
  says: 'half after every n epochs',
  parameter: epochs,
  factor: ({ epoch }, n) => power(0.5, Math.floor(epoch / n)),
});

const exponential = schedule({
  name: 'exponential',
  says: 'times γ after every epoch',
  alsoCalled: ['ExponentialLR', 'exponential_decay'],
  parameter: { name: 'γ', default: 0.95, within: [1e-9, 1] },
  factor: ({ epoch }, γ) => power(γ, epoch),
});

const inverseTime = schedule({
  name: 'inverse-time',
  says: 'η/(1 + k·epoch)',
  alsoCalled: ['inverse_time_decay'],
  parameter: { name: 'k', default: 0.1, within: [0, 1e9] },
  factor: ({ epoch }, k) => 1 / (1 + k * epoch),
});

const cosine = schedule({
  name: 'cosine',
  says: 'half a cosine down to 0 (Loshchilov and Hutter, 2017)',
  alsoCalled: ['CosineAnnealingLR', 'cosine_decay', 'cosine-annealing'],
  factor: ({ progress }) => (1 + cos(Math.PI * progress)) / 2,
});

export const SCHEDULES = [constant, step, half, exponential, inverseTime, cosine] as const;

/** As written: 'cosine', 'step(30)'. */
export type Schedule = Written<(typeof SCHEDULES)[number]>;

export interface ScheduleSpec {
  readonly learningRate: number;
  readonly schedule?: Schedule;
  /** Epochs in whose steps the learning rate first grows from 0, in equal parts. */
  readonly warmup?: number;
  readonly epochs: number;
}

/** The learning rate of a step (1, 2, …). */
export function learningRateIn(
  { learningRate, schedule: written = 'constant', warmup = 0, epochs: all }: ScheduleSpec,
  step: number,
  perEpoch: number,
): number {
  const { record, parameter } = read(SCHEDULES, written, 'schedule');
  const moment = { epoch: Math.floor((step - 1) / perEpoch), progress: (step - 1) / (all * perEpoch) };
  return learningRate * record.factor(moment, parameter) * Math.min(1, step / (warmup * perEpoch || 1));
}
