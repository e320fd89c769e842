import { describe, expect, it } from 'vitest';
import type { Output } from '../../../../src/model/model-spec.ts';
import { taskOf } from '../../../../src/model/training-spec.ts';
import { matrix } from '../../../../src/numbers/matrix.ts';
import { evaluate, evaluateTest, taskNameOf } from '../../../../src/run/metrics/evaluate.ts';
import { evaluateLabels, exactRows, measureLabels } from '../../../../src/run/metrics/labels.ts';

const sigmoids = (outputs: number, threshold = 0.5): Output => ({ kind: 'sigmoids', outputs, threshold });

/** Said: (1, 0), (1, 1), (0, 0), (1, 0). True: (1, 0), (1, 0), (0, 1), (0, 0). */
const Z = matrix([[2, -1], [1, 1], [-1, -2], [3, -3]], 'float64'); // biome-ignore format: rows
const T = matrix([[1, 0], [1, 0], [0, 1], [0, 0]]); // biome-ignore format: rows

describe('several labels a row', () => {
  const { hammingAccuracy, predictions } = evaluateLabels(Z, T, sigmoids(2));
  const found = measureLabels(Z, T, sigmoids(2), predictions);

  it('are predicted each by itself, from p = τ on', () => {
    expect([...predictions.data]).toEqual([1, 0, 1, 1, 0, 0, 1, 0]);
    expect([...evaluateLabels(Z, T, sigmoids(2, 0.9)).predictions.data]).toEqual([0, 0, 0, 0, 0, 0, 1, 0]); // p(2) = .88, p(3) = .95
    expect([...evaluateLabels(matrix([[0, -0]]), matrix([[1, 1]]), sigmoids(2)).predictions.data]).toEqual([1, 1]);
  });

  it('are right one by one in the Hamming accuracy, all together in the exact match', () => {
    expect(hammingAccuracy).toBe(5 / 8);
    expect(exactRows(predictions, T)).toEqual([true, false, false, false]);
    expect(found.exactMatch).toBe(1 / 4);
  });

  it('have each an F1 and an AUC, of which the mean is taken', () => {
    expect(found.labels).toEqual([
      { right: 2, wrong: 1, missed: 0, f1: 4 / 5, auc: 1 / 2 }, // of rows with it 2 and 1, of others −1 and 3: 2 of 4 pairs
      { right: 0, wrong: 1, missed: 1, f1: 0, auc: 1 / 3 }, // −2 against −1, 1, −3
    ]);
    expect([found.macroF1, found.auc]).toEqual([0.4, (1 / 2 + 1 / 3) / 2]);
  });

  it('leave a label out of a mean that no row has: it cannot be told apart from others', () => {
    const none = matrix([[1, 0], [0, 0]]); // biome-ignore format: rows
    const logits = matrix([[1, -1], [-1, -1]], 'float64'); // biome-ignore format: rows
    const of = measureLabels(logits, none, sigmoids(2), evaluateLabels(logits, none, sigmoids(2)).predictions);
    expect(of.labels[1]).toEqual({ right: 0, wrong: 0, missed: 0, f1: NaN, auc: NaN });
    expect([of.macroF1, of.auc]).toEqual([1, 1]);
  });

  it('are not predicted where an output is no number', () => {
    const none = matrix([[NaN, NaN]], 'float64');
    const { predictions } = evaluateLabels(none, matrix([[1, 0]]), sigmoids(2));
    expect([...predictions.data]).toEqual([0, 0]);
    expect(measureLabels(none, matrix([[1, 0]]), sigmoids(2), predictions)).toMatchObject({ exactMatch: 0, auc: NaN, calibration: [] });
  });
});

describe('an evaluation', () => {
  const task = { ...taskOf({ inputs: 1, hidden: [], output: sigmoids(2) }), labels: ['a', 'b'] };

  it('of labels has the loss that is learnt by: the sum over labels of the cross-entropy of each, the mean over rows', () => {
    const { loss } = evaluate(task, matrix([[0, 0], [0, Math.log(3)]], 'float64'), { y: matrix([[1, 0], [0, 1]]) }); // biome-ignore format: rows
    expect(loss).toBeCloseTo((3 * Math.LN2 + Math.log(4 / 3)) / 2, 15); // p = ½, ½, ½ and ¾
  });

  it('after an epoch does not take the time for what is measured once', () => {
    expect(Object.keys(evaluate(task, Z, { y: T })).sort()).toEqual(['hammingAccuracy', 'loss', 'predictions']);
    expect(Object.keys(evaluateTest(task, Z, { y: T }))).toEqual(expect.arrayContaining(['exactMatch', 'macroF1', 'auc', 'labels', 'calibration']));
  });

  it('of classes by a sigmoid each has the loss of all of them, and takes the largest', () => {
    const { labels: _, ...ofClasses } = task;
    const found = evaluate(ofClasses, matrix([[Math.log(3), 0]], 'float64'), { y: Uint32Array.of(0) });
    expect(found.loss).toBeCloseTo(Math.log(4 / 3) + Math.LN2, 15);
    expect(found).toMatchObject({ accuracy: 1, predictions: Uint32Array.of(0) });
  });
});

it('a task is told by what is to be predicted', () => {
  expect([taskNameOf({}), taskNameOf({ labels: ['a'] }), taskNameOf({ targets: ['price'] })]).toEqual(['classification', 'labels', 'regression']);
});
