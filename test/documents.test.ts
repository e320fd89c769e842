import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root, textOf } from './sources.ts';

const DOCUMENTS = [
  ...['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md', 'python/README.md'],
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** What is made, and not there before. */
const MADE = /^(dist|reports|\.cache|coverage|node_modules)\b/;

/** Files and folders of the checkout that a document names between backticks, or a command between fences. */
function pathsIn(text: string): string[] {
  return [
    ...text.matchAll(/(?<![\w./@-])(?:src|scratch|tfjs|compare|bench|release|test|docs|examples|data|\.ci)\/[\w./-]*\w|(?<=`)[\w.-]+\.(?:md|json|jsonc)(?=`)/g),
  ]
    .map(([path]) => path)
    .filter((path) => !MADE.test(path));
}

/** Files that a report is made of are not of the checkout. */
const OF_A_REPORT = [
  'mine.mlp.json', // of a reader
  'dataset.json',
  'report.md',
  'bench.md',
  'results.json',
  'explain.json',
  'explain.md',
  'class.json',
  'result.json',
  'summary.md',
];

function linksIn(text: string): string[] {
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target).filter((target) => !/^(https?:|#)/.test(target));
}

/** Of every heading, as GitHub makes them; of several with the same words the first alone. */
function anchorsIn(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

const scripts = Object.keys((JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: object }).scripts);

describe.each(DOCUMENTS)('%s', (document) => {
  const text = textOf(document);
  const there = (path: string) => existsSync(join(root, path)) || existsSync(join(root, dirname(document), path));

  it('names files and folders that are there', () => {
    expect(pathsIn(text).filter((path) => !OF_A_REPORT.includes(path) && !there(path))).toEqual([]);
  });

  it('links to files that are there', () => {
    expect(linksIn(text).filter((target) => !existsSync(join(root, dirname(document), target.replace(/#.*$/, ''))))).toEqual([]);
  });

  it('links to headings that are there', () => {
    const targets = [...text.matchAll(/\]\(([^)\s#]*)#([^)\s]+)\)/g)].filter(([, file = '']) => !/^https?:/.test(file));
    const lost = targets.filter(([, file = '', anchor = '']) => {
      const page = file === '' ? text : there(file) ? readFileSync(join(root, dirname(document), file), 'utf8') : '';
      return !anchorsIn(page).includes(anchor);
    });
    expect(lost.map(([link]) => link)).toEqual([]);
  });

  it('names scripts that package.json has', () => {
    expect([...text.matchAll(/npm run (?:--silent )?([\w:]+)/g)].map(([, script = '']) => script).filter((script) => !scripts.includes(script))).toEqual([]);
  });
});

it('the checks see a file, a link and a script that are not there', () => {
  expect(pathsIn('See `src/run/none.ts` and `test/a/`, not https://x.y/src/b or `NONE.md`.')).toEqual(['src/run/none.ts', 'test/a', 'NONE.md']);
  expect(linksIn('[a](none.md), [b](https://x.y), ![c](d/e.svg)')).toEqual(['none.md', 'd/e.svg']);
  expect(anchorsIn('# How `a` is\n\n## What, then?\ntext # no')).toEqual(['how-a-is', 'what-then']);
});
