import type { Pass } from '../../../scratch/formulas.ts';
import { scale } from '../../../src/numbers/algebra.ts';
import { short } from '../figures.ts';
import type { Family, Mistake, Setting, Suspects } from '../mistake.ts';
import { isBatchSize } from './cross-entropy.ts';
import { byRows, gradientMistake, reallyDivided, reallyTimes } from './gradient-mistake.ts';
import { jacobianMistakes, squaredErrorMistakes } from './jacobian.ts';

/** Mistakes in ∂L/∂logits: first those that put something in its place, then those that scale what is there. */
export const outputGradientMistakes: Suspects = (setting) => [
  ...jacobianMistakes(setting),
  ...scaled(setting),
  ...nominal(setting),
  ...squaredErrorMistakes(setting),
];

/** The right gradient of the pass, times a factor; `lossToo` where what is minimised differs, not only its gradient. */
function times(factor: (pass: Pass) => number, lossToo = false): Mistake['wrong'] {
  return (right) => ({
    lossGradient: (pass) => scale(right.lossGradient(pass), factor(pass)),
    ...(lossToo ? { reported: (pass: Pass, updated: Pass['weights']) => right.reported(pass, updated) * factor(pass) } : {}),
  });
}

function scaled({ batchSize, shortRows, classes, learningRate }: Setting): Mistake[] {
  const summed = byRows(batchSize, `With batches of ${batchSize}, ${reallyTimes(learningRate, batchSize)}.`);
  const onShort = `on a short batch of ${shortRows}, ${short(learningRate)}/${shortRows} = ${short(learningRate / shortRows)}`;
  const twice = byRows(batchSize, `With batches of ${batchSize}, ${reallyDivided(learningRate, batchSize)} (${onShort}).`);
  const divide = 'Divide the output gradient by the rows of the batch; no later formula divides again.';
  const once = "Keep the one division in the gradient of the loss, and delete the other (in the layer's backward or in the update).";
  const rows = ({ X }: Pass) => X.rows;
  const uphill = 'Every step goes uphill: the loss rises from the first step on.';
  const factor = (id: string, name: string, c: number, mend: string) => [
    gradientMistake(
      id,
      name,
      mend,
      `As if ${reallyTimes(learningRate, c)}.`,
      times(() => c),
    ),
    gradientMistake(
      `${id}/loss-too`,
      `${name}, and so is the loss`,
      mend,
      `As if ${reallyTimes(learningRate, c)}.`,
      times(() => c, true),
      'loss',
    ),
  ];
  return [
    gradientMistake(
      'mean-twice',
      'The mean over the batch is taken twice',
      once,
      twice,
      times((pass) => 1 / rows(pass)),
    ),
    gradientMistake('mean-missing', 'The gradient is not divided by the batch size', divide, summed, times(rows)),
    gradientMistake('mean-missing/loss-too', 'Loss and gradient are summed over the batch, not averaged', divide, summed, times(rows, true), 'loss'),
    gradientMistake(
      'mean-twice/loss-too',
      'The mean over the batch is taken twice, in the loss and in the gradient',
      once,
      twice,
      times((pass) => 1 / rows(pass), true),
      'loss',
    ),
    gradientMistake(
      'wrong-sign',
      'The gradient has the wrong sign: y − p for p − y',
      'dZ = (p − y)/B, and W ← W − learning rate·dW.',
      uphill,
      times(() => -1),
    ),
    ...(classes > 1
      ? factor(
          'over-classes',
          `The gradient is divided by the number of classes, ${classes}`,
          1 / classes,
          'Take the mean over the B rows, not over the B·K numbers.',
        )
      : []),
    ...factor(
      'squared-error-factor',
      "The gradient has squared error's factor 2: 2·(p − y)/B",
      2,
      'The cross-entropy through softmax or sigmoid gives p − y, without a 2.',
    ),
    ...(classes > 2
      ? factor(
          'squared-error-mean',
          `The gradient has the factor of a mean squared error over ${classes} classes: 2·(p − y)/(B·K)`,
          2 / classes,
          'The cross-entropy through softmax gives (p − y)/B.',
        )
      : []),
  ];
}

/** A batch size that is written into the program, or kept from the first batch, divides every batch. */
function nominal({ batchSize, learningRate }: Setting): (Mistake | Family)[] {
  const mend = 'Divide by the rows really in the batch, X.rows.';
  const effect = (n: number) =>
    `A batch of one, say, is taken at ${short(learningRate)}/${short(n)} = ${short(learningRate / n)}; short batches count for less than they should.`;
  const fixed = (lossToo: boolean): Family => ({
    id: `nominal-batch${lossToo ? '/loss-too' : ''}`,
    stage: lossToo ? 'loss' : 'gradient',
    starts: [batchSize],
    plausible: isBatchSize,
    make: (n) => ({
      ...gradientMistake(
        `nominal-batch${lossToo ? '/loss-too' : ''}`,
        `${lossToo ? 'Loss and gradient are' : 'The gradient is'} divided by ${short(n)}, the nominal batch size, on every batch, short ones too`,
        mend,
        effect(n),
        times(({ X }) => X.rows / n, lossToo),
        lossToo ? 'loss' : 'output gradient',
      ),
      parameter: { name: 'batch size', value: n },
    }),
  });
  return [
    fixed(false),
    fixed(true),
    gradientMistake(
      'first-batch-size',
      'The gradient is divided by the size of the first batch the network saw, on every batch',
      mend,
      effect(batchSize),
      times(({ X, memory }) => X.rows / memory.firstRows),
    ),
    gradientMistake(
      'first-batch-size/loss-too',
      'Loss and gradient are divided by the size of the first batch the network saw, on every batch',
      mend,
      effect(batchSize),
      times(({ X, memory }) => X.rows / memory.firstRows, true),
      'loss',
    ),
  ];
}
