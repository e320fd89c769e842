import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../../src/data/dataset.ts';
import type { PenaltySpec } from '../../../src/model/training-spec.ts';
import { zeros } from '../../../src/numbers/matrix.ts';
import { parseRunSpec } from '../../../src/run/config.ts';
import { masksAt } from '../../../src/run/run-plan.ts';
import { trainingOf } from '../../../src/run/training-of.ts';
import { tinyPlan } from '../../tiny-plan.ts';

const model = { inputs: 2, hidden: [], output: { kind: 'softmax', classes: 3 } } as const;
const rows = { name: 'tiny', X: zeros(6, 2), y: Uint32Array.of(0, 0, 0, 1, 1, 2), classes: ['a', 'b', 'c'] } as unknown as Dataset;
const training = (settings: Record<string, unknown>) =>
  trainingOf(
    parseRunSpec(settings, (option) => `--${option}`),
    model,
    rows,
  );

describe('how a model is trained', () => {
  it('is plain descent on the output’s cross-entropy where nothing is said', () => {
    expect(training({})).toEqual({ loss: 'softmax-cross-entropy', optimiser: { name: 'sgd' } });
  });

  it.each<[Record<string, unknown>, unknown]>([
    [{ momentum: 0.9 }, { name: 'momentum', hyper: { momentum: 0.9 } }],
    [{ momentum: 0 }, { name: 'sgd' }],
    [
      { momentum: '0.8', nesterov: true },
      { name: 'nesterov', hyper: { momentum: 0.8 } },
    ],
    [{ optimizer: 'momentum' }, { name: 'momentum' }],
    [
      { optimizer: 'rmsprop', rho: 0.9, epsilon: 1e-7, momentum: 0.5 },
      { name: 'rmsprop', hyper: { momentum: 0.5, rho: 0.9, epsilon: 1e-7 } },
    ],
    [
      { optimizer: 'adam', beta1: 0.8, beta2: 0.99 },
      { name: 'adam', hyper: { beta1: 0.8, beta2: 0.99 } },
    ],
    [
      { momentum: 0.9, dampening: 0.5 },
      { name: 'momentum', hyper: { momentum: 0.9, dampening: 0.5 } },
    ],
    [
      { optimizer: 'rmsprop', centred: true, epsilonInside: true },
      { name: 'rmsprop-centred', hyper: { inside: 1 } },
    ],
    [
      { optimizer: 'adagrad', epsilonInside: true },
      { name: 'adagrad', hyper: { inside: 1 } },
    ],
    [{ optimizer: 'adam', amsgrad: true }, { name: 'amsgrad' }],
    [
      { optimizer: 'nadam', momentumDecay: 0.01 },
      { name: 'nadam', hyper: { momentumDecay: 0.01 } },
    ],
    [
      { optimizer: 'adam-hat', epsilon: 1e-5 },
      { name: 'adam-hat', hyper: { epsilon: 1e-5 } },
    ],
  ])('by %j', (settings, optimiser) => {
    expect(training(settings).optimiser).toEqual(optimiser);
  });

  it('is Adam with decoupled decay under AdamW’s name, of PyTorch’s strength or the one given', () => {
    expect(training({ optimizer: 'adamw' })).toMatchObject({ optimiser: { name: 'adam' }, decay: { rate: 0.01 } });
    expect(training({ optimizer: 'adamw', weightDecay: 0.1 }).decay).toEqual({ rate: 0.1, biases: false });
    expect(training({ optimizer: 'adam' })).not.toHaveProperty('decay');
  });

  it.each<[string | undefined, Partial<PenaltySpec>]>([
    [undefined, { l2: 0.6, l1: 0.3, overBatch: false }],
    ['λ/2', { l2: 0.3, l1: 0.3, overBatch: false }],
    ['λ/B', { l2: 0.6, l1: 0.3, overBatch: true }],
    ['λ/2B', { l2: 0.3, l1: 0.3, overBatch: true }],
    ['λ/n', { l2: 0.6 / 6, l1: 0.3 / 6, overBatch: false }],
    ['λ/2n', { l2: 0.6 / 6 / 2, l1: 0.3 / 6, overBatch: false }],
  ])('has λ before its sum as %s', (penaltyAs, penalty) => {
    expect(training({ l2: 0.6, l1: 0.3, penaltyAs }).penalty).toEqual({ biases: false, in: 'loss', ...penalty });
  });

  it('has a penalty in the gradient alone, or on the biases too, and a decay of the biases, where that is said', () => {
    expect(training({ l2: 0.1, penaltyIn: 'gradient', penaltyBiases: true }).penalty).toMatchObject({ in: 'gradient', biases: true });
    expect(training({ weightDecay: 0.1, decayBiases: true }).decay).toEqual({ rate: 0.1, biases: true });
  });

  it('puts losses together over rows and over outputs, each its own way', () => {
    expect(training({ reduction: 'sum' }).reduction).toEqual({ rows: 'sum', outputs: 'sum' });
    const ofValues = { loss: 'squared-error', output: 'tanh' };
    expect(training({ ...ofValues, outputReduction: 'mean' }).reduction).toEqual({ rows: 'mean', outputs: 'mean' });
    expect(training({ ...ofValues, reduction: 'sum', outputReduction: 'mean' }).reduction).toEqual({ rows: 'sum', outputs: 'mean' });
    expect(training({ reduction: 'mean' })).not.toHaveProperty('reduction');
  });

  it('learns towards other targets than 0 and 1, weighs over the weights’ sum, and bounds each tensor', () => {
    expect(training({ targets: '-1,1', loss: 'squared-error', output: 'tanh' }).targets).toEqual([-1, 1]);
    expect(training({ targets: [0.01, 0.99] }).targets).toEqual([0.01, 0.99]);
    expect(training({ classWeights: '1,2,3', classWeightsOver: 'weights' }).classWeights?.over).toBe('weights');
    expect(training({ clipNorm: 1, clipTensorNorm: 2, clipValue: 3 }).clip).toEqual({ globalNorm: 1, norm: 2, value: 3 });
  });

  it('gathers the gradients of as many batches as are said', () => {
    expect(training({ accumulate: '4' }).accumulate).toBe(4);
    expect(training({ accumulate: 1 })).not.toHaveProperty('accumulate');
  });

  it('weighs classes by scikit-learn’s rule, n/(K·n_k)', () => {
    expect(training({ classWeights: 'balanced' }).classWeights?.weights).toEqual([6 / 9, 1, 2]);
    expect(training({ classWeights: '1,2,3' }).classWeights?.weights).toEqual([1, 2, 3]);
    expect(() => training({ classWeights: '1,2' })).toThrow('--class-weights: 2 weights for the 3 classes of tiny; give one for each.');
  });
});

