import { count, quoted, together } from '../../fault.ts';
import { isFile } from '../../model/initialisers/named.ts';
import { type Loss, lossNamed } from '../../model/losses/losses.ts';
import type { Output } from '../../model/model-spec.ts';
import { contradiction } from './contradiction.ts';
import type { GivenSettings } from './settings.ts';
import { DEFAULT_SEED } from './training.ts';
import { TRAINING_CONTRADICTIONS } from './training-contradictions.ts';

/** Outputs that answer with values, not for classes. */
const OF_VALUES: readonly string[] = ['linear', 'tanh'];

function standsOn(loss: Loss, output: Output['kind']): boolean {
  return (lossNamed(loss).record.on as readonly string[]).includes(output);
}

export const CONTRADICTIONS = [
  contradiction({
    settings: ['train', 'data'],
    when: ({ data, train }) => Boolean(data && train),
    says: 'names a file where --data already names what to read; give one of them.',
  }),
  contradiction({ settings: ['test', 'train', 'data'], when: ({ test, train, data }) => Boolean(test && !train && !data), says: 'needs --train beside it.' }),
  contradiction({
    settings: ['labelColumn', 'label'],
    when: ({ labelColumn, label }) => labelColumn !== undefined && label !== undefined,
    says: 'and --label say the same; give one of them.',
  }),
  contradiction({
    settings: ['missingIndicators', 'missing'],
    when: ({ missingIndicators, missing }) => missingIndicators === true && missing !== 'mean' && missing !== 'median' && missing !== 'most-frequent',
    says: 'say where values were filled in; --missing mean, median or most-frequent does that.',
  }),
  contradiction({
    settings: ['time', 'group'],
    when: ({ time, group }) => time === true && group !== undefined,
    says: 'keeps the order of the rows, --group keeps groups together; give one of them.',
  }),
  contradiction({
    settings: ['stratifyQuantiles', 'task'],
    when: ({ stratifyQuantiles, task }) => stratifyQuantiles !== undefined && task !== 'regression',
    says: 'is of a regression, --task regression; of classes every one is drawn from alike.',
  }),
  contradiction({
    settings: ['stratifyQuantiles', 'time', 'group', 'stratify'],
    when: ({ stratifyQuantiles, time, group, stratify }) => stratifyQuantiles !== undefined && (time === true || group !== undefined || stratify === false),
    says: 'draws from parts of the values; --time, --group and --no-stratify draw otherwise. Give one of them.',
  }),
  contradiction({
    settings: ['trainRows', 'group'],
    when: ({ trainRows, group }) => trainRows !== undefined && group !== undefined,
    says: 'would divide a group of --group; give --validation, a fraction.',
  }),
  contradiction({
    settings: ['validation', 'trainRows'],
    when: ({ trainRows, validation }) => Boolean(trainRows && validation),
    says: 'and --train-rows both say what to validate with; give one of them.',
  }),
  contradiction({
    settings: ['testFraction', 'test', 'train', 'data'],
    when: ({ testFraction, test, train, data }) => Boolean(testFraction && (test || (!train && !data))),
    says: 'is for a single file without --test.',
  }),
  contradiction({
    settings: ['task', 'preset'],
    when: ({ task = 'classification', preset }) => Boolean(task !== 'classification' && preset),
    says: ({ task }) => `${task} does not go with --preset, which is of classes.`,
  }),
  contradiction({
    settings: ['standardiseTarget', 'task'],
    when: ({ standardiseTarget, task }) => standardiseTarget === false && task !== 'regression',
    says: 'goes with --task regression; classes and labels are not standardised.',
  }),
  contradiction({
    settings: ['output', 'task'],
    when: ({ output, task }) => task === 'regression' && !OF_VALUES.includes(output),
    says: ({ output }) => `${output} answers for classes; --task regression takes ${OF_VALUES.join(' or ')}.`,
  }),
  contradiction({
    settings: ['output', 'task'],
    when: ({ output, task }) => task === 'labels' && output !== 'sigmoids',
    says: ({ output }) => `${output} gives no probability to each of several labels; --task labels takes sigmoids.`,
  }),
  contradiction({
    settings: ['threshold', 'output', 'task'],
    when: ({ threshold, output, task }) => Boolean(threshold && output !== 'sigmoid' && task !== 'labels'),
    says: 'goes with --output sigmoid, or several labels; of several classes the largest output is taken.',
  }),
  contradiction({
    settings: ['topK', 'task', 'output'],
    when: ({ topK, task, output }) => topK !== undefined && ((task ?? 'classification') !== 'classification' || output === 'sigmoid'),
    says: ({ task = 'classification', output }) =>
      `ranks classes; ${task === 'classification' ? `--output ${output} has one output` : `--task ${task} has none`}.`,
  }),
  contradiction({
    settings: ['activation', 'hidden'],
    when: ({ activation, hidden }) => activation.length !== 1 && activation.length !== hidden.length,
    says: ({ activation, hidden }) => `names ${activation.length} activations for ${hidden.length} hidden layers; give one for all or one for each.`,
  }),
  contradiction({
    settings: ['dropout', 'hidden'],
    when: ({ dropout = [], hidden }) => dropout.length > 0 && dropout.length !== 1 && dropout.length !== hidden.length,
    says: ({ dropout = [], hidden }) => `names ${dropout.length} rates for ${hidden.length} hidden layers; give one for all or one for each.`,
  }),
  contradiction({
    settings: ['loss', 'output'],
    when: ({ loss, output }) => loss !== undefined && !standsOn(loss, output),
    says: ({ loss = '', output }) => `${loss} does not stand on --output ${output}; it goes with ${together(lossNamed(loss).record.on, 'or')}.`,
  }),
  contradiction({
    settings: ['classWeights', 'task'],
    when: ({ classWeights, task = 'classification' }) => classWeights !== undefined && task !== 'classification',
    says: ({ task }) => `weigh classes; --task ${task} has none.`,
  }),
  contradiction({
    settings: ['labelSmoothing', 'task'],
    when: ({ labelSmoothing, task }) => labelSmoothing !== undefined && task === 'regression',
    says: 'spreads the target over classes; --task regression has none.',
  }),
  contradiction({
    settings: ['nesterov', 'optimizer'],
    when: ({ nesterov, optimizer = 'sgd' }) => nesterov === true && optimizer !== 'sgd' && optimizer !== 'momentum' && optimizer !== 'nesterov',
    says: ({ optimizer }) => `is a way to use sgd's momentum; --optimizer ${optimizer} has none of it.`,
  }),
  ...TRAINING_CONTRADICTIONS,
  contradiction({
    settings: ['warmup', 'epochs'],
    when: ({ warmup = 0, epochs }) => warmup > epochs,
    says: ({ epochs }) => `is longer than the training, ${count(epochs, 'epoch')}.`,
  }),
  contradiction({
    settings: ['assertParity', 'preset'],
    when: ({ preset, assertParity }) => Boolean(preset && assertParity),
    says: 'has nothing to hold to under --preset: there each network has its own initial weights and order of rows.',
  }),
  contradiction({
    settings: ['sweepWidth', 'init'],
    when: ({ sweepWidth, init }) => sweepWidth && isFile(init),
    says: 'trains models of other widths, which the weights of --init file: do not fit.',
  }),
  contradiction({
    settings: ['margin', 'seeds'],
    when: ({ margin, seeds }) => Boolean(margin && !seeds),
    says: 'goes with --seeds: one training says nothing of how far others would lie apart.',
  }),
  contradiction({
    settings: ['seeds', 'seed'],
    when: ({ seeds, seed }) => typeof seeds === 'number' && seed > Number.MAX_SAFE_INTEGER - (seeds - 1),
    says: `go beyond the largest seed, ${Number.MAX_SAFE_INTEGER}.`,
  }),
  contradiction({
    settings: ['seed', 'seeds'],
    when: ({ seed, seeds }) => Array.isArray(seeds) && seed !== DEFAULT_SEED && seed !== seeds[0],
    says: 'and a list of --seeds both say which to use; give one of them.',
  }),
  contradiction({
    settings: ['threads', 'kernel'],
    when: ({ threads, kernel }) => threads !== 'auto' && threads > 1 && (kernel === 'blocked' || kernel === 'naive'),
    says: ({ kernel }) => `goes with --kernel simd: the ${kernel} kernels have one thread.`,
  }),
  contradiction({
    settings: ['networks'],
    when: ({ networks }) => networks.length === 0,
    says: 'names no network; give one or more of scratch, tfjs.',
  }),
  contradiction({
    settings: ['networks', 'network'],
    when: (run) => twice(run) !== undefined,
    says: (run) => `names ${quoted(twice(run) ?? '')} twice.`,
  }),
] as const;

/** A network that is named again. */
function twice({ networks, network = [] }: Pick<GivenSettings, 'networks' | 'network'>): string | undefined {
  const all = [...networks, ...network];
  return all.find((name, i) => all.indexOf(name) !== i);
}
