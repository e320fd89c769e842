import { element } from '../../shared/element.ts';
import { formulaElements } from '../../shared/formula/shown.ts';
import type { ExampleLine } from '../mistake-index.ts';

/** Two formulas beside each other, or, where it is narrow, one above the other. */
export function formulas(computed: string, right: string): HTMLElement {
  const drawn = (formula: string) => element('p', {}, ...formulaElements(formula));
  return beside(drawn(computed), drawn(right), ['You compute', 'Right is']);
}

/** The lines of an example beside those that are right, marked from where they begin to differ to where they no longer do. */
export function lines(example: readonly ExampleLine[]): HTMLElement {
  const side = (sign: '-' | '+') => example.flatMap((line) => (line.sign === sign || line.sign === ' ' ? [line.text] : [])).join('\n');
  const [wrong, right] = [side('-'), side('+')];
  const begins = common(wrong, right);
  const ends = common([...wrong.slice(begins)].reverse().join(''), [...right.slice(begins)].reverse().join(''));
  const marked = (text: string) =>
    element('pre', {}, text.slice(0, begins), element('mark', {}, text.slice(begins, text.length - ends)), text.slice(text.length - ends));
  return beside(marked(wrong), marked(right), ['Wrong, for example', 'Right']);
}

/** How many characters two texts have in common at their beginning. */
function common(a: string, b: string): number {
  let n = 0;
  while (n < a.length && a[n] === b[n]) n++;
  return n;
}

function beside(wrong: HTMLElement, right: HTMLElement, [left, other]: readonly [string, string]): HTMLElement {
  const column = (title: string, className: string, content: HTMLElement) =>
    element('div', { class: className }, element('p', { class: 'side-title' }, title), content);
  return element('div', { class: 'beside' }, column(left, 'wrong', wrong), column(other, 'right', right));
}
