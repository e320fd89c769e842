import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { escapeHtml, scriptJson } from '../../compare/show/html/escape.ts';
import { OWN_SETTINGS, SETTINGS, setOptions } from '../compare/settings.ts';
import { examples } from '../diagnose/examples.ts';
import { OPTIONS, OWN } from '../diagnose/options.ts';
import { fields } from '../shared/fields.ts';
import { WEB } from './bundle.ts';
import { type PageParts, shell } from './shell.ts';

interface Described extends Pick<PageParts, 'title' | 'description' | 'current' | 'script'> {
  /** What stands for {{name}} in its main.html. */
  readonly filled?: () => Readonly<Record<string, string>>;
}

/** The pages that are written by hand: main.html and page.ts in a folder of web/ named like the script. */
const PAGES: Readonly<Record<string, Described>> = {
  'index.html': {
    title: 'What is wrong with your network?',
    description: 'Paste a neural network written by hand: see the first wrong tensor, the mistake that makes it so, and how to mend it.',
    current: 'Diagnose',
    script: 'diagnose',
    filled: () => ({
      examples: examples()
        .map(({ name }, i) => `<option value="${i}">${escapeHtml(name)}</option>`)
        .join(''),
      first: escapeHtml(examples()[0]?.source ?? ''),
      fields: fields(OPTIONS, { says: OWN }),
      programs: scriptJson(examples()),
    }),
  },
  'compare.html': {
    title: 'Compare with TensorFlow.js',
    description: 'Train a network written by hand and the same one in TensorFlow.js side by side on your own data, in this page.',
    current: 'Compare',
    script: 'compare',
    filled: () => ({ fields: fields(SETTINGS, OWN_SETTINGS), sets: setOptions() }),
  },
  'explain.html': {
    title: 'Where a gap comes from',
    description: 'Two ways to train that should agree and do not, and what their gap is made of, computed while you read.',
    current: 'Explain',
    script: 'explain',
  },
};

/** Names of the scripts that those pages run. */
export const SCRIPTS: readonly string[] = Object.values(PAGES).map(({ script }) => script);

/** Files of the site by name. */
export function pages(): Map<string, string> {
  return new Map(
    Object.entries(PAGES).map(([name, described]) => {
      const main = readFileSync(join(WEB, described.script, 'main.html'), 'utf8');
      const values = described.filled?.() ?? {};
      const filled = main.replace(/\{\{(\w+)\}\}/g, (_, value: string) => values[value] ?? '');
      return [name, shell({ ...described, root: '', main: filled })];
    }),
  );
}
