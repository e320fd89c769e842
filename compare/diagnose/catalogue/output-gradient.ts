import { map } from '../../reference/reference.ts';
import { short, type Family, type Mistake, type Setting, type Suspects } from '../mistake.ts';
import { scale, type Pass } from '../textbook.ts';
import { jacobianDiagonal, softmaxJacobian } from './functions.ts';
import { isBatchSize, mean, softplus, squaredError } from './loss.ts';

const RIGHT = 'dZ = (p − y)/B, B the rows really in the batch: one mean, once';

/** Mistakes in ∂L/∂logits: first those that put something in its place, then those that scale what is there. */
export const outputGradientMistakes: Suspects = (setting) => [...jacobians(setting), ...scaled(setting), ...nominal(setting), ...squaredErrors(setting)];

/** The right gradient of the pass, times a factor; `lossToo` where what is minimised differs, not only its gradient. */
function times(factor: (pass: Pass) => number, lossToo = false): Mistake['wrong'] {
  return (right) => ({
    lossGradient: (pass) => scale(right.lossGradient(pass), factor(pass)),
    ...(lossToo ? { reported: (pass: Pass, updated: Pass['weights']) => right.reported(pass, updated) * factor(pass) } : {}),
  });
}

function mistake(id: string, name: string, mend: string, effect: string, wrong: Mistake['wrong'], tensor = 'output gradient'): Mistake {
  return { id, name, stage: tensor === 'loss' ? 'loss' : 'gradient', tensor, right: RIGHT, mend, effect, wrong };
}

/** 'your learning rate is really 0.1/64 = 0.001563' */
export function reallyDivided(learningRate: number, divisor: number): string {
  return `your learning rate is really ${short(learningRate)}/${short(divisor)} = ${short(learningRate / divisor)}`;
}

export function reallyTimes(learningRate: number, factor: number): string {
  return `your learning rate is really ${short(learningRate)}·${short(factor)} = ${short(learningRate * factor)}`;
}

function scaled({ batchSize, shortRows, classes, learningRate }: Setting): Mistake[] {
  const summed = `With batches of ${batchSize}, ${reallyTimes(learningRate, batchSize)}.`;
  const twice = `With batches of ${batchSize}, ${reallyDivided(learningRate, batchSize)} (on a short batch of ${shortRows}, ${short(learningRate)}/${shortRows} = ${short(learningRate / shortRows)}).`;
  const divide = 'Divide the output gradient by the rows of the batch; no later formula divides again.';
  const once = 'Keep the one division in the gradient of the loss, and delete the other (in the layer\'s backward or in the update).';
  const rows = ({ y }: Pass) => y.length;
  const uphill = 'Every step goes uphill: the loss rises from the first step on.';
  const factor = (id: string, name: string, c: number, mend: string) => [
    mistake(id, name, mend, `As if ${reallyTimes(learningRate, c)}.`, times(() => c)),
    mistake(`${id}/loss-too`, `${name}, and so is the loss`, mend, `As if ${reallyTimes(learningRate, c)}.`, times(() => c, true), 'loss'),
  ];
  return [
    mistake('mean-twice', 'The mean over the batch is taken twice', once, twice, times((pass) => 1 / rows(pass))),
    mistake('mean-missing', 'The gradient is not divided by the batch size', divide, summed, times(rows)),
    mistake('mean-missing/loss-too', 'Loss and gradient are summed over the batch, not averaged', divide, summed, times(rows, true), 'loss'),
    mistake('mean-twice/loss-too', 'The mean over the batch is taken twice, in the loss and in the gradient', once, twice, times((pass) => 1 / rows(pass), true), 'loss'),
    mistake('wrong-sign', 'The gradient has the wrong sign: y − p for p − y', 'dZ = (p − y)/B, and W ← W − learning rate·dW.', uphill, times(() => -1)),
    ...(classes > 1
      ? factor('over-classes', `The gradient is divided by the number of classes, ${classes}`, 1 / classes, 'Take the mean over the B rows, not over the B·K numbers.')
      : []),
    ...factor('squared-error-factor', "The gradient has squared error's factor 2: 2·(p − y)/B", 2, 'The cross-entropy through softmax or sigmoid gives p − y, without a 2.'),
    ...(classes > 2
      ? factor('squared-error-mean', `The gradient has the factor of a mean squared error over ${classes} classes: 2·(p − y)/(B·K)`, 2 / classes, 'The cross-entropy through softmax gives (p − y)/B.')
      : []),
  ];
}

