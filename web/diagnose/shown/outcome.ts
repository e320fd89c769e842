import type { Part } from '../../../compare/show/words/word-location.ts';
import { element } from '../../shared/element.ts';
import { formulaElements } from '../../shared/formula/shown.ts';
import type { Diagnosed, Outcome } from '../examiner/outcome.ts';
import { type IndexedMistake, mistakeIndex } from '../mistake-index.ts';
import { drawing } from './drawing.ts';
import { formulas, lines } from './side-by-side.ts';

type Index = Readonly<Record<string, IndexedMistake>>;

/** What came of a program, ready to be put into the page. */
export async function shownOutcome(outcome: Outcome): Promise<HTMLElement[]> {
  const printed = outcome.printed === '' ? [] : [printedBy(outcome.printed)];
  if (outcome.kind === 'refused') {
    return [
      element('p', { class: 'headline bad' }, 'It could not be diagnosed.'),
      ...outcome.message.split('\n').map((line) => element('p', { class: 'message' }, line)),
      ...printed,
    ];
  }
  const index = outcome.codes.length > 0 ? await mistakeIndex().catch(() => ({})) : {}; // without it the words are there all the same
  return [
    element('p', { class: `headline ${outcome.isRight ? 'good' : 'bad'}` }, `${outcome.isRight ? '✓' : '✗'} ${outcome.headline}`),
    ...notes(outcome),
    drawnNetwork(outcome),
    ...outcome.blocks.map((parts, i) => block(parts, outcome.formulas[i], index)),
    ...printed,
  ];
}

function notes({ found, warned }: Diagnosed): HTMLElement[] {
  const warnings = warned.map((text) => element('p', { class: 'notice' }, text));
  if (found.length === 0) return warnings;
  return [
    ...warnings,
    element('details', {}, element('summary', {}, 'How your network was read'), element('ul', {}, ...found.map((line) => element('li', {}, line)))),
  ];
}

function drawnNetwork({ widths, locations }: Diagnosed): HTMLElement {
  const scrolled = element('div', { class: 'scrolled', tabindex: 0, role: 'region', 'aria-label': 'Drawing of the network' }, drawing(widths, locations));
  const legend =
    locations.length > 0
      ? [
          element('span', { class: 'good' }, '✓ still right'),
          element('span', { class: 'bad' }, '✗ first wrong'),
          element('span', { class: 'muted' }, 'what comes after it'),
        ]
      : [element('span', { class: 'good' }, '✓ right')];
  return element('figure', {}, scrolled, element('figcaption', {}, ...legend));
}

function block(parts: readonly Part[], formula: Diagnosed['formulas'][number] | undefined, index: Index): HTMLElement {
  const code = parts.map(codeIn).find((found) => found !== undefined);
  const mistake = code === undefined ? undefined : index[code];
  const rows = parts.flatMap((part) => {
    const className = /^(?:Mistake|Not declared|Note)/.test(part.label) ? 'first' : undefined;
    return [element('dt', { class: className }, part.label), element('dd', { class: className }, ...said(part, index))];
  });
  return element(
    'section',
    { class: 'finding' },
    element('dl', {}, ...rows),
    formula && formulas(formula.computed, formula.right),
    mistake && mistake.ts.length > 0 && lines(mistake.ts),
  );
}

function codeIn({ label, text }: Part): string | undefined {
  return label === 'Code' ? /^MLP\d+/.exec(text)?.[0] : undefined;
}

/** In place of a command to be typed, a link to what it would print. */
function said(part: Part, index: Index): (Node | string)[] {
  const mistake = index[codeIn(part) ?? ''];
  if (mistake) return [element('a', { href: mistake.page }, mistake.name)];
  return /^(?:Right is|Formula)$/.test(part.label) ? formulaElements(part.text) : [part.text];
}

function printedBy(text: string): HTMLElement {
  return element('details', {}, element('summary', {}, 'What your program printed'), element('pre', { class: 'printed', tabindex: 0 }, text));
}
