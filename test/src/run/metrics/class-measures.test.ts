import { describe, expect, it } from 'vitest';
import type { Output } from '../../../../src/model/model-spec.ts';
import { matrix } from '../../../../src/numbers/matrix.ts';
import { areaUnderCurve } from '../../../../src/run/metrics/auc.ts';
import { calibrationOf } from '../../../../src/run/metrics/calibration.ts';
import { measureClasses } from '../../../../src/run/metrics/class-measures.ts';
import { predict } from '../../../../src/run/metrics/classification.ts';

const softmax: Output = { kind: 'softmax', classes: 3 };
const sigmoid: Output = { kind: 'sigmoid', threshold: 0.5 };
const linear: Output = { kind: 'linear', outputs: 3 };

const measure = (rows: number[][], y: number[], output: Output, k?: number) => {
  const A = matrix(rows, 'float64');
  return measureClasses({ A, predictions: predict(A, output), output }, Uint32Array.from(y), k);
};
const certain = (k: number) => [0, 1, 2].map((c) => (c === k ? 9 : 0));

describe('the area under the ROC curve', () => {
  const auc = (scores: number[], y: number[]) => areaUnderCurve(scores, (r) => y[r] === 1);

  it('is the share of pairs whose positive lies above the negative', () => {
    // positives .35 and .8 against negatives .1 and .4: three of four pairs; the example of scikit-learn's roc_auc_score
    expect(auc([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1])).toBe(0.75);
    expect([auc([1, 2, 3], [0, 1, 1]), auc([3, 2, 1], [0, 1, 1])]).toEqual([1, 0]);
  });

  it('counts a pair of equal scores half', () => {
    expect(auc([0.5, 0.5, 0.5], [0, 1, 1])).toBe(0.5);
    expect(auc([0.2, 0.7, 0.7, 0.9], [0, 0, 1, 1])).toBe(3.5 / 4);
  });

  it('takes infinite scores in their order', () => {
    expect(auc([-Infinity, 0, Infinity, Infinity], [0, 0, 1, 0])).toBe(2.5 / 3);
  });

  it('is none where all rows are of one kind, or a score is no number', () => {
    expect([auc([1, 2], [1, 1]), auc([1, 2], [0, 0]), auc([], []), auc([1, NaN, 2], [0, 1, 1])]).toEqual([NaN, NaN, NaN, NaN]);
  });
});

describe('what is measured of classes', () => {
  it('weighs each class the same, however many rows it has', () => {
    // 4 rows of class 0, 3 found; 1 of class 1, missed (said to be 0); 1 of class 2, found: recalls ¾, 0, 1
    const found = measure([0, 0, 0, 2, 0, 2].map(certain), [0, 0, 0, 0, 1, 2], softmax);
    expect(found.balancedAccuracy).toBeCloseTo((0.75 + 0 + 1) / 3, 15);
    // F1: 2·3/(6 + 1 + 1); 0; 2·1/(2 + 1 + 0)
    expect(found.macroF1).toBeCloseTo((0.75 + 0 + 2 / 3) / 3, 15);
  });

  it('leaves a class out that neither occurs nor is predicted; one that is predicted counts against F1 alone', () => {
    const never = measure([0, 1].map(certain), [0, 1], softmax);
    expect([never.balancedAccuracy, never.macroF1, never.auc]).toEqual([1, 1, 1]);
    const predicted = measure([0, 2].map(certain), [0, 0], softmax);
    expect(predicted.balancedAccuracy).toBe(0.5);
    expect(predicted.macroF1).toBeCloseTo((2 / 3 + 0) / 2, 15);
    expect(predicted.auc).toBeNaN();
  });

  it('has for its log loss what the true class was worth, whatever was learnt by', () => {
    expect(measure([[0, 0, Math.log(2)]], [2], softmax).logLoss).toBeCloseTo(Math.LN2, 15); // p = (¼, ¼, ½)
    expect(measure([[Math.log(3)]], [0], sigmoid).logLoss).toBeCloseTo(Math.log(4), 15); // p = ¾ of class 1
  });

  it('has neither log loss nor calibration where outputs are no probabilities, but an AUC of their order', () => {
    const found = measure([certain(0), certain(1), certain(2)], [0, 1, 2], linear);
    expect(Object.keys(found)).toEqual(['balancedAccuracy', 'macroF1', 'auc']);
    expect(found.auc).toBe(1);
  });

  it('takes a row for right whose class is among the k of the largest outputs, of equal ones the first', () => {
    const rows = [[3, 2, 1], [3, 2, 1], [3, 2, 1], [1, 1, 1]]; // biome-ignore format: rows
    const topK = (k: number) => measure(rows, [0, 1, 2, 1], softmax, k).topK;
    expect([topK(1), topK(2), topK(3)]).toEqual([0.25, 0.75, 1]);
    expect(measure(rows, [0, 1, 2, 1], softmax)).not.toHaveProperty('topK');
  });

  it('is NaN, and nothing worse, of logits that are', () => {
    const found = measure([[NaN, 0, 0], [0, NaN, 0]], [1, 2], softmax, 2); // biome-ignore format: rows
    expect([found.logLoss, found.auc]).toEqual([NaN, NaN]);
    expect(found.calibration).toEqual([]);
    expect(measure([[NaN]], [1], sigmoid).auc).toBeNaN();
  });
});

describe('calibration', () => {
  it('tells for each tenth how many, how sure and how often rightly, an edge belonging to the tenth below', () => {
    expect(calibrationOf([0, 0.05, 0.1, 0.95, 1], (i) => i > 2)).toEqual([
      { count: 3, confidence: expect.closeTo(0.05, 15) as number, share: 0 },
      { count: 2, confidence: expect.closeTo(0.975, 15) as number, share: 1 },
    ]);
  });

  it('is of the class predicted, by one sigmoid that of class 0 too', () => {
    const logit = (p: number) => [Math.log(p / (1 - p))];
    expect(measure([logit(0.15), logit(0.85)], [0, 0], sigmoid).calibration).toEqual([
      { count: 2, confidence: expect.closeTo(0.85, 15) as number, share: 0.5 },
    ]);
  });
});
