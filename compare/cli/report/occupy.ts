import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Fault } from '../../../src/fault.ts';
import { isRunning } from '../../../src/host/is-running.ts';

/** The folders that runs of this very process have: its number in a file may be that of one that had it before. */
const ours = new Set<string>();

/**
 * Keeps other runs of this machine, and of this process, out of a folder while one is under way whose report goes there: the later would replace the
 * earlier's. Who has a folder stands in a file of the system's temporary folder; one whose process has ended counts for nothing.
 * @returns gives it free
 * @throws Fault where another run has it
 */
export function occupy(folder: string, temporary = tmpdir()): () => void {
  const path = join(temporary, `mlp-compare-run-${createHash('sha256').update(resolve(folder)).digest('hex').slice(0, 24)}`);
  const free = () => {
    process.off('exit', free);
    ours.delete(path);
    rmSync(path, { force: true });
  };
  if (ours.has(path)) throw new Fault(`${folder}: another run of this process is under way into this folder. Choose another, or let it end.`);
  if (!take(path)) {
    const holder = holderOf(path);
    if (holder !== undefined && holder !== process.pid && isRunning(holder)) {
      throw new Fault(`${folder}: another run, process ${holder}, is under way into this folder. Choose another with --out, or let it end.`);
    }
    rmSync(path, { force: true });
    if (!take(path)) return () => {};
  }
  ours.add(path);
  process.once('exit', free);
  return free;
}

/** Whether it is ours now. No one is kept from running where nothing can be written there. */
function take(path: string): boolean {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    return false;
  }
}

function holderOf(path: string): number | undefined {
  try {
    return Number(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}
