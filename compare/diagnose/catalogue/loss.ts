import type { Formulas, Pass } from '../../../scratch/formulas.ts';
import type { Matrix } from '../../../src/numbers/matrix.ts';
import { short } from '../figures.ts';
import type { Setting } from '../mistake.ts';
import { type MistakeRecord, mistake } from '../record.ts';
import { crossEntropy, isBatchSize, mean, rightLoss, softplus, squaredError } from './cross-entropy.ts';
import { byRows } from './effects.ts';
import { logarithmMistakes } from './logarithm.ts';
import { softmaxMistakes } from './softmax.ts';
import { lossTimes } from './times.ts';
import { oneOutput, severalClasses } from './where.ts';

const ONLY_REPORTED = 'None on training: only the loss that is shown is wrong.';
const onBatches = ({ batchSize, shortRows }: Setting) =>
  `It is ${batchSize} times too large on the full batch${shortRows > 1 ? ` and ${shortRows} times on the short one` : ''}.`;

// biome-ignore format: what and where on the first line of a record, then its words, then its formula
const values = [
  mistake({ id: 'loss-summed', channel: 'loss', first: 'loss',
    says: 'The loss is summed over the batch, not averaged',
    right: rightLoss, mend: 'Divide the summed loss by the rows of the batch, X.rows.',
    effect: (setting) => byRows(setting.batchSize, `${ONLY_REPORTED} ${onBatches(setting)}`),
    change: lossTimes(({ X }) => X.rows),
  }),
  mistake({ id: 'loss-mean-twice', channel: 'loss', first: 'loss',
    says: 'The mean over the batch is taken twice in the loss',
    right: rightLoss, mend: 'Divide by the rows of the batch once.', effect: ONLY_REPORTED,
    change: lossTimes(({ X }) => 1 / X.rows),
  }),
  mistake({ id: 'loss-sign', channel: 'loss', first: 'loss',
    says: 'The loss has the wrong sign',
    right: rightLoss, mend: 'The log-likelihood is to be negated.', effect: ONLY_REPORTED,
    change: lossTimes(() => -1),
  }),
  mistake({ id: 'loss-over-classes', channel: 'loss', first: 'loss', when: severalClasses,
    says: 'The loss is divided by the number of classes as well: a mean over all B·K numbers',
    right: rightLoss, mend: 'Sum over the classes, take the mean over the rows only.', effect: ONLY_REPORTED,
    change: lossTimes((_pass, { classes }) => 1 / classes),
  }),
  mistake({ id: 'loss-after-update', channel: 'loss', first: 'loss',
    says: 'The loss is that after the update, not before it',
    right: rightLoss, mend: 'Compute the loss from the forward pass that the gradient comes from.', effect: ONLY_REPORTED,
    change: (right) => ({
      reported: (pass, updated) => {
        const after = crossEntropy(logitsWith(right, pass, updated), pass.Y, pass.task.model.output);
        return right.reported({ ...pass, loss: after }, updated);
      },
    }),
  }),
  mistake({ id: 'loss-zero', channel: 'loss', first: 'loss',
    says: 'step() returns 0, not the loss',
    right: rightLoss, mend: 'Return the mean loss of the batch, as it was before the update.', effect: ONLY_REPORTED,
    change: lossTimes(() => 0),
  }),
  mistake({ id: 'loss-squared-error', channel: 'loss', first: 'loss',
    says: 'The loss reported is the squared error of the probabilities',
    right: rightLoss, mend: 'Report the cross-entropy.', effect: ONLY_REPORTED,
    change: () => ({ loss: squaredError }),
  }),
  mistake({ id: 'loss-positive-term', channel: 'loss', first: 'loss', when: oneOutput,
    says: 'Only the term y·log p is there: log(1 − p) of the rows of class 0 is missing in the loss',
    right: rightLoss, mend: 'L = −(y·log p + (1 − y)·log(1 − p)).', effect: ONLY_REPORTED,
    change: () => ({
      loss: ({ A, Y, task }) => crossEntropy(A.at(-1)!, Y, task.model.output) - mean(A.at(-1)!, (z, i) => (1 - Y.data[i]!) * softplus(z)),
    }),
  }),
  mistake({ id: 'loss-nominal-batch', channel: 'loss', first: 'loss',
    estimate: { name: 'batch size', starts: ({ batchSize }) => [batchSize], plausible: isBatchSize },
    says: ({ value: n }) => `The summed loss is divided by ${short(n)}, the nominal batch size, on every batch`,
    right: rightLoss, mend: 'Divide by the rows really in the batch, X.rows.', effect: ONLY_REPORTED,
    change: lossTimes(({ X }, { value: n }) => X.rows / n),
  }),
  mistake({ id: 'loss-factor', channel: 'loss', first: 'loss',
    estimate: { name: 'factor', starts: [2], plausible: (c) => Math.abs(c) > 1e-6 && Math.abs(c - 1) > 1e-4 },
    says: ({ value: c }) => `The loss has a factor ${short(c)} too many`,
    right: rightLoss, mend: 'Leave the factor out (1/ln 2 = 1.443 makes nats into bits).', effect: ONLY_REPORTED,
    change: lossTimes((_pass, { value: c }) => c),
  }),
];

function logitsWith(formulas: Formulas, { A, layers }: Pass, weights: Pass['weights']): Matrix {
  return layers.reduce((below, layer, l) => formulas.activation(layer, l).value(formulas.affine(below, weights[l]!, l)), A[0]!);
}

/** Mistakes in the loss that a step returns, and in the probabilities that it is made of. */
export const lossMistakes: readonly MistakeRecord[] = [...values, ...logarithmMistakes, ...softmaxMistakes];
