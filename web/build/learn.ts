import { toldAll } from '../../compare/diagnose/catalogue/pages/told.ts';
import { escapeHtml } from '../../compare/show/html/escape.ts';
import { shell } from './shell.ts';

/** The pages of everything that can be read, under learn/. */
export function learnPages(): Map<string, string> {
  const rows = toldAll().map(({ code, title }) => `<li>${code} ${escapeHtml(title)}.</li>`);
  const main = `<h1>Mistakes</h1>\n<ul>${rows.join('\n')}</ul>`;
  const described = { title: 'Mistakes', description: 'Every mistake that is known by its numbers.', current: 'Learn', script: 'learn' } as const;
  return new Map([['learn/index.html', shell({ ...described, root: '../', main })]]);
}
