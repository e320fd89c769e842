import { describe, expect, it } from 'vitest';
import { train } from '../../../compare/training/train.ts';
import { scratchBackend } from '../../../scratch/backend.ts';
import type { ModelSpec } from '../../../src/model/model-spec.ts';
import type { Backend, Network } from '../../../src/model/network.ts';
import { replacing } from '../../../src/model/replacing.ts';
import { usualTraining } from '../../../src/model/training-spec.ts';
import { type EarlyStopping, isBetter, monitored } from '../../../src/run/early-stopping.ts';
import { type EpochRecord, lastEpoch } from '../../../src/run/history.ts';
import type { RunPlan } from '../../../src/run/run-plan.ts';
import { modelOf, SOFTMAX3, tinyPlan } from '../../tiny-plan.ts';

const PATIENCE = 4;
const stopping: EarlyStopping = { patience: PATIENCE, minDelta: 0, monitor: 'loss' };

/** Few rows and many weights: the validation loss falls, then rises. */
function overfitting(layer: Partial<ModelSpec['hidden'][number]> = {}, epochs = 300): RunPlan {
  const usual = modelOf(4, [12], 'tanh', SOFTMAX3);
  const model = { ...usual, hidden: usual.hidden.map((each) => ({ ...each, ...layer })) };
  const plan = tinyPlan({ model, rows: 12, batchSize: 5, epochs, learningRate: 0.05 });
  return { ...plan, training: { ...usualTraining(model), optimiser: { name: 'adam' } } };
}

const scratch = (dtype: 'float32' | 'float64' = 'float64') => scratchBackend({ dtype, kernel: 'naive' });

/** The network with some of its methods replaced. */
const altered = (inner: Backend, change: (network: Network) => { readonly [M in keyof Network]?: Network[M] | undefined }): Backend => ({
  ...inner,
  create: async (...given) => {
    const network = await inner.create(...given);
    return replacing(network, change(network));
  },
});

describe('a training that may stop early', () => {
  it.each([
    ['plain layers', {}],
    ['batch normalisation, whose running statistics are given back too', { normalise: 'batch' }],
    ['dropout, whose masks are of the step alone', { dropout: 0.3 }],
  ] as const)('ends so many epochs after its best, and is then what a training of that many epochs is: %s', async (_, layer) => {
    const plan = overfitting(layer);
    const { history, test, weights } = await train({ ...plan, earlyStopping: stopping }, await scratch());
    const best = history.stopping!.best;
    expect(history.stopping).toEqual({ best, restored: true });
    expect(history.epochs).toHaveLength(best + PATIENCE);
    expect(best + PATIENCE).toBeLessThan(plan.epochs);
    const least = Math.min(...history.epochs.map(({ validationLoss }) => validationLoss));
    expect(history.epochs[best - 1]!.validationLoss).toBe(least);
    const short = await train({ ...plan, epochs: best }, await scratch());
    expect(weights).toEqual(short.weights);
    expect(test).toEqual(short.test);
    expect(lastEpoch(history)?.validationLoss).toBe(short.history.epochs.at(-1)!.validationLoss);
  });

  it('is the same again, bit for bit', async () => {
    const once = async () => (await train({ ...overfitting(), earlyStopping: stopping }, await scratch('float32'))).weights;
    expect(await once()).toEqual(await once());
  });

  it('goes by its own curve, whatever another network’s is', async () => {
    const plan = { ...overfitting(), earlyStopping: stopping };
    const slower = altered(await scratch(), (network) => ({ step: (X, y, rate, masks) => network.step(X, y, rate / 4, masks) }));
    const ends = [await train(plan, await scratch()), await train(plan, slower)].map(({ history }) => history.epochs.length);
    expect(ends[1]).toBeGreaterThan(ends[0]!);
  });

  it('goes by the metric where that is said', async () => {
    const plan = { ...overfitting(), earlyStopping: { ...stopping, monitor: 'metric' } as const };
    const { history } = await train(plan, await scratch());
    const accuracies = history.epochs.map(({ validationAccuracy }) => validationAccuracy!);
    expect(history.stopping!.best).toBe(accuracies.indexOf(Math.max(...accuracies)) + 1);
    expect(history.epochs).toHaveLength(history.stopping!.best + PATIENCE);
  });

  it('ends with its last epoch where it never waits that long, with the weights of its best all the same', async () => {
    const { history } = await train({ ...overfitting({}, 60), earlyStopping: { ...stopping, patience: 59 } }, await scratch());
    expect(history.epochs).toHaveLength(60);
    expect(history.stopping).toMatchObject({ restored: true });
    expect(history.stopping!.best).toBeLessThan(60);
  });

  it('measures every epoch though only the last was asked for', async () => {
    const { history } = await train({ ...overfitting(), earlyStopping: stopping }, await scratch(), { isMeasured: (epoch) => epoch === 300 });
    expect(history.epochs).toHaveLength(history.stopping!.best + PATIENCE);
  });
});

describe('a network that cannot be given back its best weights', () => {
  it('is told so, and stays what it was after its last epoch, where it ignores what is set', async () => {
    const plan = overfitting();
    const deaf = altered(await scratch(), () => ({ setWeights: () => undefined }));
    const { history, weights } = await train({ ...plan, earlyStopping: stopping }, deaf);
    expect(history.stopping!.restored).toBe(false);
    const whole = await train({ ...plan, epochs: history.epochs.length }, await scratch());
    expect(weights).toEqual(whole.weights);
    expect(lastEpoch(history)).toBe(history.epochs.at(-1));
  });

  it('is told so where it keeps its running statistics to itself', async () => {
    const silent = altered(await scratch(), () => ({ state: undefined, setState: undefined }));
    const { history } = await train({ ...overfitting({ normalise: 'batch' }), earlyStopping: stopping }, silent);
    expect(history.stopping!.restored).toBe(false);
  });
});

describe('what is better', () => {
  const record = (validationLoss: number, validationAccuracy = 0.5): EpochRecord => ({
    epoch: 1,
    trainLoss: 1,
    trainAccuracy: 0.5,
    validationLoss,
    validationAccuracy,
    trainSeconds: 0,
    evaluationSeconds: 0,
  });
  const better = (minDelta: number, now: EpochRecord, best?: EpochRecord, monitor: EarlyStopping['monitor'] = 'loss') => {
    const how = { patience: 1, minDelta, monitor };
    return isBetter(how, monitored(how, {}), now, best);
  };

  it('is a lower loss, or a higher accuracy, by more than the least difference', () => {
    expect([better(0, record(0.4), record(0.5)), better(0, record(0.5), record(0.5)), better(0, record(0.6), record(0.5))]).toEqual([true, false, false]);
    expect([better(0.125, record(0.375), record(0.5)), better(0.125, record(0.25), record(0.5))]).toEqual([false, true]);
    expect([better(0, record(9, 0.75), record(0, 0.5), 'metric'), better(0.25, record(9, 0.75), record(0, 0.5), 'metric')]).toEqual([true, false]);
  });

  it('is the first of all, if it is a number', () => {
    expect([better(0, record(5)), better(0, record(NaN)), better(0, record(NaN), record(1))]).toEqual([true, false, false]);
  });

  it('of a regression is by its own metric', () => {
    expect(monitored({ ...stopping, monitor: 'metric' }, { targets: [] }).key).toBe('validationRmse');
  });
});
