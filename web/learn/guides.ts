import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/host/package-root.ts';
import { htmlOf, relinked } from './markdown.ts';
import type { LearnPage } from './mistake-pages.ts';

/** Documents of docs/ that a reader of the site can use, by their names without an ending. */
const GUIDES = ['bring-your-network', 'in-your-tests', 'any-language', 'frameworks', 'grading'];

/** A page for each guide. What a guide links to and is not on the site becomes its text. */
export function guidePages(): Map<string, LearnPage> {
  return new Map(
    GUIDES.map((name) => {
      const markdown = readFileSync(join(packageRoot(), 'docs', `${name}.md`), 'utf8');
      const title = /^# (.*)$/m.exec(markdown)?.[1] ?? name;
      const html = relinked(htmlOf(markdown), addressOnSite);
      return [
        name,
        {
          title,
          description: `A guide: ${title}.`,
          main: `<p class="muted"><a href="index.html">Learn</a> › Guides</p>\n<article class="prose">\n${html}\n</article>`,
        },
      ];
    }),
  );
}

function addressOnSite(href: string): string | undefined {
  if (/^(?:https?:|#)/.test(href)) return href;
  const [, name = '', fragment = ''] = /^(?:\.\/|mistakes\/)?([\w.-]+)\.md(#.*)?$/.exec(href) ?? [];
  return GUIDES.includes(name) || name.startsWith('MLP') ? `${name}.html${fragment}` : undefined;
}
