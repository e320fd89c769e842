import type { Pass } from '../../../scratch/formulas.ts';
import { short } from '../figures.ts';
import { mistake } from '../record.ts';
import { reallyTimes } from './effects.ts';
import { RIGHT_UPDATE } from './right.ts';

const TRAIN_ON = 'Train on the short last batch as on any other, divided by its own rows.';
const NOT_LEARNT = 'The rows of the short last batch are not learnt from in that epoch.';
const fewer = ({ X, memory }: Pass) => X.rows < memory.firstRows;

/** Short batches that a network passes over. */
// biome-ignore format: what and where on the first line of a record, then its words, then its formula
export const droppedMistakes = [
  mistake({ id: 'short-batch-dropped', channel: 'batch', first: 'update', stage: 'gradient',
    says: ({ batchSize }) => `Batches of fewer rows than the full ${batchSize} are passed over`,
    right: RIGHT_UPDATE, mend: TRAIN_ON, effect: NOT_LEARNT,
    change: (right, { batchSize }) => ({ updated: (pass, ...step) => (pass.X.rows < batchSize ? pass.weights : right.updated(pass, ...step)) }),
  }),
  mistake({ id: 'short-batch-dropped/loss', channel: 'loss', first: 'loss',
    says: ({ batchSize }) => `Batches of fewer rows than the full ${batchSize} are passed over, and their loss is given as 0`,
    right: RIGHT_UPDATE, mend: TRAIN_ON, effect: NOT_LEARNT,
    change: (right, { batchSize }) => ({
      updated: (pass, ...step) => (pass.X.rows < batchSize ? pass.weights : right.updated(pass, ...step)),
      reported: (pass, updated) => (pass.X.rows < batchSize ? 0 : right.reported(pass, updated)),
    }),
  }),
  mistake({ id: 'shorter-batch-dropped', channel: 'batch', first: 'update', stage: 'gradient',
    says: 'Batches of fewer rows than the first are passed over',
    right: RIGHT_UPDATE, mend: TRAIN_ON, effect: NOT_LEARNT,
    change: (right) => ({ updated: (pass, ...step) => (fewer(pass) ? pass.weights : right.updated(pass, ...step)) }),
  }),
  mistake({ id: 'shorter-batch-dropped/loss', channel: 'batch', first: 'update', stage: 'gradient', // in a later step: the first batch is never shorter
    says: 'Batches of fewer rows than the first are passed over, and their loss is given as 0',
    right: RIGHT_UPDATE, mend: TRAIN_ON, effect: NOT_LEARNT,
    change: (right) => ({
      updated: (pass, ...step) => (fewer(pass) ? pass.weights : right.updated(pass, ...step)),
      reported: (pass, updated) => (fewer(pass) ? 0 : right.reported(pass, updated)),
    }),
  }),
];

const AS_GIVEN = 'Use the learning rate that step() is given, as it is given.';
const some = (v: number) => v > 1e-7;

/** Another learning rate than was asked for. */
// biome-ignore format: a record, as above
export const rateMistakes = [
  mistake({ id: 'rate-fixed', channel: 'rate', first: 'update',
    estimate: { name: 'learning rate', starts: [0.01], plausible: some },
    says: ({ value: v }) => `The learning rate is always ${short(v)}, whatever step() is given`,
    right: RIGHT_UPDATE, mend: AS_GIVEN,
    effect: ({ value: v, learningRate }) => `Your learning rate is really ${short(v)}, not ${short(learningRate)}.`,
    change: (_right, { value: v }) => ({ rate: () => v }),
  }),
  mistake({ id: 'rate-decay', channel: 'rate', first: 'update',
    estimate: { name: 'k', starts: [0.1], plausible: some },
    says: ({ value: k }) => `The learning rate decays with the steps: divided by 1 + ${short(k)}·t`,
    right: RIGHT_UPDATE, mend: AS_GIVEN,
    effect: ({ value: k, learningRate }) => `After 1000 steps your learning rate is really ${short(learningRate / (1 + 1000 * k))}.`,
    change: (right, { value: k }) => ({ rate: (asked, memory) => right.rate(asked, memory) / (1 + k * memory.steps) }),
  }),
  mistake({ id: 'rate-decay-exponential', channel: 'rate', first: 'update',
    estimate: { name: 'γ', starts: [0.9], plausible: (g) => g > 0.01 && g < 0.99999 },
    says: ({ value: g }) => `The learning rate is multiplied by ${short(g)} after every step`,
    right: RIGHT_UPDATE, mend: AS_GIVEN,
    effect: ({ value: g, learningRate }) => `After 1000 steps your learning rate is really ${short(learningRate * g ** 1000)}.`,
    change: (right, { value: g }) => ({ rate: (asked, memory) => right.rate(asked, memory) * g ** memory.steps }),
  }),
  mistake({ id: 'rate-scaled', channel: 'rate', first: 'update',
    estimate: { name: 'factor', starts: [0.5], plausible: (c) => c > 1e-7 && Math.abs(c - 1) > 1e-4 },
    says: ({ value: c }) => `The learning rate, or the whole gradient, has a factor of ${short(c)} too many`,
    right: RIGHT_UPDATE, mend: AS_GIVEN,
    effect: ({ value: c, learningRate }) => `${reallyTimes(learningRate, c).replace(/^y/, 'Y')}.`,
    change: (right, { value: c }) => ({ rate: (asked, memory) => right.rate(asked, memory) * c }),
  }),
];
