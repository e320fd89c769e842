// npm run release: the checklist of a release, and the publishing at its end.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandOf, run, terminalOf } from '../compare/cli/command-line.ts';
import { packageRoot } from '../src/host/package-root.ts';
import { checklist } from './checklist.ts';
import { takeSteps } from './steps.ts';

const program = commandOf('release', process)
  .description('Checks all that must hold before a release, stops at the first thing that does not, and publishes the package that it tried.')
  .option('--dry-run', 'do everything but publish it', false)
  .action(async ({ dryRun }: { readonly dryRun: boolean }) => {
    const folder = mkdtempSync(join(tmpdir(), 'release-'));
    process.once('exit', () => rmSync(folder, { recursive: true, force: true })); // Ctrl-C ends the program here and now
    await takeSteps(checklist({ root: packageRoot(), folder, dryRun }), terminalOf(process).print);
  });

await run(program, process, () => 'The checklist was not gone through to its end.');
