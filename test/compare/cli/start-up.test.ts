import { describe, expect, it } from 'vitest';
import { loadedBefore } from '../../sources.ts';

const packagesOf = (loaded: readonly string[]) => loaded.filter((name) => !name.endsWith('.ts') && !name.startsWith('node:')).toSorted();

describe('before a command line does anything it loads', () => {
  it.each(['compare/cli/cli.ts', 'compare/cli/diagnose/cli.ts', 'compare/cli/explain/cli.ts'])('four small packages, of %s', (path) => {
    expect(packagesOf(loadedBefore(path))).toEqual(['commander', 'fast-string-width', 'fastest-levenshtein', 'picocolors']);
  });

  it('no network, no training, nothing that draws', () => {
    const rooms = /^(?:scratch|tfjs|compare\/(?!cli\/|show\/(?:words|terminal)\/))/;
    expect(loadedBefore('compare/cli/cli.ts').filter((path) => rooms.test(path))).toEqual([]);
  });
});

it('a comparison is begun without what only pictures, stored results and diagnoses need', () => {
  const loaded = loadedBefore('compare/cli/commands.ts');
  expect(loaded).toContain('compare/run/compare.ts');
  for (const name of ['zod', 'linkedom', '@observablehq/plot', '@tensorflow/tfjs-core', 'compare/diagnose/catalogue/catalogue.ts']) {
    expect(loaded).not.toContain(name);
  }
});

it('a report is made again without what a run needs: no network, no training, no checks of parity, no reader of data', () => {
  const loaded = [...loadedBefore('compare/cli/report/command.ts'), ...loadedBefore('compare/cli/report/files.ts')];
  expect(loaded).toContain('compare/show/markdown/markdown.ts');
  const ofRuns = /^(?:scratch|tfjs|compare\/(?:networks|training|jobs|compare\.ts)|src\/data\/table)\b/;
  expect(loaded.filter((path) => ofRuns.test(path))).toEqual([]);
});
