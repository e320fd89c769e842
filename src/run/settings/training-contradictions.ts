import { together } from '../../fault.ts';
import { lossFor } from '../../model/losses/losses.ts';
import { HYPER_WORDS, type HyperWord, optimiserIn } from '../../model/optimisers/as-said.ts';
import { OPTIMISERS } from '../../model/optimisers/optimisers.ts';
import { type Contradiction, contradiction, goesWith } from './contradiction.ts';
import type { GivenSettings } from './settings.ts';

type Run = Partial<GivenSettings>;
const hasPenalty = ({ l1 = 0, l2 = 0 }: Run) => l1 > 0 || l2 > 0;
const isOverBatch = ({ normalise }: Run) => normalise === 'batch';
const stopsEarly = ({ earlyStopping }: Run) => earlyStopping !== undefined;

/** A hyper-parameter that the optimiser does not have. */
function hyperOf(name: HyperWord): Contradiction<keyof GivenSettings> {
  const having = OPTIMISERS.filter(({ hyper }) => Object.hasOwn(hyper, name)).map((record) => record.name);
  return contradiction({
    settings: [name, 'optimizer', 'nesterov', 'centred', 'amsgrad', 'momentum'],
    when: (run) => run[name] !== undefined && !(having as readonly string[]).includes(optimiserIn(run).name) && run[name] !== 0,
    says: ({ optimizer = 'sgd' }) =>
      `is nothing that --optimizer ${optimizer} has; it goes with ${together(name === 'momentum' ? ['sgd', ...having] : having, 'or')}.`,
  });
}

const HAVING_INSIDE = OPTIMISERS.filter(({ hyper }) => Object.hasOwn(hyper, 'inside')).map(({ name }) => name);

/** Of how a model is trained: what its optimiser has not, and what says nothing by itself. */
export const TRAINING_CONTRADICTIONS = [
  ...HYPER_WORDS.map(hyperOf),
  contradiction({
    settings: ['epsilonInside', 'optimizer', 'centred'],
    when: (run) => run.epsilonInside === true && optimiserIn(run).hyper?.['inside'] !== 1,
    says: ({ optimizer = 'sgd' }) => `is nothing that --optimizer ${optimizer} has; it goes with ${together(HAVING_INSIDE, 'or')}.`,
  }),
  contradiction({
    settings: ['centred', 'optimizer'],
    when: ({ centred, optimizer = 'sgd' }) => centred === true && !optimizer.startsWith('rmsprop'),
    says: ({ optimizer = 'sgd' }) => `goes with --optimizer rmsprop; ${optimizer} has no variance.`,
  }),
  contradiction({
    settings: ['amsgrad', 'optimizer'],
    when: ({ amsgrad, optimizer = 'sgd' }) => amsgrad === true && !['adam', 'adamw', 'amsgrad'].includes(optimizer),
    says: ({ optimizer = 'sgd' }) => `goes with --optimizer adam or adamw, not with ${optimizer}.`,
  }),
  contradiction({
    settings: ['targets', 'task'],
    when: ({ targets, task }) => targets !== undefined && task === 'regression',
    says: 'stand for classes; the targets of --task regression are its values.',
  }),
  contradiction({
    settings: ['targets', 'loss', 'output'],
    when: ({ targets = [0, 1], loss, output }) => (loss ?? lossFor({ kind: output }).written).endsWith('cross-entropy') && targets.some((t) => t < 0 || t > 1),
    says: ({ targets = [] }) => `${targets.join(',')} are no probabilities, as a cross-entropy takes them; give some from 0 to 1, or --loss squared-error.`,
  }),
  contradiction({
    settings: ['outputReduction', 'loss', 'output'],
    when: ({ outputReduction, loss, output }) => outputReduction === 'mean' && (loss ?? lossFor({ kind: output }).written) === 'softmax-cross-entropy',
    says: 'mean: the softmax cross-entropy is one number of a row, not a sum over its outputs.',
  }),
  goesWith('penaltyAs', '--l2 or --l1', hasPenalty, ['l1', 'l2']),
  goesWith('penaltyIn', '--l2 or --l1', hasPenalty, ['l1', 'l2']),
  goesWith('penaltyBiases', '--l2 or --l1', hasPenalty, ['l1', 'l2']),
  goesWith('decayBiases', '--weight-decay', ({ weightDecay, optimizer }) => (weightDecay ?? (optimizer === 'adamw' ? 1 : 0)) > 0, ['weightDecay', 'optimizer']),
  goesWith('classWeightsOver', '--class-weights', ({ classWeights }) => classWeights !== undefined, ['classWeights']),
  goesWith('normEpsilon', '--normalise', ({ normalise }) => normalise !== undefined, ['normalise']),
  goesWith('normMomentum', '--normalise batch', isOverBatch, ['normalise']),
  goesWith('normVariance', '--normalise batch', isOverBatch, ['normalise']),
  goesWith('dropoutScaling', '--dropout', ({ dropout = [] }) => dropout.some((rate) => rate > 0), ['dropout']),
  goesWith('minDelta', '--early-stopping', stopsEarly, ['earlyStopping']),
  goesWith('monitor', '--early-stopping', stopsEarly, ['earlyStopping']),
] as const;
