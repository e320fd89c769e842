import { describe, expect, it } from 'vitest';
import type { Comparison } from '../../../../compare/results/schema.ts';
import { predictedPictures } from '../../../../compare/show/pictures/predicted.ts';
import { networkResult, tinyComparison } from '../../tiny-comparison.ts';
import { HOSTILE } from './sample.ts';
import { parseSvg, textsOf } from './svg-facts.ts';

/** Test rows of one value each, or of several; a network predicts all of them 1 too high. */
function regression(targets: readonly string[], rows: number): Comparison {
  const { data } = tinyComparison();
  const truth = Array.from({ length: rows * targets.length }, (_, i) => i);
  const test = { loss: 1, rmse: 1, mae: 1, r2: 0.5, predictions: truth.map((value) => value + 1) };
  const of = { ...data, classes: [], targets: [...targets], truth, rows: { ...data.rows, test: rows } };
  return tinyComparison({ data: of, networks: [networkResult('scratch', { test })] });
}

const dotsIn = (svg: string) => parseSvg(svg).querySelectorAll('[aria-label="dot"] path, [aria-label="dot"] circle').length;

describe('predicted against true', () => {
  it('is a picture for each target, a point for each test row', () => {
    const pictures = predictedPictures(regression(['price', 'rent'], 5));
    expect(pictures.map(({ file }) => file)).toEqual(['predicted-1.svg', 'predicted-2.svg']);
    expect(pictures.map(({ svg }) => dotsIn(svg))).toEqual([5, 5]);
    expect(predictedPictures(regression(['price'], 5)).map(({ file }) => file)).toEqual(['predicted.svg']);
  });

  it('shows every second, third, … of many rows', () => {
    expect(predictedPictures(regression(['price'], 1000)).map(({ svg }) => dotsIn(svg))).toEqual([334]);
  });

  it('has nothing to show of classes, or of a network that diverged', () => {
    expect(predictedPictures(tinyComparison())).toEqual([]);
    const [{ test: _, ...diverged }] = regression(['price'], 5).networks as [Comparison['networks'][number]];
    expect(predictedPictures({ ...regression(['price'], 5), networks: [diverged] })).toEqual([]);
  });

  it('escapes the names of targets', () => {
    const [picture] = predictedPictures(regression([HOSTILE], 3));
    expect(picture?.svg).not.toMatch(/<b>|<script/);
    expect(textsOf(picture?.svg ?? '').join(' ')).toContain(HOSTILE.slice(0, 5));
  });
});
