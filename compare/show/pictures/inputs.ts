import type { FirstInputs, Inside } from '../../inside/schema.ts';
import { figure } from '../words/figures.ts';
import { shortened } from './letters.ts';
import type { Picture } from './picture.ts';
import { picture } from './svg.ts';
import type { Drawing, SvgNode } from './svg-dom.ts';
import { FONT_SIZE, MARGIN, WIDTH } from './theme.ts';

const ACROSS = 3;
const LINE = 18;
const SMALL = FONT_SIZE - 3;
const CELL = (WIDTH - 2 * MARGIN) / ACROSS;
const AIR = 18;

/** Of features with names: the inputs that the units of the first layer answer to most, a picture a network. */
export function inputPictures({ networks }: Inside): Picture[] {
  const shown = networks.flatMap(({ name, firstInputs }) => (firstInputs && firstInputs.length > 0 ? [{ name, units: firstInputs }] : []));
  const largest = Math.max(...shown.flatMap(({ units }) => units.flatMap(({ top }) => top.map(({ weight }) => Math.abs(weight)))));
  return shown.map(({ name, units }, n) => {
    const title = `What the units of the first layer answer to, ${name}`;
    const lines = Math.max(...units.map(({ top }) => top.length)) + 2;
    const svg = picture({ title, legend: LEGEND }, Math.ceil(units.length / ACROSS) * lines * LINE + MARGIN, (drawing) =>
      units.flatMap((unit, u) => cell(drawing, unit, largest, { x: MARGIN + (u % ACROSS) * CELL, y: Math.floor(u / ACROSS) * lines * LINE })),
    );
    const rows = units.flatMap(({ unit, top }) => top.map(({ feature, weight }) => [`unit ${unit}`, feature, figure(weight)]));
    return {
      file: n === 0 ? 'inputs.svg' : `inputs-${n + 1}.svg`,
      alt: `${title}: the inputs with the largest weights of ${units.length} units`,
      svg,
      read: 'Features stand on one scale, so that weights compare: a unit rises with what is drawn to the right and falls with what is drawn to the left; the units with the largest weights come first.',
      table: { caption: title, head: ['unit', 'input', 'weight'], rows },
    };
  });
}

const LEGEND = [
  { text: 'rises with it', colour: 'var(--n1)', width: 8 },
  { text: 'falls with it', colour: 'var(--n2)', width: 8 },
];

function cell({ element, text }: Drawing, { unit, top }: FirstInputs[number], largest: number, { x, y }: { x: number; y: number }): SvgNode[] {
  const room = CELL - AIR;
  const [words, bars] = [room * 0.5, room * 0.5];
  const zero = x + words + bars / 2;
  return [
    text(`unit ${unit}`, { x, y: y + 13, 'font-size': SMALL, 'font-weight': 600 }),
    ...top.flatMap(({ feature, weight }, i) => {
      const at = y + (i + 1) * LINE;
      const width = largest > 0 ? (Math.abs(weight) / largest) * (bars / 2) : 0;
      return [
        text(shortened(feature, words - 6, SMALL), { x, y: at + 13, 'font-size': SMALL }),
        element('rect', { x: weight < 0 ? zero - width : zero, y: at + 3, width, height: LINE - 6, fill: weight < 0 ? 'var(--n2)' : 'var(--n1)' }),
      ];
    }),
    element('line', { x1: zero, x2: zero, y1: y + LINE, y2: y + (top.length + 1) * LINE, stroke: 'var(--soft)', 'stroke-width': 1 }),
  ];
}
