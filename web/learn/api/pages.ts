import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { escapeHtml } from '../../../compare/show/html/escape.ts';
import { packageRoot } from '../../../src/host/package-root.ts';
import { htmlOf } from '../markdown.ts';
import type { LearnPage } from '../mistake-pages.ts';
import { type Declared, exportsOf } from './declared.ts';

const TITLES: Readonly<Record<Declared['kind'], string>> = { function: 'Functions', class: 'Classes', constant: 'Constants', type: 'Types' };

/** What other programs import by a name, and the module that it is made from, from the package's root. */
export function entries(): [name: string, path: string][] {
  const text = readFileSync(join(packageRoot(), 'package.json'), 'utf8');
  const { name, exports } = JSON.parse(text) as { name: string; exports: Record<string, string | { types: string }> };
  return Object.entries(exports).flatMap(([entry, to]): [string, string][] =>
    typeof to === 'string' ? [] : [[join(name, entry), to.types.replace(/^\.\/dist\//, '').replace(/\.d\.ts$/, '.ts')]],
  );
}

/** 'api', 'api-plugin', …: a page for each, from what is written before each declaration in the sources. */
export function apiPages(): Map<string, LearnPage> {
  return new Map(
    entries().map(([name, path]) => {
      const all = exportsOf(path);
      const sections = Object.entries(TITLES).map(([kind, title]) =>
        section(
          title,
          all.filter((one) => one.kind === kind),
        ),
      );
      const main = `<p class="muted"><a href="index.html">Learn</a> › API</p>
<article class="prose"><h1><code>${escapeHtml(name)}</code></h1>
<p>What a program imports from <code>${escapeHtml(name)}</code>, in the words of its sources.</p>
${sections.join('\n')}</article>`;
      return [
        ['api', ...name.split('/').slice(1)].join('-'),
        { title: `API: ${name}`, description: `Functions and types that programs import from ${name}.`, main },
      ];
    }),
  );
}

function section(title: string, all: readonly Declared[]): string {
  return all.length === 0 ? '' : `<h2>${title}</h2>\n${all.map(entry).join('\n')}`;
}

function entry({ name, comment, signature }: Declared): string {
  return `<section aria-labelledby="${name}"><h3 id="${name}"><code>${escapeHtml(name)}</code></h3>
${htmlOf(markdownOf(comment))}
<pre tabindex="0"><code>${escapeHtml(signature)}</code></pre></section>`;
}

/** What is said of parameters, of what is answered and of what is thrown as a list; marks that Markdown would take for its own as they are. */
function markdownOf(comment: string): string {
  const [says = '', ...tags] = comment.split(/(?:^|\s)(?=@(?:param|returns|throws)\b)/);
  const item = (tag: string) => {
    const [, kind = '', text = ''] = /^@(\w+)\s+([^]*)$/.exec(tag) ?? [];
    const [, parameter = '', of = ''] = /^(\w+)\s+([^]*)$/.exec(text) ?? [];
    return kind === 'param' ? `- \`${parameter}\`: ${plain(of)}` : `- ${kind}: ${plain(text)}`;
  };
  return [plain(says), tags.map(item).join('\n')].join('\n\n');
}

function plain(text: string): string {
  return text
    .trim()
    .replace(/\s*\n\s*/g, ' ')
    .replace(/(`[^`]*`)|([*_<[\]\\|])/g, (_, code: string | undefined, mark: string) => code ?? `\\${mark}`);
}
