import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Fault } from '../../../src/fault.ts';
import { whyNotWritten } from '../../../src/host/cannot-write.ts';
import { writeWhole } from '../../../src/host/write-whole.ts';
import { filesOf, type QuestionSet } from '../../networks/answers/questions-folder.ts';

/**
 * Writes questions into a folder: into a new one all of them in one piece, whenever the program is ended; else those after the
 * first `there`, which are in it already, and what lists them last.
 * @throws Fault if that cannot be written
 */
export function writeQuestions(folder: string, set: QuestionSet, there = 0): void {
  try {
    if (!existsSync(folder)) writeNew(folder, set);
    else for (const [path, content] of [...filesOf(set, there)].toReversed()) writeIn(folder, path, content, writeWhole);
  } catch (error) {
    throw new Fault(`${folder}: the questions cannot be written there: ${whyNotWritten(error)}.`);
  }
}

function writeNew(folder: string, set: QuestionSet): void {
  const making = join(dirname(folder), `.${basename(folder)}-${process.pid}`);
  try {
    for (const [path, content] of filesOf(set)) writeIn(making, path, content, writeFileSync);
    renameSync(making, folder);
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
}

function writeIn(folder: string, path: string, content: string | Uint8Array, write: (path: string, content: string | Uint8Array) => void): void {
  const place = join(folder, path);
  mkdirSync(dirname(place), { recursive: true });
  write(place, content);
}
