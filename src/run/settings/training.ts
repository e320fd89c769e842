import { either, fraction, listOf, number, oneOf, type Reader, whole } from './reading.ts';
import { setting } from './setting.ts';

export const DEFAULT_SEED = 8;

/** Where --margin is not given: half a percentage point of accuracy. Set here so that it is set before any run. */
export const DEFAULT_MARGIN = 0.005;

const SEEDS = 'how many seeds, from 2 to 10,000, or a list of different ones such as 1,2,3';
const MOST_SEEDS = 10_000;

const howMany = whole(2, MOST_SEEDS, SEEDS);
const listed = listOf(whole(0, Number.MAX_SAFE_INTEGER, SEEDS), SEEDS);

/** '1,2,3': which ones; a single number never is a list. */
const which: Reader<number[]> = (came) => {
  const isList = Array.isArray(came) || (typeof came === 'string' && came.includes(','));
  const reading = isList ? listed(came) : { expected: SEEDS };
  if ('expected' in reading) return reading;
  const { value } = reading;
  return value.length >= 2 && new Set(value).size === value.length ? reading : { expected: SEEDS };
};

export const TRAINING = [
  setting({
    name: 'learningRate',
    alsoCalled: ['lr', 'eta', 'learningRateInit'],
    argument: 'rate',
    says: 'of stochastic gradient descent',
    read: number('a number above 0', (n) => n > 0 && Number.isFinite(n)),
    default: 0.1,
    decides: 'numbers',
  }),
  setting({
    name: 'batchSize',
    alsoCalled: ['batch'],
    argument: 'rows',
    says: 'of which an update is: 1, so many (the short last batch of an epoch is kept), or full, all rows to train on',
    read: either(oneOf(['full'], { full: ['all', 'full-batch'] }), whole(1, Number.MAX_SAFE_INTEGER, "a whole number from 1, or 'full'")),
    default: 64,
    decides: 'numbers',
  }),
  setting({
    name: 'accumulate',
    alsoCalled: ['accumulationSteps', 'gradientAccumulation', 'gradientAccumulationSteps', 'accumulateGradBatches'],
    argument: 'n',
    says: "an update by the gradients of so many batches, averaged as losses are, or summed; it goes on over an epoch's end",
    read: whole(1),
    unsaid: 1,
    decides: 'numbers',
  }),
  setting({ name: 'epochs', alsoCalled: ['nEpochs', 'numEpochs', 'maxEpochs', 'maxIter'], argument: 'n', read: whole(1), default: 50, decides: 'numbers' }),
  setting({
    name: 'earlyStopping',
    alsoCalled: ['patience', 'earlyStoppingPatience', 'nIterNoChange'],
    argument: 'epochs',
    says: 'end a training that has not become better for so many epochs, and give it back the weights of its best one',
    read: whole(1),
    unsaid: 'never',
    decides: 'numbers',
  }),
  setting({
    name: 'minDelta',
    alsoCalled: ['tol'],
    argument: 'number',
    says: 'what --early-stopping takes for better is better by more than that',
    read: number('a number from 0', (n) => n >= 0 && Number.isFinite(n)),
    unsaid: 0,
    decides: 'numbers',
  }),
  setting({
    name: 'monitor',
    argument: 'what',
    says: "what --early-stopping goes by on the validation rows: the loss, or the metric of the task's curves",
    read: oneOf(['loss', 'metric'], {
      loss: ['validationLoss', 'valLoss'],
      metric: ['accuracy', 'validationAccuracy', 'valAccuracy', 'valAcc', 'rmse', 'validationRmse', 'valRmse'],
    }),
    unsaid: 'loss',
    decides: 'numbers',
  }),
  setting({
    name: 'seed',
    alsoCalled: ['randomState', 'randomSeed'],
    argument: 'n',
    says: 'of the initial weights, the order of the rows and the split',
    read: whole(0),
    default: DEFAULT_SEED,
    decides: 'chance',
  }),
  setting({
    name: 'seeds',
    argument: 'n',
    says: 'repeat it with so many seeds, --seed and the next ones, or with those of a list such as 1,2,3; all networks with each',
    read: either(howMany, which),
    decides: 'chance',
  }),
  setting({
    name: 'margin',
    argument: 'accuracy',
    says: 'with --seeds: networks this close in accuracy (of a regression, in R²) are as good as each other; choose it before you see results',
    read: fraction,
    unsaid: DEFAULT_MARGIN,
    decides: 'result',
  }),
] as const;