describe('settings that contradict, or cannot be', () => {
  it.each<[Record<string, unknown>, string]>([
    [{ dropout: 1 }, '--dropout: expected rates such as 0.2, each from 0 to below 1, got 1.'],
    [{ dropout: '0.1,0.2,0.3' }, '--dropout names 3 rates for 2 hidden layers; give one for all or one for each.'],
    [{ l2: -1 }, '--l2: expected a number from 0, got -1.'],
    [{ optimizer: 'adam', beta1: 1 }, '--beta1: expected a number from 0 to below 1, got 1.'],
    [{ beta1: 0.9 }, '--beta1 is nothing that --optimizer sgd has; it goes with adam, adam-hat, amsgrad or nadam.'],
    [
      { optimizer: 'adam', momentum: 0.9 },
      '--momentum is nothing that --optimizer adam has; it goes with sgd, momentum, nesterov, rmsprop or rmsprop-centred.',
    ],
    [{ optimizer: 'adam', nesterov: true }, "--nesterov is a way to use sgd's momentum; --optimizer adam has none of it."],
    [{ output: 'sigmoid', loss: 'softmax-cross-entropy' }, '--loss softmax-cross-entropy does not stand on --output sigmoid; it goes with softmax.'],
    [{ warmup: 60 }, '--warmup is longer than the training, 50 epochs.'],
    [{ classWeights: '1,0' }, "--class-weights: expected 'balanced', or a weight above 0 for each class, such as 1,2.5, got '1,0'."],
  ])('%j', (settings, message) => {
    expect(() => training(settings)).toThrow(message);
  });
});

describe('the masks of a step', () => {
  const plan = {
    ...tinyPlan(),
    model: {
      ...model,
      hidden: [
        { units: 400, activation: 'relu', dropout: 0.25 },
        { units: 3, activation: 'relu' },
      ],
    },
  } as const;

  it('leave out the share that is said, scale the rest, and let other layers be', () => {
    const [mask, none] = masksAt(plan, 1, 100)!;
    expect(none).toBeUndefined();
    expect([mask!.rows, mask!.cols]).toEqual([100, 400]);
    expect([...new Set(mask!.data)].sort()).toEqual([0, Math.fround(1 / 0.75)]);
    const left = mask!.data.filter((value) => value === 0).length / 40_000;
    expect(Math.abs(left - 0.25)).toBeLessThan(5 * Math.sqrt((0.25 * 0.75) / 40_000)); // five standard errors
  });

  it('are those of the step and seed, whatever was drawn before', () => {
    expect(masksAt(plan, 7, 8)).toEqual(masksAt(plan, 7, 8));
    expect(masksAt(plan, 7, 8)).not.toEqual(masksAt(plan, 8, 8));
    expect(masksAt({ ...plan, seed: plan.seed + 1 }, 7, 8)).not.toEqual(masksAt(plan, 7, 8));
  });

  it('are not there without dropout', () => {
    expect(masksAt(tinyPlan(), 1, 4)).toBeUndefined();
  });
});
