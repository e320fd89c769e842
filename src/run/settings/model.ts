import { together } from '../../fault.ts';
import { ACTIVATIONS } from '../../model/activations/activations.ts';
import { BIASES } from '../../model/initialisers/biases.ts';
import { INITIALISERS } from '../../model/initialisers/initialisers.ts';
import { type Init, isFile } from '../../model/initialisers/named.ts';
import { USUAL_NORMALISATION } from '../../model/model-spec.ts';
import { namesOf } from '../../model/word.ts';
import { either, fraction, listOf, number, oneOf, onlyOff, type Reader, vocabulary, whole } from './reading.ts';
import { setting } from './setting.ts';

/** Where nothing else is said, a sigmoid output says class 1 from this p on. */
export const DEFAULT_THRESHOLD = 0.5;

const WIDTHS = "widths such as 64,64, each a whole number from 1 (for no hidden layer: 'none')";
const RATE = 'rates such as 0.2, each from 0 to below 1';
const OUTPUTS = ['softmax', 'sigmoid', 'sigmoids', 'linear', 'tanh'] as const;

const activation = vocabulary(ACTIVATIONS);

const INITS = [...namesOf(INITIALISERS), 'file:weights.json'];
const drawn = vocabulary(INITIALISERS, INITS);
const init: Reader<Init> = (came) => (isFile(came) ? { value: came } : drawn(came));

const WITH_NUMBER = namesOf(INITIALISERS.filter((record) => 'parameter' in record));

const BIAS = `a number such as 0.01, ${together(namesOf(BIASES), 'or')}`;

export const MODEL = [
  setting({
    name: 'hidden',
    alsoCalled: ['hiddenLayers', 'hiddenLayerSizes', 'hiddenSizes'],
    argument: 'widths',
    says: "units of the hidden layers, or 'none'",
    read: listOf(whole(1, Number.MAX_SAFE_INTEGER, WIDTHS), WIDTHS),
    default: [64, 64],
    decides: 'numbers',
  }),
  setting({
    name: 'activation',
    alsoCalled: ['activations'],
    argument: 'names',
    says: `${together(namesOf(ACTIVATIONS), 'or')}: one for all hidden layers, or one for each`,
    read: listOf(activation, 'activations'),
    default: ['relu'],
    decides: 'numbers',
  }),
  setting({
    name: 'output',
    alsoCalled: ['outputActivation'],
    argument: 'kind',
    says: 'softmax, or for two classes sigmoid; sigmoids: one for each class, or for each of several label columns; of a regression linear (its default) or tanh',
    read: oneOf(OUTPUTS),
    default: 'softmax',
    decides: 'numbers',
  }),
  setting({
    name: 'threshold',
    argument: 'p',
    says: 'a sigmoid output says class 1, or that a row has the label, from this p on',
    read: fraction,
    unsaid: DEFAULT_THRESHOLD,
    decides: 'numbers',
  }),
  setting({ name: 'bias', alsoCalled: ['useBias'], isOn: true, says: 'layers without bias', read: onlyOff, decides: 'numbers' }),
  setting({
    name: 'normalise',
    alsoCalled: ['normalize', 'normalisation', 'normalization'],
    argument: 'over',
    says: 'what stands before each activation: batch or layer normalisation',
    read: oneOf(['batch', 'layer'], { batch: ['BatchNorm1d', 'BatchNorm', 'BatchNormalization'], layer: ['LayerNorm', 'LayerNormalization'] }),
    unsaid: 'none',
    decides: 'numbers',
  }),
  setting({
    name: 'normEpsilon',
    argument: 'ε',
    says: 'what a normalisation adds to a variance',
    read: number('a number above 0', (n) => n > 0 && Number.isFinite(n)),
    unsaid: USUAL_NORMALISATION.epsilon,
    decides: 'numbers',
  }),
  setting({
    name: 'normMomentum',
    argument: 'm',
    says: "of batch normalisation: what is kept becomes (1 − m)·kept + m·of the batch, as PyTorch has it; Keras' momentum is 1 − m",
    read: number('a number above 0, at most 1', (n) => n > 0 && n <= 1),
    unsaid: USUAL_NORMALISATION.momentum,
    decides: 'numbers',
  }),
  setting({
    name: 'normVariance',
    argument: 'how',
    says: 'the variance that batch normalisation keeps: unbiased, by B − 1 as PyTorch has it, or biased, by B as Keras has it',
    read: oneOf(['unbiased', 'biased']),
    unsaid: 'unbiased',
    decides: 'numbers',
  }),
  setting({
    name: 'dropout',
    alsoCalled: ['dropoutRate'],
    argument: 'rates',
    says: 'how likely an activation is left out of a step: one rate for all hidden layers, or one for each',
    read: listOf(
      number(RATE, (n) => n >= 0 && n < 1),
      RATE,
    ),
    unsaid: 'none',
    decides: 'numbers',
  }),
  setting({
    name: 'dropoutScaling',
    argument: 'where',
    says: 'inverted: what stays in a step is divided by 1 − rate; or prediction: what is predicted is multiplied by it',
    read: oneOf(['inverted', 'prediction']),
    unsaid: 'inverted',
    decides: 'numbers',
  }),
  setting({
    name: 'init',
    alsoCalled: ['kernelInitializer', 'initialiser', 'initializer'],
    argument: 'name',
    says: `initial weights: ${together(INITS, 'or')}; ${together(WITH_NUMBER)} take a number, as in normal(0.01)`,
    read: init,
    default: 'he-normal',
    decides: 'numbers',
  }),
  setting({
    name: 'biasInit',
    alsoCalled: ['biasInitializer'],
    argument: 'value',
    says: `initial biases: ${BIAS}; pytorch is U(±1/√in)`,
    read: either(
      oneOf(namesOf(BIASES)),
      number(BIAS, (n) => Number.isFinite(Math.fround(n))),
    ),
    unsaid: 'as --init has them',
    decides: 'numbers',
  }),
] as const;
