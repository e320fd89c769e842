import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/host/package-root.ts';
import { htmlOf, relinked } from './markdown.ts';
import type { LearnPage } from './mistake-pages.ts';

/** Documents of docs/ that a reader of the site can use, by their names without an ending, in the order in which they are read. */
export const GUIDES = [
  ...['first-comparison', 'data', 'settings', 'runs', 'explain-a-gap', 'how-parity-is-decided'],
  ...['what-did-i-get-wrong', 'bring-your-network', 'any-language', 'how-a-diagnosis-is-proved'],
  ...['port-a-model', 'frameworks', 'in-your-tests', 'ci', 'package'],
  ...['teach-with-it', 'grading', 'many-machines', 'api'],
];

/** Those that are for whoever changes or installs the program, and why. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  ARCHITECTURE: 'how the sources are built',
  dependencies: 'what the sources are built on',
  machines: 'where it was tried',
  speed: 'how fast it was there',
  cost: 'how that was measured, step by step',
};

/** A page for each guide. What a guide links to and is not on the site becomes its text. */
export function guidePages(): Map<string, LearnPage> {
  return new Map(
    GUIDES.map((name) => {
      const markdown = readFileSync(join(packageRoot(), 'docs', `${name}.md`), 'utf8');
      const title = /^# (.*)$/m.exec(markdown)?.[1] ?? name;
      const html = withPictures(relinked(htmlOf(markdown), addressOnSite));
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
  if (href === 'mistakes/README.md') return 'index.html';
  const [, name = '', fragment = ''] = /^(?:\.\/|mistakes\/)?([\w.-]+)\.md(#.*)?$/.exec(href) ?? [];
  return GUIDES.includes(name) || name.startsWith('MLP') ? `${name}.html${fragment}` : undefined;
}

/** Pictures that lie beside a document, put into the page: it is in a folder of its own. */
function withPictures(html: string): string {
  return html.replace(/<img src="([^":]+\.svg)"/g, (_, path: string) => {
    const bytes = readFileSync(join(packageRoot(), 'docs', path));
    return `<img src="data:image/svg+xml;base64,${bytes.toString('base64')}"`;
  });
}
