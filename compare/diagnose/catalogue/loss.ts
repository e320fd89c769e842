import type { Formulas, Pass } from '../../../scratch/formulas.ts';
import type { Matrix } from '../../../src/numbers/matrix.ts';
import { short } from '../figures.ts';
import type { Family, Mistake, Setting, Suspects } from '../mistake.ts';
import { crossEntropy, isBatchSize, mean, rightLoss, softplus, squaredError } from './cross-entropy.ts';
import { byRows } from './gradient-mistake.ts';
import { logarithmMistakes } from './logarithm.ts';
import { softmaxMistakes } from './softmax.ts';

/** Mistakes in the loss that a step returns, and in the probabilities that it is made of. */
export const lossMistakes: Suspects = (setting) => [...values(setting), ...logarithmMistakes(setting), ...softmaxMistakes(setting)];

const onlyReported = 'None on training: only the loss that is shown is wrong.';

/** The right loss of the pass, times a factor. */
function times(factor: (pass: Pass) => number): Mistake['wrong'] {
  return (right) => ({ reported: (pass, updated) => right.reported(pass, updated) * factor(pass) });
}

function values({ classes, batchSize, shortRows }: Setting): (Mistake | Family)[] {
  const right = rightLoss(classes);
  const tooLarge = `It is ${batchSize} times too large on the full batch${shortRows > 1 ? ` and ${shortRows} times on the short one` : ''}.`;
  const loss = (id: string, name: string, mend: string, wrong: Mistake['wrong'], effect = onlyReported): Mistake => ({
    id,
    name,
    stage: 'loss',
    tensor: 'loss',
    right,
    mend,
    effect,
    wrong,
  });
  return [
    loss(
      'loss-summed',
      'The loss is summed over the batch, not averaged',
      'Divide the summed loss by the rows of the batch, X.rows.',
      times(({ X }) => X.rows),
      byRows(batchSize, `${onlyReported} ${tooLarge}`),
    ),
    loss(
      'loss-mean-twice',
      'The mean over the batch is taken twice in the loss',
      'Divide by the rows of the batch once.',
      times(({ X }) => 1 / X.rows),
    ),
    loss(
      'loss-sign',
      'The loss has the wrong sign',
      'The log-likelihood is to be negated.',
      times(() => -1),
    ),
    ...(classes > 1
      ? [
          loss(
            'loss-over-classes',
            'The loss is divided by the number of classes as well: a mean over all B·K numbers',
            'Sum over the classes, take the mean over the rows only.',
            times(() => 1 / classes),
          ),
        ]
      : []),
    loss(
      'loss-after-update',
      'The loss is that after the update, not before it',
      'Compute the loss from the forward pass that the gradient comes from.',
      (formulas) => ({
        reported: (pass, updated) =>
          formulas.reported({ ...pass, loss: crossEntropy(logitsWith(formulas, pass, updated), pass.Y, pass.task.model.output) }, updated),
      }),
    ),
    loss(
      'loss-zero',
      'step() returns 0, not the loss',
      'Return the mean loss of the batch, as it was before the update.',
      times(() => 0),
    ),
    loss('loss-squared-error', 'The loss reported is the squared error of the probabilities', 'Report the cross-entropy.', (formulas) => ({
      loss: (pass) => squaredError(pass),
      lossGradient: formulas.lossGradient,
    })),
    ...(classes === 1
      ? [
          loss(
            'loss-positive-term',
            'Only the term y·log p is there: log(1 − p) of the rows of class 0 is missing in the loss',
            'L = −(y·log p + (1 − y)·log(1 − p)).',
            () => ({
              loss: ({ A, Y, task }) => crossEntropy(A.at(-1)!, Y, task.model.output) - mean(A.at(-1)!, (z, i) => (1 - Y.data[i]!) * softplus(z)),
            }),
          ),
        ]
      : []),
    {
      id: 'loss-nominal-batch',
      stage: 'loss',
      starts: [batchSize],
      plausible: isBatchSize,
      make: (n) => ({
        ...loss(
          'loss-nominal-batch',
          `The summed loss is divided by ${short(n)}, the nominal batch size, on every batch`,
          'Divide by the rows really in the batch, X.rows.',
          times(({ X }) => X.rows / n),
        ),
        parameter: { name: 'batch size', value: n },
      }),
    },
    {
      id: 'loss-factor',
      stage: 'loss',
      starts: [2],
      plausible: (c) => Math.abs(c) > 1e-6 && Math.abs(c - 1) > 1e-4,
      make: (c) => ({
        ...loss(
          'loss-factor',
          `The loss has a factor ${short(c)} too many`,
          'Leave the factor out (1/ln 2 = 1.443 makes nats into bits).',
          times(() => c),
        ),
        parameter: { name: 'factor', value: c },
      }),
    },
  ];
}

function logitsWith(formulas: Formulas, { A, layers }: Pass, weights: Pass['weights']): Matrix {
  return layers.reduce((below, layer, l) => formulas.activation(layer, l).value(formulas.affine(below, weights[l]!, l)), A[0]!);
}
