import type { Location } from '../../../compare/diagnose/locate.ts';
import { together } from '../../../src/fault.ts';
import { drawn } from '../../shared/element.ts';
import { type Mark, marksOf } from './marks.ts';

/** Units that are drawn of a layer; of a wider one the first of them, and dots. */
const MOST_UNITS = 6;

const COLUMN = 150; // from layer to layer
const LEFT = 34;
const ROW = 20; // from unit to unit
const TOP = 16;
const SIGN: Readonly<Record<Mark, string>> = { right: '✓ ', wrong: '✗ ', after: '' };

/** Tensors that have a place of their own; others are things that are done to what is handed over. */
const IN_A_STEP = /^(?:[AWb]\d+|d[ZWb]\d+|logits|loss|update)$/;

interface Chip {
  readonly label: string;
  readonly x: number;
  readonly row: number;
}

/** The network with every tensor of a step under it: what is right, the first that is wrong, and what comes after. */
export function drawing(widths: readonly number[], locations: readonly Location[]): SVGElement {
  const mark = marksOf(locations);
  const depth = widths.length - 1;
  const height = TOP + MOST_UNITS * ROW;
  const aside = locations.map(({ tensor }) => tensor).filter((tensor) => !IN_A_STEP.test(tensor));
  const chips = [...forwardChips(depth), ...backwardChips(depth), ...aside.map((label, i) => ({ label, x: LEFT + 150, row: 3 + i }))];
  const width = LEFT + depth * COLUMN + 110;
  const total = height + 34 + (3 + Math.max(1, aside.length)) * 30 - 14;
  return drawn(
    'svg',
    { viewBox: `0 0 ${width} ${total}`, width, height: total, role: 'img', 'aria-label': inWords(locations), class: 'network' },
    ...edges(widths, mark),
    ...widths.flatMap((units, l) => unitsOf(units, l, mark(l === 0 ? 'X' : l === depth ? 'logits' : `A${l}`))),
    drawn('path', { d: `M${LEFT - 20} ${height + 20}H${width - 22}`, class: 'way' }),
    drawn('path', { d: `M${width - 28} ${height + 16}l6 4l-6 4`, class: 'way' }),
    drawn('path', { d: `M${width - 22} ${height + 80}H${LEFT - 20}`, class: 'way' }),
    drawn('path', { d: `M${LEFT - 14} ${height + 76}l-6 4l6 4`, class: 'way' }),
    ...chips.flatMap((chip) => chipOf(chip, height + 20, mark(chip.label))),
  );
}

function forwardChips(depth: number): Chip[] {
  const layers = Array.from({ length: depth }, (_, i) => i + 1);
  return [
    { label: 'X', x: LEFT, row: 0 },
    ...layers.flatMap((l) => [
      { label: `W${l}`, x: LEFT + (l - 0.5) * COLUMN - 27, row: 0 },
      { label: `b${l}`, x: LEFT + (l - 0.5) * COLUMN + 14, row: 0 },
      { label: l === depth ? 'logits' : `A${l}`, x: LEFT + l * COLUMN, row: 0 },
    ]),
    { label: 'loss', x: LEFT + depth * COLUMN + 66, row: 0 },
  ];
}

function backwardChips(depth: number): Chip[] {
  const layers = Array.from({ length: depth }, (_, i) => i + 1);
  return [
    ...layers.flatMap((l) => [
      { label: `dZ${l}`, x: LEFT + l * COLUMN, row: 2 },
      { label: `dW${l}`, x: LEFT + (l - 0.5) * COLUMN - 27, row: 2 },
      { label: `db${l}`, x: LEFT + (l - 0.5) * COLUMN + 20, row: 2 },
    ]),
    { label: 'update', x: LEFT + 10, row: 3 },
  ];
}

function chipOf({ label, x, row }: Chip, top: number, mark: Mark): SVGElement[] {
  const text = SIGN[mark] + label;
  const wide = 10 + text.length * 7.2;
  const y = top + row * 30;
  return [
    drawn('rect', { x: x - wide / 2, y: y - 10, width: wide, height: 20, rx: 5, class: `chip ${mark}` }),
    drawn('text', { x, y: y + 4, 'text-anchor': 'middle', class: mark }, text),
  ];
}

/** Where the units of a layer stand, the middle of the layer in the middle of the drawing. */
function heights(units: number): number[] {
  const shown = Math.min(units, MOST_UNITS);
  return Array.from({ length: shown }, (_, i) => TOP + ((MOST_UNITS - shown) / 2 + i) * ROW);
}

function unitsOf(units: number, l: number, mark: Mark): SVGElement[] {
  const x = LEFT + l * COLUMN;
  const circles = heights(units).map((y) => drawn('circle', { cx: x, cy: y, r: 6, class: `unit ${mark}` }));
  return units > MOST_UNITS ? [...circles, drawn('text', { x: x + 12, y: TOP + MOST_UNITS * ROW - 12, class: 'after' }, `… ${units}`)] : circles;
}

/** The weights between two layers, coloured by whatever is first wrong of them: the weights themselves, or their gradient. */
function edges(widths: readonly number[], mark: (label: string) => Mark): SVGElement[] {
  return widths.slice(1).map((units, i) => {
    const isWrong = [`W${i + 1}`, `dW${i + 1}`].some((label) => mark(label) === 'wrong');
    const x = LEFT + i * COLUMN;
    const lines = heights(widths[i] ?? 0).flatMap((from) => heights(units).map((to) => `M${x + 6} ${from}L${x + COLUMN - 6} ${to}`));
    return drawn('path', { d: lines.join(''), class: isWrong ? 'edges wrong' : 'edges' });
  });
}

function inWords(locations: readonly Location[]): string {
  const [first] = locations;
  if (!first) return 'Drawing of the network: every tensor is right.';
  const wrong = together([...new Set(locations.map(({ tensor }) => tensor))]);
  return `Drawing of the network: wrong is ${wrong}; still right: ${first.stillRight.join(', ') || 'nothing that is computed before it'}.`;
}
