import { short } from '../figures.ts';
import type { Setting } from '../mistake.ts';
import { type MistakeRecord, mistake, type Place } from '../record.ts';
import { isBatchSize } from './cross-entropy.ts';
import { byRows, reallyDivided, reallyTimes } from './effects.ts';
import { squaredErrorMistakes, throughMistakes } from './jacobian.ts';
import { RIGHT_OUTPUT_GRADIENT } from './right.ts';
import { gradientTimes, lossAndGradientTimes } from './times.ts';
import { severalClasses } from './where.ts';

const DIVIDE = 'Divide the output gradient by the rows of the batch; no later formula divides again.';
const ONCE = "Keep the one division in the gradient of the loss, and delete the other (in the layer's backward or in the update).";
const ROWS_REALLY = 'Divide by the rows really in the batch, X.rows.';

const summed = ({ batchSize, learningRate }: Place) => byRows(batchSize, `With batches of ${batchSize}, ${reallyTimes(learningRate, batchSize)}.`);
const dividedTwice = ({ batchSize, shortRows, learningRate }: Place) => {
  const onShort = `on a short batch of ${shortRows}, ${short(learningRate)}/${shortRows} = ${short(learningRate / shortRows)}`;
  return byRows(batchSize, `With batches of ${batchSize}, ${reallyDivided(learningRate, batchSize)} (${onShort}).`);
};
const dividedBy = (n: number, learningRate: number) =>
  `A batch of one, say, is taken at ${short(learningRate)}/${short(n)} = ${short(learningRate / n)}; short batches count for less than they should.`;

/** What scales ∂L/∂logits, alone or with the loss. */
// biome-ignore format: what and where on the first line of a record, then its words, then its formula
const scaled = [
  mistake({ id: 'mean-twice', channel: 'batch', first: 'output gradient',
    says: 'The mean over the batch is taken twice',
    right: RIGHT_OUTPUT_GRADIENT, mend: ONCE, effect: dividedTwice,
    change: gradientTimes(({ X }) => 1 / X.rows),
  }),
  mistake({ id: 'mean-missing', channel: 'batch', first: 'output gradient',
    says: 'The gradient is not divided by the batch size',
    right: RIGHT_OUTPUT_GRADIENT, mend: DIVIDE, effect: summed,
    change: gradientTimes(({ X }) => X.rows),
  }),
  mistake({ id: 'mean-missing/loss-too', channel: 'loss', first: 'loss',
    says: 'Loss and gradient are summed over the batch, not averaged',
    right: RIGHT_OUTPUT_GRADIENT, mend: DIVIDE, effect: summed,
    change: lossAndGradientTimes(({ X }) => X.rows),
  }),
  mistake({ id: 'mean-twice/loss-too', channel: 'loss', first: 'loss',
    says: 'The mean over the batch is taken twice, in the loss and in the gradient',
    right: RIGHT_OUTPUT_GRADIENT, mend: ONCE, effect: dividedTwice,
    change: lossAndGradientTimes(({ X }) => 1 / X.rows),
  }),
  mistake({ id: 'wrong-sign', channel: 'output-gradient', first: 'output gradient',
    says: 'The gradient has the wrong sign: y − p for p − y',
    right: RIGHT_OUTPUT_GRADIENT, mend: 'dZ = (p − y)/B, and W ← W − learning rate·dW.',
    effect: 'Every step goes uphill: the loss rises from the first step on.',
    change: gradientTimes(() => -1),
  }),
];

/** A factor too many, in the gradient alone, and in the loss as well. */
interface Factor extends Pick<MistakeRecord, 'id' | 'mend' | 'when'> {
  readonly says: (setting: Setting) => string;
  readonly factor: (setting: Setting) => number;
}

