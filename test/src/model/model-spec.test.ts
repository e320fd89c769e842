import { describe, expect, it } from 'vitest';
import { describeModel, layersOf, logitsWidth, type ModelSpec, parameterCount } from '../../../src/model/model-spec.ts';

const document: ModelSpec = {
  inputs: 196,
  hidden: [
    { units: 64, activation: 'relu' },
    { units: 64, activation: 'relu' },
  ],
  output: { kind: 'softmax', classes: 2 },
};
const logistic: ModelSpec = { inputs: 30, hidden: [], output: { kind: 'sigmoid', threshold: 0.4 } };

describe('a model', () => {
  it('is its dense layers, each as wide as the next one takes, the last one linear', () => {
    expect(
      layersOf({
        ...document,
        hidden: [
          { units: 5, activation: 'tanh' },
          { units: 3, activation: 'sigmoid' },
        ],
      }),
    ).toEqual([
      { kind: 'dense', inputs: 196, outputs: 5, activation: 'tanh' },
      { kind: 'dense', inputs: 5, outputs: 3, activation: 'sigmoid' },
      { kind: 'dense', inputs: 3, outputs: 2, activation: 'linear' },
    ]);
  });

  it('may have no hidden layer', () => {
    expect(layersOf(logistic)).toEqual([{ kind: 'dense', inputs: 30, outputs: 1, activation: 'linear' }]);
  });

  it('answers with a logit for each class, or a single one by a sigmoid', () => {
    expect([logitsWidth(document.output), logitsWidth(logistic.output)]).toEqual([2, 1]);
  });

  it('counts its weights and biases', () => {
    // 196·64 + 64 + 64·64 + 64 + 64·2 + 2
    expect([parameterCount(document), parameterCount(logistic)]).toEqual([16_898, 31]);
  });

  it('describes itself in a line', () => {
    expect(describeModel(document)).toBe('196 → 64 relu → 64 relu → 2 (softmax)');
    expect(describeModel(logistic)).toBe('30 → 1 (sigmoid, p ≥ 0.4)');
  });
});
