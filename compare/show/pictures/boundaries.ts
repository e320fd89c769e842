import { together } from '../../../src/fault.ts';
import { fromBase64 } from '../../inside/quantise.ts';
import type { Inside, Plane } from '../../inside/schema.ts';
import type { SweptWidth } from '../../repeat/sweep-schema.ts';
import { percent } from '../words/figures.ts';
import { classColour, css, mix, SURFACE } from './colours.ts';
import type { LegendEntry } from './legend.ts';
import { shortened } from './letters.ts';
import type { Picture, PictureTable } from './picture.ts';
import { pngUrl } from './png.ts';
import { formatTick } from './scales.ts';
import { picture } from './svg.ts';
import type { Drawing, SvgNode } from './svg-dom.ts';
import { FONT_SIZE, MARGIN, WIDTH } from './theme.ts';

const CAPTION = 30;
const SMALL = FONT_SIZE - 2;

/** What every network says at each point of the plane, side by side, and the test rows on it. */
export function boundaryPictures({ plane, networks }: Inside, classes: readonly string[]): Picture[] {
  const shown = networks.filter(({ surface }) => surface);
  if (!plane || shown.length === 0) return [];
  const side = Math.min(420, (WIDTH - MARGIN) / Math.max(2, shown.length) - MARGIN);
  const names = together(shown.map(({ name }) => name));
  const title = 'Decision boundaries, with test rows';
  const svg = picture({ title, legend: classLegend(classes) }, CAPTION + side + 2 * CAPTION, (drawing) =>
    shown.flatMap(({ name, surface }, n) => {
      const x = MARGIN + n * (side + MARGIN);
      return [
        drawing.text(shortened(name, side, FONT_SIZE), { x, y: 16 }),
        surfaceImage(drawing, plane, surface!, x, CAPTION, side),
        ...points(drawing, plane, x, CAPTION, side),
        drawing.text(shortened(axisWords(plane), side, SMALL), { x, y: CAPTION + side + 20, 'font-size': SMALL, fill: 'var(--soft)' }),
      ];
    }),
  );
  const alt = `${title}: the class that ${names} say at every point of ${plane.x.feature} and ${plane.y.feature}`;
  const read =
    'The colour is the class that a network says there, the paler the less sure it is: a test row on ground of another colour is one that it gets wrong.';
  return [{ file: 'boundaries.svg', alt, svg, read, table: sampled(plane, shown, classes) }];
}

/** The table has so many points along each side. */
const SAMPLED = 7;

/** What is said at points spread over the plane. */
function sampled({ size, x, y }: Plane, shown: Inside['networks'], classes: readonly string[]): PictureTable {
  const places = Array.from({ length: SAMPLED }, (_, i) => Math.floor((size * (i + 0.5)) / SAMPLED));
  const at = ({ from, to }: Plane['x'], place: number) => formatTick(round(from + ((to - from) * (place + 0.5)) / size));
  const rows = shown.flatMap(({ name, surface }) => {
    const said = fromBase64(surface!);
    return places.map((r) => [`${name}, ${y.feature} ${at(y, size - 1 - r)}`, ...places.map((c) => classes[said[r * size + c]! >> 4] ?? '?')]);
  });
  return { caption: 'The class said at points of the plane', head: [`${x.feature}:`, ...places.map((c) => at(x, c))], rows };
}

function axisWords({ x, y }: Plane): string {
  const range = ({ feature, from, to }: Plane['x']) =>
    `${feature.length > 12 ? `${feature.slice(0, 11)}…` : feature} ${formatTick(round(from))} to ${formatTick(round(to))}`;
  return `→ ${range(x)}   ↑ ${range(y)}`.replaceAll('-', '−');
}

function round(value: number): number {
  return Number(value.toPrecision(2));
}

