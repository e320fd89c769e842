import { together } from '../../fault.ts';
import { LAMBDAS } from '../../model/lambda.ts';
import { LOSSES } from '../../model/losses/losses.ts';
import { namesOf } from '../../model/word.ts';
import { either, fraction, listOf, number, oneOf, onlyOn, type Reader, vocabulary } from './reading.ts';
import { setting } from './setting.ts';

const WEIGHTS = "'balanced', or a weight above 0 for each class, such as 1,2.5";

const balanced = oneOf(['balanced']);
const weights: Reader<number[]> = listOf(
  number(WEIGHTS, (n) => n > 0 && Number.isFinite(n)),
  WEIGHTS,
);
const TARGETS = 'two different numbers, such as -1,1 or 0.01,0.99';
const two = listOf(number(TARGETS, Number.isFinite), TARGETS);
const offAndOn: Reader<readonly [off: number, on: number]> = (came) => {
  const reading = two(came);
  const [off, on, ...more] = 'value' in reading ? reading.value : [];
  return off === undefined || on === undefined || off === on || more.length > 0 ? { expected: TARGETS } : { value: [off, on] };
};
const strength = number('a number from 0', (n) => n >= 0 && Number.isFinite(n));

/** What is made small. */
export const LOSS = [
  setting({
    name: 'loss',
    alsoCalled: ['criterion', 'lossFunction'],
    argument: 'name',
    says: together(namesOf(LOSSES), 'or'),
    read: vocabulary(LOSSES),
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
    name: 'outputReduction',
    argument: 'how',
    says: "a row's losses of its outputs are put together as their sum or their mean",
    read: oneOf(['sum', 'mean']),
    unsaid: 'sum',
    decides: 'numbers',
  }),
  setting({
    name: 'targets',
    argument: 'off,on',
    says: 'what an output is to answer for the classes that a row is not of, and for its own: -1,1 or 0.01,0.99',
    read: offAndOn,
    unsaid: '0,1',
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
    alsoCalled: ['classWeight'],
    argument: 'weights',
    says: "what a row counts by its class: a weight for each, or balanced: n/(classes · the class's rows)",
    read: either(balanced, weights),
    unsaid: '1 each',
    decides: 'numbers',
  }),
  setting({
    name: 'classWeightsOver',
    argument: 'what',
    says: "a mean of weighed rows is over the rows, or over their weights' sum, as PyTorch has it",
    read: oneOf(['rows', 'weights']),
    unsaid: 'rows',
    decides: 'numbers',
  }),
  setting({
    name: 'l2',
    argument: 'number',
    says: 'λ·Σw² is added to the loss',
    read: strength,
    unsaid: 0,
    decides: 'numbers',
  }),
  setting({ name: 'l1', argument: 'number', says: 'λ·Σ|w| is added to the loss', read: strength, unsaid: 0, decides: 'numbers' }),
  setting({
    name: 'penaltyAs',
    argument: 'form',
    says: `how λ of --l2 and --l1 stands before its sum, B the rows of a batch, n those to train on: ${together(namesOf(LAMBDAS), 'or')}; the 2 is of --l2 alone`,
    read: vocabulary(LAMBDAS),
    unsaid: LAMBDAS[0].name,
    decides: 'numbers',
  }),
  setting({
    name: 'penaltyIn',
    argument: 'what',
    says: 'where --l2 and --l1 are: in the loss, or in the gradient alone, after clipping, as weight_decay of PyTorch',
    read: oneOf(['loss', 'gradient']),
    unsaid: 'loss',
    decides: 'numbers',
  }),
  setting({ name: 'penaltyBiases', says: '--l2 and --l1 of the biases too, and of γ and β', read: onlyOn, decides: 'numbers' }),
] as const;
