import { expect, it } from 'vitest';
import { packageRoot } from '../../../src/host/package-root.ts';
import { runCli } from '../../run-cli.ts';

/** Off a terminal nothing says how wide it is: 80 columns are what a log, a mail or a pager has. */
it.each([['diagnose', 'examples/document.ts'], ['diagnose', 'scratch'], ['doctor'], ['data', 'penguins'], ['explain-mistake', 'mean-twice']])(
  '%s, piped, is no wider than 80 columns',
  { timeout: 60_000 },
  async (...words) => {
    const { stdout } = await runCli(words, { cwd: packageRoot() });
    expect(stdout.length).toBeGreaterThan(200);
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
  },
);