/** Boundaries of growing widths: a line a network, a column a width. */
export function sweptBoundaries(plane: Plane, widths: readonly SweptWidth[]): Picture[] {
  const names = widths[0]?.networks.map(({ name }) => name) ?? [];
  if (!widths.some(({ networks }) => networks.some(({ surface }) => surface))) return [];
  const side = (WIDTH - MARGIN) / widths.length - 6;
  const line = side + 2 * CAPTION + 6;
  const title = 'Decision boundaries of one hidden layer, by its width';
  const svg = picture({ title }, names.length * line, (drawing) =>
    names.flatMap((name, n) => [
      drawing.text(shortened(name, WIDTH - 2 * MARGIN, FONT_SIZE), { x: MARGIN, y: n * line + 16 }),
      ...widths.flatMap(({ width, networks }, w) => {
        const [x, y] = [MARGIN + w * (side + 6), n * line + CAPTION - 4];
        const surface = networks[n]?.surface;
        const label = drawing.text(String(width), { x: x + side / 2, y: y + side + 17, 'text-anchor': 'middle', 'font-size': SMALL });
        return surface ? [surfaceImage(drawing, plane, surface, x, y, side), label] : [label];
      }),
    ]),
  );
  const alt = `${title}: ${widths.map(({ width }) => width).join(', ')} units, of ${together(names)}`;
  const read = 'One unit draws a straight line; the boundary bends as there are more, until it has the shape that the data asks for.';
  return [{ file: 'width-boundaries.svg', alt, svg, read, table: shares(widths, names) }];
}

/** How much of the plane is each class's. */
function shares(widths: readonly SweptWidth[], names: readonly string[]): PictureTable {
  const of = (surface: string | undefined) => {
    if (!surface) return '–';
    const classes = [...fromBase64(surface)].map((said) => said >> 4);
    const present = [...new Set(classes)].sort((a, b) => a - b);
    return present.map((k) => `class ${k + 1}: ${percent(classes.filter((own) => own === k).length / classes.length)}`).join(', ');
  };
  const rows = widths.map(({ width, networks }) => [String(width), ...names.map((_, n) => of(networks[n]?.surface))]);
  return { caption: 'The share of the plane that each class takes, by the width', head: ['units', ...names], rows };
}

function surfaceImage({ element }: Drawing, { size }: Plane, surface: string, x: number, y: number, side: number): SvgNode {
  const url = pngUrl({ width: size, height: size, pixels: fromBase64(surface), palette: SURFACE });
  return element('image', { href: url, x, y, width: side, height: side, preserveAspectRatio: 'none' });
}

/** A class's rows as one path of points: round ones for even classes, square ones for odd. */
function points({ element }: Drawing, plane: Plane, x: number, y: number, side: number): SvgNode[] {
  const at = ({ from, to }: Plane['x'], value: number) => (to > from ? (side * (value - from)) / (to - from) : side / 2);
  const labels = [...new Set(plane.points.map(([, , label]) => label))].sort((a, b) => a - b);
  return labels.flatMap((label) => {
    const inside = plane.points.filter(([px, py, own]) => own === label && within(plane.x, px) && within(plane.y, py));
    const d = inside.map(([px, py]) => `M${(x + at(plane.x, px)).toFixed(1)},${(y + side - at(plane.y, py)).toFixed(1)}h0`).join('');
    const cap = { d, fill: 'none', 'stroke-linecap': label % 2 === 0 ? 'round' : 'square' };
    const width = label % 2 === 0 ? 5 : 3.8;
    return [
      element('path', { ...cap, stroke: '#fff', 'stroke-width': width + 2 }),
      element('path', { ...cap, stroke: css(pointColour(label)), 'stroke-width': width }),
    ];
  });
}

function within({ from, to }: Plane['x'], value: number): boolean {
  return value >= from && value <= to;
}

function pointColour(k: number): readonly [number, number, number] {
  return mix(classColour(k), [0, 0, 0], 0.25);
}

function classLegend(classes: readonly string[]): LegendEntry[] {
  return classes.map((name, k) => ({
    text: `class ${name}`,
    colour: css(classColour(k)),
    width: 0,
    marker: k % 2 === 0 ? 'M-5,0a5,5 0 1,0 10,0a5,5 0 1,0 -10,0Z' : 'M-4.5,-4.5H4.5V4.5H-4.5Z',
  }));
}
