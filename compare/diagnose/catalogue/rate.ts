import type { Pass } from '../../../scratch/formulas.ts';
import { short } from '../figures.ts';
import type { Family, Mistake, Setting } from '../mistake.ts';
import { reallyTimes } from './gradient-mistake.ts';
import { updateFamily, updateMistake } from './update-mistake.ts';

/** Short batches that a network passes over. */
export function droppedMistakes({ batchSize }: Setting): Mistake[] {
  const words = {
    mend: 'Train on the short last batch as on any other, divided by its own rows.',
    effect: 'The rows of the short last batch are not learnt from in that epoch.',
  };
  const dropping = (id: string, name: string, isShort: (pass: Pass) => boolean, lossToo: boolean) =>
    updateMistake(
      { id, name, ...words },
      (right) => ({
        updated: (pass, direction, rate) => (isShort(pass) ? pass.weights : right.updated(pass, direction, rate)),
        ...(lossToo ? { reported: (pass: Pass, updated: Pass['weights']) => (isShort(pass) ? 0 : right.reported(pass, updated)) } : {}),
      }),
      lossToo ? 'loss' : 'gradient',
      lossToo ? 'loss' : 'update',
    );
  const below = ({ X }: Pass) => X.rows < batchSize;
  const belowFirst = ({ X, memory }: Pass) => X.rows < memory.firstRows;
  return [
    dropping('short-batch-dropped', `Batches of fewer rows than the full ${batchSize} are passed over`, below, false),
    dropping('short-batch-dropped/loss', `Batches of fewer rows than the full ${batchSize} are passed over, and their loss is given as 0`, below, true),
    dropping('shorter-batch-dropped', 'Batches of fewer rows than the first are passed over', belowFirst, false),
    dropping('shorter-batch-dropped/loss', 'Batches of fewer rows than the first are passed over, and their loss is given as 0', belowFirst, true),
  ];
}

/** Another learning rate than was asked for. */
export function rateMistakes({ learningRate }: Setting): Family[] {
  const rate = (
    id: string,
    starts: readonly number[],
    plausible: Family['plausible'],
    parameter: string,
    name: (v: number) => string,
    effect: (v: number) => string,
    at: (v: number, asked: number, steps: number) => number,
  ) =>
    updateFamily(
      starts,
      plausible,
      parameter,
      (v) => ({ id, name: name(v), mend: 'Use the learning rate that step() is given, as it is given.', effect: effect(v) }),
      (v) => (right) => ({ rate: (asked, memory) => at(v, right.rate(asked, memory), memory.steps) }),
    );
  const some = (v: number) => v > 1e-7;
  return [
    rate(
      'rate-fixed',
      [0.01],
      some,
      'learning rate',
      (v) => `The learning rate is always ${short(v)}, whatever step() is given`,
      (v) => `Your learning rate is really ${short(v)}, not ${short(learningRate)}.`,
      (v) => v,
    ),
    rate(
      'rate-decay',
      [0.1],
      some,
      'k',
      (k) => `The learning rate decays with the steps: divided by 1 + ${short(k)}·t`,
      (k) => `After 1000 steps your learning rate is really ${short(learningRate / (1 + 1000 * k))}.`,
      (k, asked, t) => asked / (1 + k * t),
    ),
    rate(
      'rate-decay-exponential',
      [0.9],
      (v) => v > 0.01 && v < 0.99999,
      'γ',
      (g) => `The learning rate is multiplied by ${short(g)} after every step`,
      (g) => `After 1000 steps your learning rate is really ${short(learningRate * g ** 1000)}.`,
      (g, asked, t) => asked * g ** t,
    ),
    rate(
      'rate-scaled',
      [0.5],
      (c) => c > 1e-7 && Math.abs(c - 1) > 1e-4,
      'factor',
      (c) => `The learning rate, or the whole gradient, has a factor of ${short(c)} too many`,
      (c) => `${reallyTimes(learningRate, c).replace(/^y/, 'Y')}.`,
      (c, asked) => asked * c,
    ),
  ];
}
