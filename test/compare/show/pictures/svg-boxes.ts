import { parseSvg } from './svg-facts.ts';

export interface TextBox {
  readonly words: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

type Element = ReturnType<typeof parseSvg>;

/** The mean width of a letter, in ems, of a wide sans serif (DejaVu Sans, of which browsers on Linux make system-ui). */
const LETTER = 0.58;

/** Where the words of the plot within a picture stand, in the plot's own px: it clips whatever is outside of 0 … width, 0 … height. */
export function boxesOf(svg: string): { width: number; height: number; texts: TextBox[] } {
  const plot = parseSvg(svg).querySelectorAll('svg.plot')[0]!;
  const texts = [...plot.querySelectorAll('text')].map((text) => boxOf(text, ancestors(text)));
  return { width: number(plot, 'width'), height: number(plot, 'height'), texts };
}

function ancestors(element: Element): Element[] {
  const parent = (element as unknown as { parentNode: Element | null }).parentNode;
  return parent?.tagName === 'g' ? [parent, ...ancestors(parent)] : parent ? [parent] : []; // up to the plot, which has no transform
}

function boxOf(text: Element, groups: readonly Element[]): TextBox {
  const all = [text, ...groups];
  const inherited = (name: string) => all.map((element) => element.getAttribute(name)).find((value) => value !== null);
  const size = Number.parseFloat(inherited('font-size') ?? '16');
  const moved = all.map((element) => /translate\(([-\d.]+),([-\d.]+)\)/.exec(element.getAttribute('transform') ?? ''));
  const sum = (axis: 1 | 2) => moved.reduce((total, move) => total + Number(move?.[axis] ?? 0), 0);
  const own = (name: string) => lengthOf(text.getAttribute(name), size);
  const [x, baseline] = [sum(1) + own('x'), sum(2) + own('y') + lengthOf(text.getAttribute('dy'), size)];
  const width = LETTER * size * text.textContent.length;
  const left = x - width * ({ middle: 0.5, end: 1 }[inherited('text-anchor') ?? ''] ?? 0);
  return { words: text.textContent, left, right: left + width, top: baseline - 0.76 * size, bottom: baseline + 0.24 * size };
}

/** '0.7em' and '12' in px */
function lengthOf(value: string | null, size: number): number {
  return Number.parseFloat(value ?? '0') * (value?.endsWith('em') ? size : 1);
}

function number(element: Element, name: string): number {
  return Number(element.getAttribute(name));
}
