import { describe, expect, it } from 'vitest';
import type { NetworkResult } from '../../../../compare/results/schema.ts';
import { sideBySide } from '../../../../compare/show/words/side-by-side.ts';
import { accuracy, loss } from '../../../../src/run/metrics/metric.ts';
import { diverged, networkResult, tinyComparison } from '../../tiny-comparison.ts';

const lines = (networks: NetworkResult[]) =>
  sideBySide(tinyComparison({ networks })).map(({ label, values, difference }) => [label, ...values, difference].join(' | '));

describe('the table of two networks', () => {
  it('has the figures of the last epoch and of the test rows, and how far the second is from the first', () => {
    const { networks } = tinyComparison();
    expect(lines([...networks])).toEqual([
      'Train loss | 0.2500 | 0.2500 | 0',
      'Train accuracy | 1.0000 | 1.0000 | 0',
      'Validation loss | 0.5000 | 0.5000 | 0',
      'Validation accuracy | 0.8750 | 0.8750 | 0',
      'Test loss | 0.3750 | 0.3750 | +1.00e-7',
      'Test accuracy | 0.7500 | 0.5000 | −0.2500',
      'Same test predictions as scratch |  | 75.00 % | ',
      'Train time | 3.00 s | 3.00 s | ',
      'Samples per second | 7 | 7 | ', // 7 rows · 3 epochs / 3 s
      'Steps | 6 | 6 | ',
    ]);
  });

  it('shows what a diverged network has not as a dash, never as a NaN', () => {
    const found = lines([networkResult('scratch'), diverged('tfjs')]);
    expect(found).toEqual([
      'Train loss | 0.2500 | – | –',
      'Train accuracy | 1.0000 | – | –',
      'Validation loss | 0.5000 | – | –',
      'Validation accuracy | 0.8750 | – | –',
      'Test loss | 0.3750 | – | –',
      'Test accuracy | 0.7500 | – | –',
      'Same test predictions as scratch |  | – | ',
      'Train time | 3.00 s | 1.00 s | ',
      'Samples per second | 7 | 7 | ',
      'Steps | 6 | 3 | ',
    ]);
  });

  it('shows what a network that stopped early was after its best epoch, where it was given that back', () => {
    const found = lines([1, 2].map((n) => networkResult(`n${n}`, { earlyStopping: { best: 2, restored: n === 1 } })));
    expect(found.slice(0, 2)).toEqual(['Train loss | 0.5000 | 0.2500 | −0.2500', 'Train accuracy | 0.7500 | 1.0000 | +0.2500']);
    expect(found.at(-1)).toBe('Steps | 6 | 6 | ');
  });

  it('shows a dash where there was no time to measure', () => {
    const { epochs, ...rest } = diverged('scratch');
    expect(epochs).toHaveLength(1);
    expect(lines([{ ...rest, epochs: [] }, networkResult('tfjs')]).find((line) => line.startsWith('Samples'))).toBe('Samples per second | – | 7 | ');
  });
});

describe('the table of other than two networks', () => {
  it('holds each against the first', () => {
    const third = networkResult('mine', { test: { ...networkResult('mine').test!, accuracy: 1, predictions: [1, 1, 1, 1] } });
    const found = lines([...tinyComparison().networks, third]);
    expect(found[5]).toBe('Test accuracy | 0.7500 | 0.5000 | 1.0000 | −0.2500, +0.2500');
    expect(found[6]).toBe('Same test predictions as scratch |  | 75.00 % | 25.00 % | ');
  });

  it('compares one with nobody', () => {
    const found = lines([networkResult('tfjs')]);
    expect(found[0]).toBe('Train loss | 0.2500 | ');
    expect(found.some((line) => line.startsWith('Same'))).toBe(false);
  });
});

describe('a number', () => {
  it('of a loss has four decimals, three digits where it is small, powers of ten where it is far from 1', () => {
    expect([0, 1.23456, 0.0123456, 0.00123456, 0.000123456, 0.0000123456, 99_999, 123_456].map(loss)).toEqual([
      '0.0000',
      '1.2346',
      '0.0123',
      '0.00123',
      '0.000123',
      '1.23e-5',
      '99999.0000',
      '1.235e+5',
    ]);
  });

  it('of an accuracy has four decimals', () => {
    expect([0, 2 / 3, 1].map(accuracy)).toEqual(['0.0000', '0.6667', '1.0000']);
  });
});
