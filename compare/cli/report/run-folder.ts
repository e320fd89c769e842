import { lstatSync, mkdirSync, readFileSync, renameSync, rmdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { RunSpec } from '../../../src/run/config.ts';
import { runName } from '../../../src/run/repeat-command.ts';
import { REPORTS } from '../../../src/run/settings/result.ts';

/** Where a run's report goes. */
export interface RunFolder {
  readonly path: string;
  /** Of this run alone: where another has taken the name meanwhile, the next free one is taken. Else the reader's choice, an earlier report in it replaced. */
  readonly isOwn: boolean;
}

/** The newest run in a folder of runs goes by this name too. */
export const LATEST = 'latest';

/** The folder that was asked for; else one of the run's own by when it began and by its name: reports/2026-11-28T06-30-00-penguins. */
export function runFolder(data: string, spec: RunSpec, began: Date): RunFolder {
  if (spec.out !== undefined) return { path: spec.out, isOwn: false };
  return { path: `${REPORTS}/${stamp(began)}-${runName(data, spec)}`, isOwn: true };
}

/** '2026-11-28T06-30-00', in the time of this place, as `history` shows it; no colon, which Windows refuses in a name. */
function stamp(date: Date): string {
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 19).replaceAll(':', '-');
}

/** The folder, where it is the run's own made under the first name that is free: to make it is to have it, whoever else tries. */
export function claim({ path, isOwn }: RunFolder): string {
  if (!isOwn) return path;
  mkdirSync(dirname(path), { recursive: true });
  for (let n = 1; ; n++) {
    const free = n === 1 ? path : `${path}-${n}`;
    try {
      mkdirSync(free);
      return free;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

/** Gives up a folder that was claimed and into which nothing could be written. */
export function unclaim({ isOwn }: RunFolder, claimed: string): void {
  if (!isOwn) return;
  try {
    rmdirSync(claimed); // refuses where it holds anything
  } catch {
    // it stays, then; the reader hears of what kept the report from it
  }
}

/** Points `latest` beside a run's folder to it: a link, or, where the system has none for us, a file with the folder's name. */
export function pointLatestTo(folder: string): void {
  const latest = join(dirname(folder), LATEST);
  const fresh = join(dirname(folder), `.${LATEST}-${process.pid}`);
  try {
    if (lstatSync(latest, { throwIfNoEntry: false })?.isDirectory()) return; // the reader's own
    rmSync(fresh, { force: true });
    linkOrWrite(basename(folder), fresh);
    renameSync(fresh, latest);
  } catch {
    rmSync(fresh, { force: true }); // the report is there all the same
  }
}

function linkOrWrite(target: string, path: string): void {
  try {
    symlinkSync(target, path, 'dir');
  } catch {
    writeFileSync(path, `${target}\n`);
  }
}

/** Where `latest` is a file and not a link, the folder that it names; any other path as it is. */
export function followed(path: string): string {
  if (basename(path) !== LATEST || !lstatSync(path, { throwIfNoEntry: false })?.isFile()) return path;
  return join(dirname(path), basename(readFileSync(path, 'utf8').trim()));
}
