import { describe, expect, it } from 'vitest';
import { taskOf } from '../../../../src/model/training-spec.ts';
import { matrix } from '../../../../src/numbers/matrix.ts';
import { evaluate } from '../../../../src/run/metrics/evaluate.ts';
import { accuracy, error, loss, share } from '../../../../src/run/metrics/metric.ts';
import { valueErrors } from '../../../../src/run/metrics/regression.ts';

const column = (...values: number[]) => matrix(values.map((value) => [value]));

describe('errors of one value', () => {
  it('are those of scikit-learn', () => {
    // scikit-learn 1.7: the example of mean_squared_error, y_true = [3, -0.5, 2, 7], y_pred = [2.5, 0.0, 2, 8]:
    // squared errors .25 .25 0 1, so RMSE = √.375; sizes .5 .5 0 1, so MAE = .5; R² = 1 − 1.5/29.1875
    const { rmse, mae, r2 } = valueErrors(column(2.5, 0, 2, 8), column(3, -0.5, 2, 7), { unit: [1] });
    expect(rmse).toBeCloseTo(0.6123724356957945, 15);
    expect(mae).toBe(0.5);
    expect(r2).toBeCloseTo(0.9486081370449679, 15);
  });

  it('are in the units of the value; R² has none', () => {
    const scaled = valueErrors(column(0, 1), column(1, -1), { unit: [1000] });
    expect(scaled).toEqual({ rmse: 1000 * Math.sqrt(2.5), mae: 1500, r2: 1 - 5 / 2 });
  });

  it('give R² = 0 for the mean always, 1 for the truth, and none where there is no variance to explain', () => {
    const truth = column(1, 2, 6);
    expect(valueErrors(column(3, 3, 3), truth, { unit: [1] }).r2).toBe(0);
    expect(valueErrors(truth, truth, { unit: [1] }).r2).toBe(1);
    expect(valueErrors(column(1, 2), column(4, 4), { unit: [1] }).r2).toBeNaN();
  });
});

it('errors of several values are the mean over them, each in its own units', () => {
  // column 1: errors 1, 1, so RMSE 1 · 10; column 2: errors 0, 2, so RMSE √2 · 100; R²: 1 − 2/2 = 0 and 1 − 4/8 = .5
  const { rmse, mae, r2 } = valueErrors(matrix([[1, 4], [3, 2]]), matrix([[0, 4], [2, 0]]), { unit: [10, 100] }); // biome-ignore format: rows
  expect(rmse).toBeCloseTo((10 + 100 * Math.SQRT2) / 2, 12);
  expect([mae, r2]).toEqual([(10 + 100) / 2, 0.25]);
});

it('an evaluation of values has the mean squared error as it is learnt, and predictions in the values’ own units', () => {
  const task = taskOf({ inputs: 1, hidden: [], output: { kind: 'linear', outputs: 1 } });
  const targets = { names: ['price'], mean: [100], unit: [10] };
  const found = evaluate({ ...task, targets }, column(1, -2), { y: column(0, -1) });
  expect(found).toMatchObject({ loss: 1, rmse: 10, mae: 10, r2: 1 - 2 / 0.5 });
  expect(found.predictions).toEqual(matrix([[110], [80]], 'float64'));
});

it.each([
  [8544.5279, '8544.53'],
  [123456.7, '123457'],
  [1234567.8, '1234568'],
  [99.87654, '99.8765'],
  [0.0012345, '0.00123'],
  [0, '0.0000'],
  [1.5e12, '1.500e+12'],
])('an error of %d is written %s', (value, text) => expect(error(value)).toBe(text));

it('R² below zero is written with a minus', () => {
  expect([share(-41.96152), share(0.5)]).toEqual(['−41.9615', '0.5000']);
});

it('losses and accuracies are written with four decimals', () => {
  expect([loss(123.45678), accuracy(0.5)]).toEqual(['123.4568', '0.5000']);
});