/** A batch size that is written into the program, or kept from the first batch, divides every batch. */
function nominal({ batchSize, learningRate }: Setting): (Mistake | Family)[] {
  const mend = 'Divide by the rows really in the batch, X.rows.';
  const effect = (n: number) => `A batch of one, say, is taken at ${short(learningRate)}/${short(n)} = ${short(learningRate / n)}; short batches count for less than they should.`;
  const fixed = (lossToo: boolean): Family => ({
    id: `nominal-batch${lossToo ? '/loss-too' : ''}`,
    stage: lossToo ? 'loss' : 'gradient',
    starts: [batchSize],
    plausible: isBatchSize,
    make: (n) => ({
      ...mistake(`nominal-batch${lossToo ? '/loss-too' : ''}`, `${lossToo ? 'Loss and gradient are' : 'The gradient is'} divided by ${short(n)}, the nominal batch size, on every batch, short ones too`,
        mend, effect(n), times(({ y }) => y.length / n, lossToo), lossToo ? 'loss' : 'output gradient'),
      parameter: { name: 'batch size', value: n },
    }),
  });
  return [
    fixed(false),
    fixed(true),
    mistake('first-batch-size', 'The gradient is divided by the size of the first batch the network saw, on every batch', mend, effect(batchSize), times(({ y, memory }) => y.length / memory.firstRows)),
    mistake('first-batch-size/loss-too', 'Loss and gradient are divided by the size of the first batch the network saw, on every batch', mend, effect(batchSize),
      times(({ y, memory }) => y.length / memory.firstRows, true), 'loss'),
  ];
}

/** What goes wrong on the way from p to z. */
function jacobians({ classes }: Setting): Mistake[] {
  const f = classes > 1 ? 'softmax' : 'the sigmoid';
  const mend = `The cross-entropy's and ${f}'s derivatives together are p − y: nothing else is multiplied in.`;
  const small = 'The gradient all but vanishes where p is near 0 or 1: rows that are confidently wrong learn slowest.';
  const whole = mistake('jacobian-twice', `${f}'s derivative is applied a second time, to p − y`, mend, small, (right) => ({
    lossGradient: (pass) => softmaxJacobian(pass.P, right.lossGradient(pass)),
  }));
  const diagonals = [
    mistake('jacobian-diagonal', "softmax's Jacobian has only its diagonal, p·(1 − p)", 'dZ_k = p_k − y_k: the off-diagonal −p_j·p_k is what moves the other classes.',
      'Only the true class\'s logit learns: the others are never pushed down.', () => ({
        lossGradient: ({ P, Y }) => map(P, (p, i) => (Y.data[i] === 0 ? 0 : (-Y.data[i]! * (1 - p)) / P.rows)),
      })),
    mistake('jacobian-diagonal-twice', "The diagonal of softmax's Jacobian, p·(1 − p), is applied to p − y", mend, small, (right) => ({
      lossGradient: (pass) => jacobianDiagonal(pass.P, right.lossGradient(pass)),
    })),
  ];
  const positive = mistake('positive-term', 'Only the term y·log p of the loss is there: rows of class 0 have neither loss nor gradient', 'L = −(y·log p + (1 − y)·log(1 − p)).',
    'Every row is pushed to class 1.', () => ({
      loss: ({ A, Y }) => mean(A.at(-1)!, (z, i) => Y.data[i]! * softplus(-z)),
      lossGradient: ({ P, Y }) => map(P, (p, i) => (Y.data[i]! * (p - 1)) / P.rows),
    }), 'loss');
  const unlabelled = mistake('labels-not-subtracted', 'The output gradient is p/B: the labels are not subtracted', RIGHT + '.', 'Every logit is pushed down, whatever the label.', () => ({
    lossGradient: ({ P }) => map(P, (p) => p / P.rows),
  }));
  return [whole, ...(classes > 1 ? diagonals : [positive]), unlabelled];
}

/** The squared error through softmax or sigmoid, with its factor; with another loss reported, or its own. */
function squaredErrors({ classes, learningRate }: Setting): Family[] {
  const f = classes > 1 ? 'softmax' : 'the sigmoid';
  const mend = `Minimise the cross-entropy: its derivative and ${f}'s together are p − y.`;
  const small = 'The gradient all but vanishes where p is near 0 or 1: rows that are confidently wrong learn slowest.';
  const squared = (id: string, lossFactor: number | undefined): Family => ({
    id, stage: lossFactor === undefined ? 'gradient' : 'loss', starts: [2], plausible: (c) => c > 1e-3 && c < 1e3 && (lossFactor !== undefined || Math.abs(c - 1) > 1e-4),
    make: (c) => ({
      ...mistake(id, `It is the squared error that is minimised${lossFactor === undefined ? '' : ' and reported'}, through ${f}: ${short(c)}·(p − y) times its derivative`, mend,
        `${small} At p = 0.5, ${reallyTimes(learningRate, c / 4)}.`, (right) => ({
          lossGradient: (pass) => scale(softmaxJacobian(pass.P, right.lossGradient(pass)), c),
          ...(lossFactor === undefined ? {} : { loss: (pass: Pass) => lossFactor * squaredError(pass) }),
        }), lossFactor === undefined ? 'output gradient' : 'loss'),
      parameter: { name: 'factor', value: c },
    }),
  });
  return [
    squared('squared-error', undefined),
    ...[1, 0.5, ...(classes > 1 ? [1 / classes] : [])].map((lossFactor) => squared(`squared-error/loss-${short(lossFactor)}`, lossFactor)),
  ];
}
