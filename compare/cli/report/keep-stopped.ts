import { join } from 'node:path';
import { together } from '../../../src/fault.ts';
import { calledAs } from '../../../src/host/called-as.ts';
import { whyNotWritten } from '../../../src/host/cannot-write.ts';
import { shellQuoted } from '../../../src/host/shell-quoted.ts';
import { toJson } from '../../results/file.ts';
import type { Comparison } from '../../results/schema.ts';
import { withVisibleNames } from '../../results/visible-names.ts';
import { replaceReport } from './replace.ts';
import { claim, type RunFolder } from './run-folder.ts';

/**
 * Keeps what a run had finished when it was stopped: results.json in a folder beside that of its report, where a whole run's
 * report may be. At once and without pictures, for who stops a program does not wait.
 * @returns what was kept, what is missing and how to go on, in sentences
 */
export function keepStopped({ path: folder, isOwn }: RunFolder, finished: () => Comparison): string {
  let beside = `${folder.replace(/(?<=[^/\\])[/\\]+$/, '')}-stopped`;
  try {
    const comparison = finished();
    beside = claim({ path: beside, isOwn });
    replaceReport(beside, new Map([['results.json', toJson(comparison)]]));
    const path = join(beside, 'results.json');
    const { networks, stopped: missing = [] } = withVisibleNames(comparison);
    return [
      `The results of ${together(networks.map(({ name }) => name))} are kept in ${path}`,
      ...(missing.length > 0 ? [`, without ${together(missing)}: the same command runs it all again`] : []),
      `. A report of them: ${calledAs('compare', ['report', shellQuoted(path)])}`,
    ].join('');
  } catch (error) {
    return `What was finished could not be kept in ${beside}: ${whyNotWritten(error)}.`;
  }
}
