import { describe, expect, it } from 'vitest';
import type { Comparison, NetworkResult } from '../../../../compare/results/schema.ts';
import { markdownReport } from '../../../../compare/show/markdown/markdown.ts';
import { calibrationPictures } from '../../../../compare/show/pictures/calibration.ts';
import { drawPictures } from '../../../../compare/show/pictures/pictures.ts';
import { predictedPictures } from '../../../../compare/show/pictures/predicted.ts';
import { diverged, networkResult, tinyComparison } from '../../tiny-comparison.ts';
import { parseSvg, textsOf } from './svg-facts.ts';

const BINS = [
  { count: 1, confidence: 0.25, share: 0 },
  { count: 3, confidence: 0.9, share: 1 },
];
const calibrated = (name: string, calibration = BINS): NetworkResult => {
  const plain = networkResult(name);
  return { ...plain, test: { ...(plain.test as NonNullable<NetworkResult['test']>), calibration } };
};
const comparison = (...networks: NetworkResult[]): Comparison => tinyComparison({ networks, parity: [] });
const dotsIn = (svg: string) => [...parseSvg(svg).querySelectorAll('[aria-label="dot"]')].map((group) => group.querySelectorAll('path, circle'));

describe('a reliability diagram', () => {
  it('has a point for every tenth that a network says, the larger the more rows it is of', () => {
    const [picture] = calibrationPictures(comparison(calibrated('scratch'), calibrated('tfjs')));
    expect(picture?.file).toBe('calibration.svg');
    expect(picture?.alt).toBe('How often predictions are right, by their probability, by scratch and tfjs');
    expect(dotsIn(picture?.svg ?? '').map((points) => points.length)).toEqual([2, 2]);
    const radii = [...dotsIn(picture?.svg ?? '')[0]!].map((circle) => Number(circle.getAttribute('r'))).sort((a, b) => a - b);
    expect(radii).toEqual([4 + 7 / 2, 4 + 7 * Math.sqrt(3 / 4)].map((r) => expect.closeTo(r, 1) as number));
    expect(picture?.svg).not.toMatch(/NaN|Infinity|undefined/);
  });

  it('is of labels where rows have several', () => {
    const { data } = tinyComparison();
    const [picture] = calibrationPictures({ ...comparison(calibrated('scratch')), data: { ...data, classes: [], labels: ['a'] } });
    expect(picture?.alt).toBe('How often a row has a label, by its probability, by scratch');
  });

  it('is left out where no network says how sure it is', () => {
    const all = comparison(networkResult('scratch'), diverged('tfjs'));
    expect(calibrationPictures(all)).toEqual([]);
    expect(markdownReport(all, drawPictures(all))).not.toContain('Calibration');
  });

  it('draws a network by the pen that it has everywhere, also beside one that diverged', () => {
    const svg = calibrationPictures(comparison(diverged('scratch'), calibrated('tfjs')))[0]?.svg ?? '';
    expect(textsOf(svg)).toContain('tfjs');
    expect(svg).not.toContain('var(--n1)');
  });
});

it('predicted against true has in its legend the pen of its points, also beside a network that diverged', () => {
  const values = networkResult('tfjs', { test: { loss: 1, rmse: 1, mae: 1, r2: 0.5, predictions: [1, 2, 3, 4] } });
  const { data } = tinyComparison();
  const all = { ...comparison(diverged('scratch'), values), data: { ...data, classes: [], targets: ['price'], truth: [1, 2, 3, 5] } };
  expect(predictedPictures(all)[0]?.svg).not.toContain('stroke="var(--n1)"');
});
