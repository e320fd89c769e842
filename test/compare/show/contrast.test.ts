import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { STYLE } from '../../../compare/show/pictures/theme.ts';
import { root } from '../../sources.ts';

/** WCAG 2.2: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(hex: string): number {
  const digits = hex.length === 4 ? [...hex.slice(1)].map((digit) => digit + digit) : hex.slice(1).match(/../g)!;
  const [red, green, blue] = digits.map((two) => {
    const share = Number.parseInt(two, 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function contrast(a: string, b: string): number {
  const [lighter, darker] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (lighter! + 0.05) / (darker! + 0.05);
}

/** The colours of a style, of a light system and of a dark one: { '--ink': '#1f2328' }. */
function schemes(css: string): [string, Record<string, string>][] {
  const coloursIn = (part: string) => Object.fromEntries([...part.matchAll(/(--[\w-]+):\s*(#[0-9a-f]{3,6})/g)].map(([, name, hex]) => [name!, hex!]));
  const [light = '', dark = ''] = css.split('prefers-color-scheme');
  return [
    ['light', coloursIn(light)],
    ['dark', { ...coloursIn(light), ...coloursIn(dark) }],
  ];
}

/** Grid lines, frames and borders, which nothing is read from, and the inside of a line whose edges are what is seen. */
const DECORATION = ['--faint', '--line', '--n1-core'];

describe.each([
  ['pictures', STYLE, ['--card']],
  ['the page', readFileSync(join(root, 'compare/show/html/report.css'), 'utf8'), ['--page', '--shade']],
])('contrast in %s', (_, css, grounds) => {
  it.each(schemes(css))('of a %s system is 4.5:1 at least, of every text and curve on whatever lies behind it', (_scheme, colours) => {
    const drawn = Object.keys(colours).filter((name) => !grounds.includes(name) && !DECORATION.includes(name));
    expect(drawn.length).toBeGreaterThanOrEqual(3);
    const low = drawn
      .flatMap((name) => grounds.map((ground) => [name, ground, contrast(colours[name]!, colours[ground]!)] as const))
      .filter(([, , ratio]) => ratio < 4.5);
    expect(low).toEqual([]);
  });
});

it('contrast is measured as WCAG has it', () => {
  expect(contrast('#000', '#ffffff')).toBeCloseTo(21, 10);
  expect(contrast('#7cc0ee', '#fff')).toBeCloseTo(1.98, 2);
});
