import { chmodSync, existsSync, mkdirSync, readdirSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { isRunning } from '../../../src/host/is-running.ts';
import { ownNames, refuseStrangers } from './own-files.ts';

/** The files of a report by their names. */
export type ReportFiles = ReadonlyMap<string, string | Uint8Array>;

const FIRST = 'results.json'; // where files go into the folder one by one: by it the others are known to be this program's
const FRESH = /^\.report-new-(\d+)$/; // in the folder: a report that is being written
const EARLIER = /^\.(.+)-report-(\d+)$/; // beside it: the folder as it was, while the new one comes in its place

/**
 * Puts a report into `folder` in place of an earlier one, in one piece: it is written whole into a hidden folder inside, and
 * that then takes the folder's place, by two renamings. Whenever the program is killed, one of the two reports is there whole;
 * between the renamings both lie beside the place, and the next report puts that right.
 *
 * Where the folder holds other files too, or cannot be renamed (the program runs in it, or it is a disk of its own), those stay,
 * and the report is renamed into it file by file, each whole; what the earlier report alone had is removed.
 *
 * It gives way to nothing else on this thread: a signal finds the earlier report or the new one.
 * @throws Error of the file system, or Fault where a file of that name is somebody else's; the earlier report is then as it was
 */
export function replaceReport(folder: string, files: ReportFiles): void {
  finishEarlier(folder);
  const created = mkdirSync(folder, { recursive: true });
  const place = realpathSync(folder);
  const fresh = join(place, `.report-new-${process.pid}`);
  try {
    const old = ownNames(place);
    refuseStrangers(folder, [...files.keys()], old);
    mkdirSync(fresh, { recursive: true });
    for (const [name, content] of files) writeFileSync(join(fresh, name), content, { flush: true });
    const strangers = readdirSync(place).some((name) => !old.has(name) && !FRESH.test(name));
    if (strangers || !exchange(place, fresh)) moveInto(place, fresh, files, old);
  } catch (error) {
    if (created) rmSync(created, { recursive: true, force: true });
    throw error;
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** The folder for the one within it; false, and nothing done, where it cannot be renamed. */
function exchange(place: string, fresh: string): boolean {
  const earlier = join(dirname(place), `.${basename(place)}-report-${process.pid}`);
  if (!relative(place, process.cwd()).startsWith('..')) return false; // a shell stands in it
  chmodSync(fresh, statSync(place).mode);
  try {
    renameSync(place, earlier);
  } catch {
    return false;
  }
  renameSync(join(earlier, basename(fresh)), place);
  rmSync(earlier, { recursive: true, force: true });
  return true;
}

function moveInto(place: string, fresh: string, files: ReportFiles, old: ReadonlySet<string>): void {
  const move = (name: string) => renameSync(join(fresh, name), join(place, name));
  move(FIRST);
  for (const name of old) if (!files.has(name)) rmSync(join(place, name), { force: true });
  for (const name of files.keys()) if (name !== FIRST) move(name);
}

/** Puts right what a program that was killed left here: half a report, or a folder on its way. */
function finishEarlier(folder: string): void {
  const place = existsSync(folder) ? realpathSync(folder) : folder;
  for (const name of namesIn(dirname(place))) {
    const [, of, pid] = EARLIER.exec(name) ?? [];
    if (of !== basename(place) || isAnothers(Number(pid))) continue;
    const fresh = join(dirname(place), name, `.report-new-${pid}`);
    if (!existsSync(place) && existsSync(fresh)) renameSync(fresh, place);
    rmSync(join(dirname(place), name), { recursive: true, force: true });
  }
  for (const name of namesIn(place)) {
    const [, pid] = FRESH.exec(name) ?? [];
    if (pid !== undefined && !isAnothers(Number(pid))) rmSync(join(place, name), { recursive: true, force: true });
  }
}

function namesIn(folder: string): string[] {
  return existsSync(folder) && statSync(folder).isDirectory() ? readdirSync(folder) : [];
}

/** Whether a process beside this one is at it. */
function isAnothers(pid: number): boolean {
  return pid !== process.pid && isRunning(pid);
}
