import { escapeHtml } from '../../compare/show/html/escape.ts';
import { ACTIVATIONS } from '../../src/model/activations/activations.ts';
import { INITIALISERS } from '../../src/model/initialisers/initialisers.ts';
import { LOSSES } from '../../src/model/losses/losses.ts';
import { OPTIMISERS } from '../../src/model/optimisers/optimisers.ts';
import type { LearnPage } from './mistake-pages.ts';

interface Spoken {
  readonly name: string;
  readonly says: string;
}

const TABLES: readonly (readonly [string, readonly Spoken[]])[] = [
  ['Activations', ACTIVATIONS],
  ['Losses', LOSSES],
  ['Optimisers', OPTIMISERS],
  ['Initialisers', INITIALISERS],
];

/** Every word of the vocabulary, and what it says, from the tables that the program itself reads. */
export function vocabularyPage(): LearnPage {
  const tables = TABLES.map(([title, words]) => {
    const rows = words.map(({ name, says }) => `<tr><th scope="row"><code>${escapeHtml(name)}</code></th><td>${escapeHtml(says)}</td></tr>`);
    return `<h2>${title}</h2>\n<div class="scrolled" tabindex="0" role="region" aria-label="${title}"><table><thead><tr><th scope="col">Written</th><th scope="col">Is</th></tr></thead><tbody>${rows.join('\n')}</tbody></table></div>`;
  });
  const main = `<p class="muted"><a href="index.html">Learn</a> › Vocabulary</p>\n<article class="prose"><h1>Vocabulary</h1>\n<p>What a model and its training may be made of; the words are those of the command line and of configuration files.</p>\n${tables.join('\n')}</article>`;
  return { title: 'Vocabulary', description: 'Activations, losses, optimisers and initialisers by their names.', main };
}
