import type { Told } from '../../compare/diagnose/catalogue/pages/told.ts';
import { escapeHtml } from '../../compare/show/html/escape.ts';
import { guidePages } from '../learn/guides.ts';
import { type LearnPage, mistakeList, mistakePages } from '../learn/mistake-pages.ts';
import { vocabularyPage } from '../learn/vocabulary.ts';
import { shell } from './shell.ts';

/** The pages of everything that can be read, under learn/. */
export function learnPages(told: readonly Told[]): Map<string, string> {
  const guides = guidePages();
  const all = new Map([['index', index(guides, told)], ...mistakePages(told), ...guides, ['vocabulary', vocabularyPage()]] as [string, LearnPage][]);
  return new Map([...all].map(([name, page]) => [`learn/${name}.html`, shell({ ...page, current: 'Learn', root: '../', script: 'learn' })]));
}

function index(guides: ReadonlyMap<string, LearnPage>, told: readonly Told[]): LearnPage {
  const links = [...guides].map(([name, { title }]) => `<li><a href="${name}.html">${escapeHtml(title)}</a></li>`);
  const main = `<h1>Mistakes in networks written by hand</h1>
<p class="lead">Each has a page: what you see, why, the wrong line and the right one, and what it is not to be confused with. Every wrong line was put into a network
and is diagnosed as that mistake by a test.</p>
<search id="search" hidden>
<label for="words">Search the mistakes</label>
<input id="words" type="search" autocomplete="off" placeholder="NaN, bias, softmax, MLP305 …">
<p id="found" class="muted" role="status"></p>
</search>
<div class="columns">
<section id="mistakes" aria-labelledby="mistakes-title"><h2 id="mistakes-title">By what you see</h2>
${mistakeList(told)}
</section>
<section aria-labelledby="guides-title"><h2 id="guides-title">Guides</h2>
<ul>${links.join('\n')}<li><a href="vocabulary.html">Vocabulary</a></li></ul>
</section>
</div>`;
  return { title: 'Mistakes', description: 'Every mistake of hand-written networks that is known by its numbers, by what you see.', main };
}
