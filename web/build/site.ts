import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { transform } from 'esbuild';
import { toldAll } from '../../compare/diagnose/catalogue/pages/told.ts';
import { packageRoot } from '../../src/host/package-root.ts';
import { SHIPPED } from '../compare/settings.ts';
import { RUNTIMES } from '../host/runtimes.ts';
import { bundled, WEB } from './bundle.ts';
import { learnPages } from './learn.ts';
import { mistakesAsJson } from './mistakes.ts';
import { offline } from './offline.ts';
import { pages, SCRIPTS } from './pages.ts';

/** Where the site is put: any static host can serve it as it is, and its pages can be opened from a disk. */
export const SITE = join(WEB, 'dist');

/** Scripts that a page runs once it is there. */
const LATER: Readonly<Record<string, string>> = { editor: 'diagnose/editor-script.ts' };

/** Modules that run beside a page, by the name under which it asks for their text. */
const TEXTS: Readonly<Record<string, string>> = {
  examiner: 'diagnose/examiner/worker.ts',
  pasted: 'diagnose/pasted/worker.ts',
  curves: 'learn/curves/worker.ts',
  story: 'explain/worker.ts',
  trainer: 'compare/trainer/worker.ts',
  report: 'compare/report/worker.ts',
  ...Object.fromEntries(RUNTIMES.map((name) => [`tfjs-${name}`, `compare/tfjs/${name}.ts`])),
};

/** Writes the whole site. @returns the files of it, and their bytes */
export async function buildSite(): Promise<Map<string, Buffer>> {
  const told = toldAll();
  const files = new Map<string, string>([...pages(), ...learnPages(told)]);
  for (const name of [...SCRIPTS, 'learn']) files.set(`assets/${name}.js`, await bundled(`${name}/page.ts`));
  for (const [name, entry] of Object.entries(LATER)) files.set(`assets/${name}.js`, await bundled(entry));
  for (const name of Object.keys(SHIPPED)) files.set(`assets/data-${name}.js`, asText(`data-${name}`, await shippedSet(name)));
  for (const [name, entry] of Object.entries(TEXTS)) files.set(`assets/${name}.js`, asText(name, await bundled(entry)));
  files.set('assets/mistakes.js', asText('mistakes', mistakesAsJson(told)));
  files.set('assets/style.css', await style());
  files.set('icon.svg', await readFile(join(WEB, 'icon.svg'), 'utf8'));
  for (const [name, text] of offline(files, digestOf(files))) files.set(name, text);
  await rm(SITE, { recursive: true, force: true });
  for (const [name, text] of files) {
    await mkdir(dirname(join(SITE, name)), { recursive: true });
    await writeFile(join(SITE, name), text);
  }
  return new Map([...files].map(([name, text]) => [name, Buffer.from(text)]));
}

/** A script that hands in a text by its name: see web/shared/lazy.ts. */
function asText(name: string, text: string): string {
  return `(globalThis.mlpCompareTexts??={})[${JSON.stringify(name)}]=${JSON.stringify(text)};`;
}

/** A data set that ships, as JSON: its files, and what it says of itself. */
async function shippedSet(name: string): Promise<string> {
  const read = (file: string) => readFile(join(packageRoot(), 'data', name, file), 'utf8');
  const description: unknown = JSON.parse(await read('dataset.json'));
  return JSON.stringify({ train: await read('train.csv'), test: await read('test.csv'), description });
}

async function style(): Promise<string> {
  const { code } = await transform(await readFile(join(WEB, 'style.css'), 'utf8'), { loader: 'css', minify: true });
  return code;
}

/** Other files, another digest. */
function digestOf(files: ReadonlyMap<string, string>): string {
  const hash = createHash('sha256');
  for (const [name, text] of files) hash.update(`${name}\0${text}\0`);
  return hash.digest('hex').slice(0, 16);
}
