import { readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Fault } from '../../../src/fault.ts';
import { calledAs } from '../../../src/host/called-as.ts';
import { readResults } from '../../results/file.ts';
import type { Stored, StoredRun } from '../../results/stored-run.ts';
import { withVisibleNames } from '../../results/visible-names.ts';
import { followed } from '../report/run-folder.ts';

const RESULTS = 'results.json';

/** @throws Fault if there is no such folder */
export async function storedRuns(reports: string): Promise<Stored> {
  const folders = await readdir(reports, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    throw new Fault(
      `${reports}: ${error.code === 'ENOENT' ? 'there is no such folder. No run has been made from here yet' : `cannot be read (${error.code})`}.`,
    );
  });
  const runs: StoredRun[] = [];
  const unreadable: string[] = [];
  for (const { name } of folders.filter((entry) => entry.isDirectory())) {
    const folder = join(reports, name);
    if (!(await isThere(join(folder, RESULTS)))) continue; // a folder of something else
    try {
      runs.push(await readRun(folder));
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      unreadable.push(error.message);
    }
  }
  return { runs: runs.sort((a, b) => b.finished.getTime() - a.finished.getTime()), unreadable };
}

/**
 * The run of a folder, of a results.json, or of a name in `reports`, 'latest' among them. One that does not say when it ended
 * did when its file was last written.
 * @throws Fault if there is none, or it cannot be read
 */
export async function readRun(place: string, reports?: string): Promise<StoredRun> {
  const path = await resultsOf(place, reports);
  const comparison = withVisibleNames(await readResults(path));
  return { folder: dirname(path), finished: comparison.finished ? new Date(comparison.finished) : (await stat(path)).mtime, comparison };
}

/** The results.json of a run that is named so. @throws Fault if there is none */
export async function resultsOf(place: string, reports?: string): Promise<string> {
  const folders = [place, ...(reports ? [join(reports, place)] : [])].map(followed);
  for (const path of [followed(place), ...folders.map((folder) => join(folder, RESULTS))]) {
    if ((await stat(path).catch(() => undefined))?.isFile()) return path;
  }
  throw new Fault(
    `${place}: there is no results.json there${reports ? `, and no run of that name in ${reports}` : ''}. To see what there is: ${calledAs('compare', ['history'])}`,
  );
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
