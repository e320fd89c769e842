import { escapeHtml } from '../../../compare/show/html/escape.ts';
import type { MathNode } from './mathml.ts';
import { formulaIn } from './parse.ts';

/** Characters of a formula above which it may be wider than a phone. */
const LONG = 34;

/** A text whose formula, where it begins with one, is drawn as such, with the plain one as what is read and copied; as HTML. */
export function formulaHtml(said: string): string {
  const formula = formulaIn(said);
  if (!formula) return `<span class="formula">${escapeHtml(said)}</span>`;
  const { math, plain, rest } = formula;
  const reached = plain.length > LONG ? ` tabindex="0" role="group" aria-label="${escapeHtml(plain)}"` : '';
  const annotation = `<annotation encoding="text/plain">${escapeHtml(plain)}</annotation>`;
  const drawn = `<math displaystyle="true" alttext="${escapeHtml(plain)}"><semantics>${markup(math)}${annotation}</semantics></math>`;
  return `<span class="formula drawn"${reached}>${drawn}</span>${escapeHtml(rest)}`;
}

function markup({ tag, content }: MathNode): string {
  return `<${tag}>${typeof content === 'string' ? escapeHtml(content) : content.map(markup).join('')}</${tag}>`;
}

/** The same as elements of a page. */
export function formulaElements(said: string): Node[] {
  const template = document.createElement('template');
  template.innerHTML = formulaHtml(said); // every text in it is escaped
  return [...template.content.childNodes];
}
