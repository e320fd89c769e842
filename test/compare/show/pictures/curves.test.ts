import { describe, expect, it } from 'vitest';
import { type Curve, drawCurves, ROWS } from '../../../../compare/show/pictures/curves.ts';
import { learningCurves } from '../../../../compare/show/pictures/learning-curves.ts';
import { HOSTILE, sampleComparison } from './sample.ts';
import { boxesOf } from './svg-boxes.ts';
import { linesOf, parseSvg, textsOf } from './svg-facts.ts';

const curve = (values: readonly number[], network = 0): Curve => ({
  network,
  rows: ROWS[0],
  points: values.map((value, e) => ({ epoch: e + 1, value })),
});
const draw = (...curves: Curve[]) => drawCurves({ quantity: 'loss', names: curves.map((_, n) => `network ${n}`), curves });

describe('learning curves', () => {
  it('are two pictures with a line for each network on training and on validation rows', () => {
    const pictures = learningCurves(sampleComparison({ epochs: 5 }));
    expect(pictures.map(({ file }) => file)).toEqual(['loss.svg', 'accuracy.svg']);
    for (const { svg } of pictures) {
      const lines = linesOf(svg);
      expect(lines).toHaveLength(4);
      for (const d of lines) expect(d.match(/[ML]/g)).toHaveLength(5);
      expect(textsOf(svg)).toEqual(expect.arrayContaining(['training rows', 'validation rows', 'epoch']));
    }
  });

  it('have a line at the best epoch of a network that could end early, and say which that is', () => {
    const whole = sampleComparison({ epochs: 5, names: ['scratch', 'tfjs'] });
    const [first, second] = whole.networks;
    const [plain, stopped] = [whole, { ...whole, networks: [{ ...first!, earlyStopping: { best: 3, restored: true } }, second!] }].map(
      (comparison) => learningCurves(comparison)[0]!,
    );
    const rules = (svg: string) => [...parseSvg(svg).querySelectorAll('[aria-label="rule"] line')].length;
    expect(rules(stopped!.svg) - rules(plain!.svg)).toBe(2); // in either panel
    expect(textsOf(stopped!.svg)).toContain('scratch (best in epoch 3)');
  });

  it('draw the networks apart by colour, dash and width', () => {
    const svg = draw(curve([3, 2, 1]), curve([3, 2, 1], 1));
    const strokes = [...parseSvg(svg).querySelectorAll('[aria-label="line"] g')].map((g) =>
      ['stroke', 'stroke-width', 'stroke-dasharray'].map((name) => g.getAttribute(name)),
    );
    expect(strokes).toEqual(
      [
        ['var(--n1)', '6', null],
        ['var(--n1-core)', '3', null], // inside its edges
        ['var(--n2)', '2.5', '8 6'],
      ].map((row) => row.map((x) => x ?? expect.toSatisfy((v: unknown) => v === null || v === 'none'))),
    );
  });

  it('have room for a marker on the frame beneath what each panel is of', () => {
    const best = drawCurves({ quantity: 'accuracy', names: ['scratch'], curves: [curve([1, 1, 1])] });
    const tops = [...parseSvg(best).querySelectorAll('[aria-label="frame"] rect')].map((frame) => Number(frame.getAttribute('y')));
    const heads = boxesOf(best).texts.filter(({ words }) => (ROWS as readonly string[]).includes(words));
    expect(heads).toHaveLength(ROWS.length);
    for (const { bottom, top } of heads) {
      expect(bottom).toBeLessThanOrEqual(Math.min(...tops) - 6); // the radius of a marker
      expect(top).toBeGreaterThanOrEqual(0);
    }
  });

  it('escape names, which stay legible', () => {
    for (const { svg } of learningCurves(sampleComparison())) {
      expect(svg).not.toContain('<script');
      expect(textsOf(svg)).toContain(HOSTILE);
    }
  });

  it('leave a gap where a value is not finite, and mark a value that stands alone', () => {
    const [line] = linesOf(draw(curve([4, 3, NaN, 2, Infinity, 1])));
    expect(line!.match(/M/g)!.length).toBeGreaterThan(1);
    expect(line).not.toMatch(/NaN|Infinity/);
    const dots = [...parseSvg(draw(curve([4, 3, NaN, 2, NaN, 1, 1, 1, 1]))).querySelectorAll('[aria-label="dot"] circle, [aria-label="dot"] path')];
    const epochs = dots.map((dot) => dot.getAttribute('cx') ?? dot.getAttribute('transform'));
    expect(new Set(epochs).size).toBe(9 - 2); // with so few epochs each is marked, the gaps are not
  });

  it('use a logarithmic axis for losses of several sizes, never with a zero among them', () => {
    expect(textsOf(draw(curve([1, 0.1, 0.01])))[0]).toBe('Loss, on a logarithmic axis');
    expect(textsOf(draw(curve([1, 0.01, 0])))[0]).toBe('Loss');
    expect(textsOf(draw(curve([1, 0.9, 0.8])))[0]).toBe('Loss');
  });

  it('are drawn of one epoch, and not at all of none', () => {
    expect(draw(curve([0.5]))).not.toContain('NaN');
    expect(learningCurves(sampleComparison({ epochs: 0 }))).toEqual([]);
  });

  it('carry the figures that the document prints, in its own experiment only, up to the last epoch', () => {
    const comparison = sampleComparison({ epochs: 10 });
    const document = { ...comparison, settings: { ...comparison.settings, preset: 'document' } };
    const marks = (of: typeof comparison) => [...parseSvg(learningCurves(of)[1]!.svg).querySelectorAll('[aria-label="dot"]')].length;
    expect(marks(document) - marks(comparison)).toBe(2); // one set of marks a program
    expect(textsOf(learningCurves(document)[1]!.svg)).toContain("the document's program (as printed)");
  });

  it('draw a band about a curve that has one', () => {
    const banded: Curve = { network: 0, rows: ROWS[0], points: [1, 2].map((epoch) => ({ epoch, value: 1, low: 0.9, high: 1.1 })) };
    expect(parseSvg(draw(banded)).querySelectorAll('[aria-label="area"] path')).toHaveLength(1);
    expect(parseSvg(draw(curve([1, 1]))).querySelectorAll('[aria-label="area"] path')).toHaveLength(0);
  });

  it('are the same bytes every time', () => {
    expect(learningCurves(sampleComparison())).toEqual(learningCurves(sampleComparison()));
  });
});
