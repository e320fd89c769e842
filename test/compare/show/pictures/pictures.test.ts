import { describe, expect, it } from 'vitest';
import { lossDifferences } from '../../../../compare/show/pictures/drift.ts';
import type { PictureTable } from '../../../../compare/show/pictures/picture.ts';
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
      'landscape.svg',
      'updates.svg',
      'dead.svg',
      'weights.svg',
      'gradients.svg',
      'first-layer.svg',
      'inputs.svg',
      'inputs-2.svg',
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

describe('the pictures of how training went inside', () => {
  const tableOf = (file: string): PictureTable => all.find((picture) => picture.file === file)!.table;

  it('follow the updates and the dead units, a panel a layer, a line a network', () => {
    expect(textsOf(named('updates.svg'))).toEqual(expect.arrayContaining(['layer 1', 'layer 2']));
    expect(linesOf(named('updates.svg'))).toHaveLength(2 * 2);
    expect(tableOf('updates.svg').rows.map((row) => row.slice(0, 3))).toEqual([
      ['1', '0.001', '0.002'],
      ['3', '5.00e-4', '0.002'],
      ['5', '3.33e-4', '0.002'],
    ]);
    expect(textsOf(named('dead.svg'))).not.toContain('layer 2'); // the last has no ReLU
    expect(tableOf('dead.svg').rows.map(([epoch, share]) => [epoch, share])).toEqual([
      ['1', '0.0 %'],
      ['3', '50.0 %'],
      ['5', '50.0 %'],
    ]);
  });

  it('show each layer’s weights and gradients at the first, the middle and the last epoch', () => {
    for (const file of ['weights.svg', 'gradients.svg']) {
      expect(linesOf(named(file)), file).toHaveLength(2 * 2 * 3); // networks, layers, epochs
      expect(textsOf(named(file)), file).toEqual(expect.arrayContaining(['epoch 1', 'epoch 3', 'epoch 5', 'scratch, layer 2']));
    }
    expect(tableOf('weights.svg').rows[0]).toEqual(['scratch, layer 1, epoch 1', '−0.6667', '0', '0.6667', '0.6667', '0.6667', '12.5 %']);
  });

  it('draw the loss along its gradient, where a step lands, and the plane from above', () => {
    const drawn = parseSvg(named('landscape.svg'));
    expect(textsOf(named('landscape.svg'))).toEqual(expect.arrayContaining(['before the first step', 'scratch, epoch 5', 'and across it']));
    expect(drawn.querySelectorAll('[aria-label="contour"] path').length).toBeGreaterThan(2 * 5);
    expect(drawn.querySelectorAll('[aria-label="rule"] line')).toHaveLength(2);
    const start = tableOf('landscape.svg').rows.filter(([where]) => where!.startsWith('before the first step, along'));
    expect(start).toHaveLength(13);
    expect(start[2]).toEqual(['before the first step, along the gradient', '0', '0.04']);
  });

  it('name what each unit answers to', () => {
    expect(textsOf(named('inputs.svg'))).toEqual(expect.arrayContaining(['unit 2', 'y']));
    const bars = [...parseSvg(named('inputs.svg')).querySelectorAll('rect[fill^="var(--n"]')].map((bar) => [
      bar.getAttribute('fill'),
      Number(bar.getAttribute('width')),
    ]);
    expect(bars[0]![0]).toBe('var(--n2)'); // falls with it
    expect(Number(bars[0]![1]) / Number(bars[1]![1])).toBeCloseTo(5, 1);
  });

  it('are not there in results of a program that did not keep them', () => {
    const { landscapes: _, ...inside } = comparison.inside!;
    const earlier = { ...inside, networks: inside.networks.map(({ course: __, firstInputs: ___, ...network }) => network) };
    const files = Object.values(drawPictures({ ...comparison, inside: earlier }))
      .flat()
      .map(({ file }) => file);
    for (const file of ['landscape.svg', 'updates.svg', 'dead.svg', 'weights.svg', 'gradients.svg', 'inputs.svg']) expect(files).not.toContain(file);
    expect(files).toContain('first-layer.svg');
  });
});
