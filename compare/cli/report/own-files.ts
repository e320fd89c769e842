import { closeSync, existsSync, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../../../src/fault.ts';
import { WEIGHTS_FILE } from '../../export/trained.ts';

const WRITTEN = ['results.json', 'report.md', 'report.html', WEIGHTS_FILE] as const;

/**
 * What a folder holds of a report of this program's: its results.json, the two texts and the weights beside it, and the pictures that they
 * show. Nothing where results.json is not there or is somebody else's.
 */
export function ownNames(folder: string): Set<string> {
  if (!/^\{\s*"version": \d/.test(beginningOf(join(folder, 'results.json')))) return new Set();
  const markdown = join(folder, 'report.md');
  const shown = existsSync(markdown) ? [...readFileSync(markdown, 'utf8').matchAll(/\]\(([\w.-]+\.svg)\)/g)].map(([, name]) => name!) : [];
  return new Set([...WRITTEN.filter((name) => existsSync(join(folder, name))), ...shown.filter((name) => isDrawn(join(folder, name)))]);
}

/** Whether it is a picture of this program's. */
function isDrawn(path: string): boolean {
  return path.endsWith('.svg') && / class="mlp"/.test(beginningOf(path));
}

/** @throws Fault where one of the files would be written over one that is not this program's */
export function refuseStrangers(folder: string, names: readonly string[] = WRITTEN, own: ReadonlySet<string> = ownNames(folder)): void {
  const stranger = names.find((name) => !own.has(name) && existsSync(join(folder, name)) && !isDrawn(join(folder, name)));
  if (stranger) throw new Fault(`${join(folder, stranger)} is there already and is not of a report of this program's. Choose another folder with --out.`);
}

/** The first kilobyte; nothing where there is no such file. */
function beginningOf(path: string): string {
  if (!existsSync(path)) return '';
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(1024);
    return bytes.toString('utf8', 0, readSync(file, bytes));
  } finally {
    closeSync(file);
  }
}
