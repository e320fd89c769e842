import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Fault } from '../../../src/fault.ts';
import { whyNotWritten } from '../../../src/host/cannot-write.ts';
import type { Comparison } from '../../results/schema.ts';
import { refuseStrangers } from './own-files.ts';
import { replaceReport } from './replace.ts';
import { claim, pointLatestTo, type RunFolder, unclaim } from './run-folder.ts';

/**
 * Writes results.json, report.md, report.html, their pictures, and the trained weights where they are given, into `folder`, in place of an
 * earlier report, as `replaceReport` says.
 * @returns the path of report.md
 * @throws Fault if the folder cannot be written; an earlier report in it is then as it was
 */
export async function writeReport(folder: string, comparison: Comparison, weights?: Uint8Array): Promise<string> {
  const files = (await loadReport()).filesOf(comparison, weights);
  try {
    replaceReport(folder, files);
  } catch (error) {
    throw refused(folder, error);
  }
  return join(folder, 'report.md');
}

/** As `writeReport`, of a run; where that fails after all, the report is not lost: it goes into a temporary folder, and the Fault names that. */
export async function writeReportSomewhere(
  folder: RunFolder,
  comparison: Comparison,
  weights?: Uint8Array,
): Promise<{ readonly report?: string; readonly fault?: Fault }> {
  try {
    return { report: await writeClaimed(folder, comparison, weights) };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return saved(comparison, weights, error);
  }
}

async function writeClaimed(folder: RunFolder, comparison: Comparison, weights: Uint8Array | undefined): Promise<string> {
  const claimed = claimedOrRefused(folder);
  try {
    const report = await writeReport(claimed, comparison, weights);
    if (folder.isOwn) pointLatestTo(claimed);
    return report;
  } catch (error) {
    unclaim(folder, claimed);
    throw error;
  }
}

function claimedOrRefused(folder: RunFolder): string {
  try {
    return claim(folder);
  } catch (error) {
    throw refused(folder.path, error);
  }
}

async function saved(
  comparison: Comparison,
  weights: Uint8Array | undefined,
  { message }: Fault,
): Promise<{ readonly report?: string; readonly fault: Fault }> {
  let elsewhere = '';
  try {
    elsewhere = mkdtempSync(join(tmpdir(), 'mlp-compare-report-'));
    return { report: await writeReport(elsewhere, comparison, weights), fault: new Fault(`${message} It was saved in ${elsewhere} instead.`) };
  } catch (error) {
    if (elsewhere) rmSync(elsewhere, { recursive: true, force: true });
    return { fault: new Fault(`${message} Nor could it be saved in ${tmpdir()} (${whyNotWritten(error)}): with --json the results can be sent elsewhere.`) };
  }
}

/** What a report takes at least; more than a folder that is all but full has left. */
const SOME_BYTES = 256 * 1024;

/**
 * Finds out, before a long training, whether a report could be written into `folder`; leaves no trace.
 * @throws Fault if not
 */
export function checkFolder(folder: string): void {
  let there = folder;
  while (!existsSync(there) && dirname(there) !== there) there = dirname(there);
  const trial = join(there, `.report-new-${process.pid}`);
  try {
    mkdirSync(trial);
    try {
      writeFileSync(join(trial, 'trial'), Buffer.alloc(SOME_BYTES), { flush: true });
    } finally {
      rmSync(trial, { recursive: true, force: true });
    }
    refuseStrangers(folder);
  } catch (error) {
    throw refused(folder, error);
  }
}

/** What draws and words a report takes longer to load than all else of it: a run has it loaded while it still trains. */
export function loadReport(): Promise<typeof import('./files.ts')> {
  return import('./files.ts');
}

function refused(folder: string, error: unknown): Fault {
  if (error instanceof Fault) return error;
  return new Fault(`${folder}: the report cannot be written there: ${whyNotWritten(error)}. Choose another folder with --out.`);
}
