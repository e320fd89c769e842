import { together } from '../../fault.ts';
import { LOSSES, type Loss } from '../../model/losses/losses.ts';
import { expectedOf, isWritten, namesOf } from '../../model/word.ts';
import { either, fraction, listOf, number, oneOf, type Reader, word } from './reading.ts';
import { setting } from './setting.ts';

const WEIGHTS = "'balanced', or a weight above 0 for each class, such as 1,2.5";

const balanced = oneOf(['balanced']);
const weights: Reader<number[]> = listOf(
  number(WEIGHTS, (n) => n > 0 && Number.isFinite(n)),
  WEIGHTS,
);
const strength = number('a number from 0', (n) => n >= 0 && Number.isFinite(n));

/** What is made small. */
export const LOSS = [
  setting({
    name: 'loss',
    argument: 'name',
    says: together(namesOf(LOSSES), 'or'),
    read: word(
      (value): value is Loss => isWritten(LOSSES, value),
      (came) => expectedOf(LOSSES, came),
    ),
    unsaid: "the output's cross-entropy",
    decides: 'numbers',
  }),
  setting({
    name: 'reduction',
    argument: 'how',
    says: "the rows' losses are put together as their mean or their sum",
    read: oneOf(['mean', 'sum']),
    unsaid: 'mean',
    decides: 'numbers',
  }),
  setting({
    name: 'labelSmoothing',
    argument: 'share',
    says: 'of every target that is spread evenly over the classes',
    read: fraction,
    unsaid: 0,
    decides: 'numbers',
  }),
  setting({
    name: 'classWeights',
    argument: 'weights',
    says: "what a row counts by its class: a weight for each, or balanced: n/(classes · the class's rows)",
    read: either(balanced, weights),
    unsaid: '1 each',
    decides: 'numbers',
  }),
  setting({
    name: 'l2',
    argument: 'number',
    says: 'λ·Σw² is added to the loss, of the weights without the biases',
    read: strength,
    unsaid: 0,
    decides: 'numbers',
  }),
  setting({ name: 'l1', argument: 'number', says: 'λ·Σ|w| is added to the loss', read: strength, unsaid: 0, decides: 'numbers' }),
] as const;
