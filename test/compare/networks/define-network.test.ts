import { describe, expect, it } from 'vitest';
import { defineNetwork } from '../../../compare/networks/define-network.ts';
import { localBackend } from '../../../compare/networks/local-backend.ts';
import { usualTraining } from '../../../src/model/training-spec.ts';
import { type Matrix, matrix } from '../../../src/numbers/matrix.ts';
import { INITIAL, MODEL, X, y } from './fixtures.ts';

const create = (backend: ReturnType<typeof localBackend>) => backend.create(MODEL, usualTraining(MODEL), INITIAL);

/** As a class is written whose step ends without a return: its type says void. */
class Silent {
  seen: number[] = [];
  step(_X: Matrix, labels: Uint32Array) {
    this.seen.push(...labels);
  }
  predict() {
    return [[0, 0, 0]];
  }
  weights() {
    return INITIAL;
  }
  setWeights() {}
}

describe('the types of a network of one’s own take', () => {
  it('one that returns nothing from step, and classes where nothing is said', async () => {
    const made = new Silent();
    const network = await create(localBackend(defineNetwork(() => made)));
    expect(await network.step(X, y, 0.1)).toBeUndefined();
    expect(made.seen).toEqual([...y]);
  });

  it('one that learns from values, by its training', async () => {
    const maker = defineNetwork<Matrix>((_model, initial, training) => ({
      lossAndGradients: (_X, target) => ({ loss: target.data[0]! + training.loss.length, gradients: initial }),
      predict: () => [[0, 0, 0]],
      weights: () => initial,
      setWeights: () => {},
    }));
    expect(await (await create(localBackend(maker))).step(X, matrix([[2.5]]), 0.1)).toBe(2.5 + 'softmax-cross-entropy'.length);
  });
});
