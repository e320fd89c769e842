import type { SeedRun, SeedTraining } from '../../../compare/repeat/seed-run.ts';

/** A training of two epochs that ends with this test accuracy; every other figure follows from it. */
export function training(network: string, accuracy: number): SeedTraining {
  const epoch = (n: number, value: number) => ({
    epoch: n,
    trainLoss: 1 - value,
    trainAccuracy: value,
    validationLoss: 2 - value,
    validationAccuracy: value,
    trainSeconds: 0.5,
    evaluationSeconds: 1,
  });
  return { network, epochs: [epoch(1, accuracy / 2), epoch(2, accuracy)], test: { loss: 1 - accuracy, accuracy } };
}

export function divergedTraining(network: string): SeedTraining {
  return { network, epochs: [], diverged: { epoch: 1, step: 3 } };
}

/** scratch and tfjs, a pair a seed from 8 on; 'diverged' in place of an accuracy. */
export function pairs(...accuracies: readonly (readonly [number | 'diverged', number | 'diverged'])[]): SeedRun[] {
  return accuracies.map((pair, i) => ({
    seed: 8 + i,
    trainings: ['scratch', 'tfjs'].map((network, n) => (pair[n] === 'diverged' ? divergedTraining(network) : training(network, pair[n] as number))),
  }));
}

export const OPTIONS = { margin: 0.005, varied: ['initial weights', 'order of the rows', 'split'] };
