import { together } from '../../fault.ts';
import { OPTIMISER_WORDS } from '../../model/optimisers/as-said.ts';
import { OPTIMISERS } from '../../model/optimisers/optimisers.ts';
import { SCHEDULES } from '../../model/schedule.ts';
import { namesOf } from '../../model/word.ts';
import { number, onlyOn, type Reader, vocabulary, whole } from './reading.ts';
import { setting } from './setting.ts';

const usual = (hyper: string) => OPTIMISERS.find((record) => Object.hasOwn(record.hyper, hyper))?.hyper as Readonly<Record<string, number>>;

const share = number('a number from 0 to below 1', (n) => n >= 0 && n < 1);
const from0 = number('a number from 0', (n) => n >= 0 && Number.isFinite(n));
const above0: Reader<number> = number('a number above 0', (n) => n > 0 && Number.isFinite(n));

/** The way that the weights go. */
export const OPTIMISER = [
  setting({
    name: 'optimizer',
    alsoCalled: ['optimiser', 'solver', 'optim'],
    argument: 'name',
    says: together(namesOf(OPTIMISER_WORDS), 'or'),
    read: vocabulary(OPTIMISER_WORDS),
    unsaid: 'sgd',
    decides: 'numbers',
  }),
  setting({
    name: 'momentum',
    argument: 'number',
    says: 'of sgd, or of rmsprop',
    read: share,
    unsaid: '0.9 of momentum and nesterov, else 0',
    decides: 'numbers',
  }),
  setting({ name: 'nesterov', says: "sgd's momentum as Nesterov has it", read: onlyOn, decides: 'numbers' }),
  setting({ name: 'dampening', argument: 'τ', says: 'of momentum: v ← μ·v + (1 − τ)·g', read: share, unsaid: 0, decides: 'numbers' }),
  setting({ name: 'beta1', argument: 'number', says: 'of adam and its kin', read: share, unsaid: usual('beta1')['beta1'] as number, decides: 'numbers' }),
  setting({ name: 'beta2', argument: 'number', says: 'of adam and its kin', read: share, unsaid: usual('beta2')['beta2'] as number, decides: 'numbers' }),
  setting({ name: 'rho', argument: 'number', says: 'of rmsprop and adadelta', read: share, unsaid: 'as PyTorch has it', decides: 'numbers' }),
  setting({
    name: 'epsilon',
    alsoCalled: ['eps'],
    argument: 'number',
    says: 'what keeps a division from one by 0',
    read: above0,
    unsaid: 'as PyTorch has it',
    decides: 'numbers',
  }),
  setting({ name: 'epsilonInside', says: 'of adagrad and rmsprop: √(s + ε), as TensorFlow.js has it, for √s + ε', read: onlyOn, decides: 'numbers' }),
  setting({ name: 'centred', alsoCalled: ['centered'], says: 'rmsprop by the variance, s − m², under the root', read: onlyOn, decides: 'numbers' }),
  setting({ name: 'amsgrad', says: 'adam, or adamw, by the largest v so far', read: onlyOn, decides: 'numbers' }),
  setting({
    name: 'momentumDecay',
    argument: 'ψ',
    says: 'of nadam, which brings its momentum in by degrees',
    read: from0,
    unsaid: usual('momentumDecay')['momentumDecay'] as number,
    decides: 'numbers',
  }),
  setting({
    name: 'weightDecay',
    alsoCalled: ['wd'],
    argument: 'number',
    says: 'decoupled: a step takes η·λ·w off each weight besides',
    read: from0,
    unsaid: '0.01 of adamw, else 0',
    decides: 'numbers',
  }),
  setting({ name: 'decayBiases', says: '--weight-decay of the biases too, as PyTorch has it', read: onlyOn, decides: 'numbers' }),
  setting({
    name: 'schedule',
    alsoCalled: ['scheduler', 'lrSchedule', 'lrScheduler'],
    argument: 'name',
    says: `how the learning rate changes: ${together(namesOf(SCHEDULES), 'or')}`,
    read: vocabulary(SCHEDULES),
    unsaid: 'constant',
    decides: 'numbers',
  }),
  setting({
    name: 'warmup',
    alsoCalled: ['warmupEpochs'],
    argument: 'epochs',
    says: 'in whose steps the learning rate grows from 0',
    read: whole(1),
    unsaid: 0,
    decides: 'numbers',
  }),
  setting({
    name: 'clipNorm',
    alsoCalled: ['maxNorm', 'maxGradNorm', 'globalClipnorm', 'clipGradNorm'],
    argument: 'c',
    says: 'the most that the norm of all gradients together may be',
    read: above0,
    unsaid: 'no bound',
    decides: 'numbers',
  }),
  setting({
    name: 'clipTensorNorm',
    alsoCalled: ['clipnorm'],
    argument: 'c',
    says: "the most that the norm of each tensor's gradient may be",
    read: above0,
    unsaid: 'no bound',
    decides: 'numbers',
  }),
  setting({
    name: 'clipValue',
    alsoCalled: ['clipGradValue'],
    argument: 'c',
    says: 'the most that any number of a gradient may be',
    read: above0,
    unsaid: 'no bound',
    decides: 'numbers',
  }),
] as const;
