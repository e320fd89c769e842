import { together } from '../../fault.ts';
import { OPTIMISER_WORDS } from '../../model/optimisers/as-said.ts';
import { OPTIMISERS } from '../../model/optimisers/optimisers.ts';
import { SCHEDULES, type Schedule } from '../../model/schedule.ts';
import { expectedOf, isWritten, namesOf } from '../../model/word.ts';
import { number, oneOf, onlyOn, type Reader, whole, word } from './reading.ts';
import { setting } from './setting.ts';

const usual = (hyper: string) => OPTIMISERS.find((record) => Object.hasOwn(record.hyper, hyper))?.hyper as Readonly<Record<string, number>>;

const share = number('a number from 0 to below 1', (n) => n >= 0 && n < 1);
const above0: Reader<number> = number('a number above 0', (n) => n > 0 && Number.isFinite(n));

/** The way that the weights go. */
export const OPTIMISER = [
  setting({ name: 'optimizer', argument: 'name', says: together(OPTIMISER_WORDS, 'or'), read: oneOf(OPTIMISER_WORDS), unsaid: 'sgd', decides: 'numbers' }),
  setting({
    name: 'momentum',
    argument: 'number',
    says: 'of sgd, or of rmsprop',
    read: share,
    unsaid: '0.9 of momentum and nesterov, else 0',
    decides: 'numbers',
  }),
  setting({ name: 'nesterov', says: "sgd's momentum as Nesterov has it", read: onlyOn, decides: 'numbers' }),
  setting({ name: 'beta1', argument: 'number', says: 'of adam and its kin', read: share, unsaid: usual('beta1')['beta1'] as number, decides: 'numbers' }),
  setting({ name: 'beta2', argument: 'number', says: 'of adam and its kin', read: share, unsaid: usual('beta2')['beta2'] as number, decides: 'numbers' }),
  setting({ name: 'rho', argument: 'number', says: 'of rmsprop and adadelta', read: share, unsaid: 'as PyTorch has it', decides: 'numbers' }),
  setting({ name: 'epsilon', argument: 'number', says: 'what keeps a division from one by 0', read: above0, unsaid: 'as PyTorch has it', decides: 'numbers' }),
  setting({
    name: 'weightDecay',
    argument: 'number',
    says: 'decoupled: a step takes η·λ·w off each weight besides',
    read: number('a number from 0', (n) => n >= 0 && Number.isFinite(n)),
    unsaid: '0.01 of adamw, else 0',
    decides: 'numbers',
  }),
  setting({
    name: 'schedule',
    argument: 'name',
    says: `how the learning rate changes: ${together(namesOf(SCHEDULES), 'or')}`,
    read: word(
      (value): value is Schedule => isWritten(SCHEDULES, value),
      (came) => expectedOf(SCHEDULES, came),
    ),
    unsaid: 'constant',
    decides: 'numbers',
  }),
  setting({
    name: 'warmup',
    argument: 'epochs',
    says: 'in whose steps the learning rate grows from 0',
    read: whole(1),
    unsaid: 0,
    decides: 'numbers',
  }),
  setting({
    name: 'clipNorm',
    argument: 'c',
    says: 'the most that the norm of all gradients together may be',
    read: above0,
    unsaid: 'no bound',
    decides: 'numbers',
  }),
  setting({ name: 'clipValue', argument: 'c', says: 'the most that any number of a gradient may be', read: above0, unsaid: 'no bound', decides: 'numbers' }),
] as const;
