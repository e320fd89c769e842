import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesBelow, importsOf, loadedBefore, root, textOf } from '../sources.ts';

/** What a page imports, or might: all that computes, finds or words. */
const CORE = [
  ...['src/numbers', 'src/model', 'src/data', 'src/run', 'scratch'],
  ...['compare/statistics', 'compare/training', 'compare/parity', 'compare/diagnose', 'compare/inside', 'compare/repeat', 'compare/explain'],
  ...['compare/results', 'compare/show/words', 'compare/show/html', 'compare/show/pictures', 'compare/show/markdown'],
];

/** Files among those that need Node all the same, and why. */
const NEED_NODE: Readonly<Record<string, string>> = {
  'src/data/generate/generated.ts': 'keeps data sets on the disk',
  'src/data/table/file-source.ts': 'reads files',
  'src/run/load-data.ts': 'finds files by their names',
  'scratch/kernels/simd/compile.ts': 'runs a compiler',
  'scratch/kernels/simd/build.ts': 'runs a compiler',
  'compare/explain/configuration.ts': 'finds files by their names',
};

const imported = (path: string) => importsOf(textOf(path)).filter((name) => name.startsWith('node:'));

describe('the core', () => {
  const files = CORE.flatMap(filesBelow).filter((path) => path.endsWith('.ts') && !path.includes('/assembly/'));

  it('imports nothing of Node’s: what differs in a browser is in src/host/', () => {
    expect(files.filter((path) => imported(path).length > 0 && !(path in NEED_NODE))).toEqual([]);
  });

  it('keeps no exception that nobody needs', () => {
    expect(Object.keys(NEED_NODE).filter((path) => imported(path).length === 0)).toEqual([]);
  });
});

/** What pages enter by: a diagnosis, its words, a report to keep. */
const ENTRIES = [
  'compare/diagnose/diagnose.ts',
  'compare/diagnose/probed.ts',
  'compare/networks/local-backend.ts',
  'compare/show/words/diagnosis.ts',
  'compare/show/html/html.ts',
];

describe('what a page loads', () => {
  it.each(ENTRIES)('%s needs Node in src/host/ alone, where each such file has its twin in web/host/', (entry) => {
    const needing = loadedBefore(entry).filter((path) => path.endsWith('.ts') && imported(path).length > 0);
    expect(needing.filter((path) => !existsSync(join(root, path.replace(/^src\/host\//, 'web/host/'))))).toEqual([]);
    expect(needing.filter((path) => !path.startsWith('src/host/'))).toEqual([]);
  });
});
