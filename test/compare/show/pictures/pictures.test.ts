import { describe, expect, it } from 'vitest';
import { lossDifferences } from '../../../../compare/show/pictures/drift.ts';
import { drawPictures } from '../../../../compare/show/pictures/pictures.ts';
import { HOSTILE, sampleComparison } from './sample.ts';
import { linesOf, parseSvg, textsOf } from './svg-facts.ts';

const comparison = sampleComparison();
const pictures = drawPictures(comparison);
const all = Object.values(pictures).flat();
const named = (file: string) => all.find((picture) => picture.file === file)!.svg;

describe('the pictures of a report', () => {
  it('are what the comparison has something to show of', () => {
    expect(all.map(({ file }) => file)).toEqual([
      'loss.svg',
      'accuracy.svg',
      'drift.svg',
      'first-layer.svg',
      'activations.svg',
      'misclassified.svg',
      'boundaries.svg',
      'width-accuracy.svg',
      'width-boundaries.svg',
    ]);
    const { inside: _, sweep: __, ...plain } = { ...comparison, parity: [] };
    expect(
      Object.values(drawPictures(plain))
        .flat()
        .map(({ file }) => file),
    ).toEqual(['loss.svg', 'accuracy.svg']);
  });

  it.each(all.map(({ file, svg, alt }) => ({ file, svg, alt })))(
    '$file is sound XML, escapes names, asks for nothing from outside, reads on light and dark',
    ({ svg, alt }) => {
      expect(parseSvg(svg).getAttribute('viewBox')).toMatch(/^0 0 \d+ [\d.]+$/);
      expect(svg).not.toMatch(/<script|on\w+=|NaN|Infinity|undefined/);
      expect(svg.replace('xmlns="http://www.w3.org/2000/svg"', '')).not.toMatch(/https?:|url\(/);
      expect(svg).toContain('prefers-color-scheme:dark');
      expect(parseSvg(svg).querySelectorAll('rect.card')).toHaveLength(1);
      expect(alt.length).toBeGreaterThan(20);
    },
  );

  it('let no control character into the XML', () => {
    const svgs = Object.values(drawPictures(sampleComparison({ names: ['a\u0000\u001bb', 'c\uffff'] }))).flat();
    for (const { svg } of svgs) expect(svg).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\uffff]/);
  });
});

describe('the drift picture', () => {
  it('shows the losses, weights and envelope, every check, the bound and the ReLU flip', () => {
    const svg = named('drift.svg');
    expect(linesOf(svg)).toHaveLength(4); // bound, losses, envelope, weights
    expect(textsOf(svg)).toContain('ReLU flip at step 12: layer 1, unit 5, |z| = 3.0e-8');
    expect(textsOf(svg)).toContain('re-anchored step: agree');
    const marks = [...parseSvg(svg).querySelectorAll('[aria-label="dot"]')].map((group) => group.querySelectorAll('path, circle').length);
    expect(marks.reduce((a, b) => a + b)).toBe(2 + 2); // two weights above 0, two checks
  });

  it('compares losses of the same step only, and keeps the largest of neighbours', () => {
    const [a, b] = sampleComparison({ steps: 1000 }).networks;
    const of = (network: typeof a, losses: number[], every = 1) => ({ ...network!, stepLosses: { every, losses } });
    expect(lossDifferences(of(a, [1, 2, 3, 4]), of(b, [1, 3.5], 2))).toEqual([
      { step: 1, value: 0 },
      { step: 3, value: 0.5 },
    ]);
    const spike = Array.from({ length: 1000 }, (_, i) => (i === 501 ? 9 : 0));
    const thinned = lossDifferences(of(a, spike), of(b, new Array<number>(1000).fill(0)));
    expect(thinned.length).toBeLessThanOrEqual(400);
    expect(thinned).toContainEqual({ step: 502, value: 9 });
  });
});

describe('the pictures of what is inside', () => {
  it('show every network once, in the same order', () => {
    for (const file of ['first-layer.svg', 'boundaries.svg', 'width-boundaries.svg']) {
      const images = [...parseSvg(named(file)).querySelectorAll('image')];
      expect(images.length % 2, file).toBe(0);
      for (const image of images) expect(image.getAttribute('href')).toMatch(/^data:image\/png;base64,/);
      const texts = textsOf(named(file));
      expect(texts.indexOf('scratch')).toBeLessThan(texts.indexOf(HOSTILE));
    }
  });

  it('give every misclassified row its true class and each answer, right or wrong', () => {
    const texts = textsOf(named('misclassified.svg'));
    expect(texts[0]).toBe('1 of the 30 misclassified test rows');
    expect(texts[2]).toBe('✗ a scratch'); // row 2: class 1, and scratch said 0
    expect(texts[3]).toMatch(/^✓ </); // a long name is cut, never let into the next image
    expect(Math.max(...texts.slice(1).map((words) => words.length))).toBeLessThan(16);
  });

  it('leave test rows beyond the plane out, and give each class a shape of its own', () => {
    const paths = [...parseSvg(named('boundaries.svg')).querySelectorAll('path[stroke-linecap]')];
    expect(paths.map((path) => path.getAttribute('stroke-linecap'))).toEqual(['round', 'round', 'square', 'square', 'round', 'round', 'square', 'square']);
    expect(paths.map((path) => path.getAttribute('d')!.match(/M/g)!.length)).toEqual(new Array(8).fill(1));
  });

  it('say how many units are dead', () => {
    expect(textsOf(named('activations.svg'))).toContain('scratch: 50 % zero, 1 of 2 dead');
  });
});