// biome-ignore format: a record, as above
const withFactor = ({ says, factor, ...words }: Factor) => [
  mistake({ ...words, channel: 'output-gradient', first: 'output gradient',
    says, right: RIGHT_OUTPUT_GRADIENT,
    effect: (place) => `As if ${reallyTimes(place.learningRate, factor(place))}.`,
    change: gradientTimes((_pass, place) => factor(place)),
  }),
  mistake({ ...words, id: `${words.id}/loss-too`, channel: 'loss', first: 'loss',
    says: (place) => `${says(place)}, and so is the loss`, right: RIGHT_OUTPUT_GRADIENT,
    effect: (place) => `As if ${reallyTimes(place.learningRate, factor(place))}.`,
    change: lossAndGradientTimes((_pass, place) => factor(place)),
  }),
];

// biome-ignore format: a record, as above
const factors = [
  withFactor({ id: 'over-classes', when: severalClasses,
    says: ({ classes }) => `The gradient is divided by the number of classes, ${classes}`,
    mend: 'Take the mean over the B rows, not over the B·K numbers.',
    factor: ({ classes }) => 1 / classes,
  }),
  withFactor({ id: 'squared-error-factor',
    says: () => "The gradient has squared error's factor 2: 2·(p − y)/B",
    mend: 'The cross-entropy through softmax or sigmoid gives p − y, without a 2.',
    factor: () => 2,
  }),
  withFactor({ id: 'squared-error-mean', when: ({ classes }) => classes > 2,
    says: ({ classes }) => `The gradient has the factor of a mean squared error over ${classes} classes: 2·(p − y)/(B·K)`,
    mend: 'The cross-entropy through softmax gives (p − y)/B.',
    factor: ({ classes }) => 2 / classes,
  }),
].flat();

/** A batch size that is written into the program, or kept from the first batch, divides every batch. */
// biome-ignore format: a record, as above
const nominal = [
  mistake({ id: 'nominal-batch', channel: 'batch', first: 'output gradient',
    estimate: { name: 'batch size', starts: ({ batchSize }) => [batchSize], plausible: isBatchSize },
    says: ({ value: n }) => `The gradient is divided by ${short(n)}, the nominal batch size, on every batch, short ones too`,
    right: RIGHT_OUTPUT_GRADIENT, mend: ROWS_REALLY,
    effect: ({ value: n, learningRate }) => dividedBy(n, learningRate),
    change: gradientTimes(({ X }, { value: n }) => X.rows / n),
  }),
  mistake({ id: 'nominal-batch/loss-too', channel: 'loss', first: 'loss',
    estimate: { name: 'batch size', starts: ({ batchSize }) => [batchSize], plausible: isBatchSize },
    says: ({ value: n }) => `Loss and gradient are divided by ${short(n)}, the nominal batch size, on every batch, short ones too`,
    right: RIGHT_OUTPUT_GRADIENT, mend: ROWS_REALLY,
    effect: ({ value: n, learningRate }) => dividedBy(n, learningRate),
    change: lossAndGradientTimes(({ X }, { value: n }) => X.rows / n),
  }),
  mistake({ id: 'first-batch-size', channel: 'batch', first: 'output gradient',
    says: 'The gradient is divided by the size of the first batch the network saw, on every batch',
    right: RIGHT_OUTPUT_GRADIENT, mend: ROWS_REALLY,
    effect: ({ batchSize, learningRate }) => dividedBy(batchSize, learningRate),
    change: gradientTimes(({ X, memory }) => X.rows / memory.firstRows),
  }),
  mistake({ id: 'first-batch-size/loss-too', channel: 'batch', first: 'output gradient', // in the second step: the loss of the first is right
    says: 'Loss and gradient are divided by the size of the first batch the network saw, on every batch',
    right: RIGHT_OUTPUT_GRADIENT, mend: ROWS_REALLY,
    effect: ({ batchSize, learningRate }) => dividedBy(batchSize, learningRate),
    change: lossAndGradientTimes(({ X, memory }) => X.rows / memory.firstRows),
  }),
];

/** Mistakes in ∂L/∂logits: first those that put something in its place, then those that scale what is there. */
export const outputGradientMistakes: readonly MistakeRecord[] = [...throughMistakes, ...scaled, ...factors, ...nominal, ...squaredErrorMistakes];
