import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PLACES } from '../../compare/diagnose/catalogue/codes.ts';
import { planted } from '../../compare/diagnose/catalogue/pages/example.ts';
import { type Page, SYMPTOMS } from '../../compare/diagnose/catalogue/pages/page.ts';
import { PAGES } from '../../compare/diagnose/catalogue/pages/pages.ts';
import type { Told } from '../../compare/diagnose/catalogue/pages/told.ts';
import { escapeHtml } from '../../compare/show/html/escape.ts';
import { mistakeMarkdown, nameOf } from '../../compare/show/markdown/mistakes.ts';
import { packageRoot } from '../../src/host/package-root.ts';
import { fragmentOf } from '../diagnose/link.ts';
import type { Program } from '../diagnose/program.ts';
import { formulaHtml } from '../shared/formula/shown.ts';
import { htmlOf, relinked } from './markdown.ts';

/** What a page of learn/ has: its title, a sentence on it, and its HTML. */
export interface LearnPage {
  readonly title: string;
  readonly description: string;
  readonly main: string;
}

/** A page for every mistake, by its name without an ending, from the records that docs/mistakes is written from. */
export function mistakePages(all: readonly Told[]): Map<string, LearnPage> {
  const base = readFileSync(join(packageRoot(), 'examples', 'base-network.ts'), 'utf8');
  const pages = new Map(PAGES.map((page) => [page.id, page]));
  return new Map(
    all.map((told) => {
      const page = pages.get(told.id);
      const written = htmlOf(mistakeMarkdown(told, true)).replace(/<p>Right is: [^]*?<\/p>/, () => `<p>Right is: ${formulaHtml(told.right)}</p>`);
      const text = relinked(written, (href) => href.replace(/^(MLP[^/]*)\.md$/, '$1.html'));
      const main = `${breadcrumb(told)}\n<div class="mistake">\n<article class="prose">\n${text}\n</article>\n${page ? tryOut(page, told.code, base) : ''}\n</div>`;
      return [nameOf(told), { title: `${told.code} ${told.id}`, description: `${told.title}.`, main }];
    }),
  );
}

function breadcrumb({ symptom, code }: Told): string {
  return `<p class="muted"><a href="index.html">Learn</a> › ${escapeHtml(SYMPTOMS[symptom])} › ${escapeHtml(PLACES[code.charAt(3)] ?? '')}</p>`;
}

/** What can be done with the example of a page: see its curve, and diagnose it. */
function tryOut(page: Page, code: string, base: string): string {
  const fragment = fragmentOf({ source: planted(base, page, 'ts'), options: optionsOf(page) }) ?? '';
  return `<section class="try" data-code="${code}" aria-labelledby="try-title">
<h2 id="try-title">Try it</h2>
<p class="bar"><button type="button" id="train" hidden>Train right and wrong beside each other</button>
<a class="button" href="../index.html${fragment}">Open the wrong network in the editor</a></p>
<div id="curve"></div>
</section>`;
}

/** The options with which the example is the one that the page speaks of. */
function optionsOf({ model: { activation, output, square } = {} }: Page): Program['options'] {
  return { ...(activation && { activation }), ...(output && { output }), ...(square && { inputs: '6', classes: '6' }) };
}

/** The list of all, by what is seen, to be searched. */
export function mistakeList(all: readonly Told[]): string {
  const rows = (symptom: string) =>
    all
      .filter((told) => told.symptom === symptom)
      .map(
        (told) =>
          `<li data-words="${escapeHtml(`${told.code} ${told.id} ${told.see}`.toLowerCase())}"><a href="${nameOf(told)}.html"><code>${told.code}</code>${escapeHtml(told.title)}.</a></li>`,
      )
      .join('\n');
  return Object.entries(SYMPTOMS)
    .map(([symptom, says]) => `<section class="symptom"><h3>${escapeHtml(says)}</h3>\n<ul>${rows(symptom)}</ul></section>`)
    .join('\n');
}
