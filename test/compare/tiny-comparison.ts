import type { Check, Comparison, NetworkResult, ParityResult } from '../../compare/results/schema.ts';

/** Three epochs, of which a second of steps each. */
export function networkResult(name: string, over: Partial<NetworkResult> = {}): NetworkResult {
  const epoch = (n: number, trainLoss: number, accuracy: number) => ({
    epoch: n,
    trainLoss,
    trainAccuracy: accuracy,
    validationLoss: trainLoss + 0.25,
    validationAccuracy: accuracy - 0.125,
    trainSeconds: 1,
    evaluationSeconds: 0.5,
  });
  return {
    name,
    description: `the ${name} kind, float32`,
    epochs: [epoch(1, 1, 0.5), epoch(2, 0.5, 0.75), epoch(3, 0.25, 1)],
    stepLosses: { every: 1, losses: [1.125, 0.875, 0.5, 0.5, 0.375, 0.125] },
    test: {
      loss: 0.375,
      accuracy: 0.75,
      predictions: [0, 1, 2, 2],
      confusion: [
        [1, 0, 0],
        [0, 1, 0],
        [0, 1, 1],
      ],
    },
    ...over,
  };
}

export function diverged(name: string): NetworkResult {
  const { test: _, ...rest } = networkResult(name);
  return { ...rest, epochs: rest.epochs.slice(0, 1), stepLosses: { every: 1, losses: [1.5, 40, NaN] }, diverged: { epoch: 2, step: 3, loss: NaN } };
}

export function check(step: number, over: Partial<Check> = {}): Check {
  const tensors = (relativeL2: number, floor: number) =>
    ['W1', 'b1'].map((name, t) => ({ name, relativeL2: relativeL2 / (t + 1), relativeMax: relativeL2, floor }));
  return {
    step,
    epoch: Math.ceil(step / 2),
    rows: step % 2 === 0 ? 3 : 4,
    losses: [0.5, 0.50000001],
    lossDifference: 2e-8,
    lossFloor: 5e-7,
    update: tensors(4e-7, 1e-6),
    gradient: tensors(8e-8, 2e-7),
    fromReference: [5e-8, 6e-8],
    verdict: 'agree',
    ...over,
  };
}

export function parity(over: Partial<ParityResult> = {}): ParityResult {
  return {
    baseline: 'scratch',
    other: 'tfjs',
    verdict: 'agree',
    checks: [check(1), check(2), check(6)],
    freeRunning: {
      drift: [
        { step: 1, weights: 0, envelope: 0 },
        { step: 6, weights: 2e-8, envelope: 2.9e-7 },
      ],
    },
    ...over,
  };
}

/** A whole comparison, made up, every number readable; all of its times are whole seconds. */
export function tinyComparison(over: Partial<Comparison> = {}): Comparison {
  return {
    version: 1,
    program: { version: '1.2.3', node: 'v20.0.0' },
    command: 'npm run compare -- --data penguins --epochs 3',
    settings: { data: 'penguins', init: 'he-normal', learningRate: 0.1, batchSize: 4, epochs: 3, seed: 8 },
    data: {
      name: 'penguins',
      description: '7 training, 2 validation and 4 test rows of 4 features, 3 classes',
      classes: ['Adelie', 'Chinstrap', 'Gentoo'],
      rows: { train: 7, validation: 2, test: 4 },
      features: 4,
    },
    model: { description: '4 → 3 (softmax)', parameters: 15 },
    plan: { stepsPerEpoch: 2, steps: 6, lastBatchRows: 3 },
    networks: [
      networkResult('scratch'),
      networkResult('tfjs', {
        test: {
          loss: 0.3750001,
          accuracy: 0.5,
          predictions: [0, 1, 2, 0],
          confusion: [
            [1, 0, 0],
            [0, 1, 0],
            [1, 0, 1],
          ],
        },
      }),
    ],
    parity: [parity()],
    warnings: [],
    ...over,
  };
}
