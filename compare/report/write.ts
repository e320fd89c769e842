import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { Fault } from '../../src/fault.ts';
import { toJson } from '../results/file.ts';
import type { Comparison } from '../results/schema.ts';
import { markdownReport } from './markdown.ts';

/**
 * Writes report.md and results.json into `folder`. Each is written beside its place and renamed into it: whatever
 * interrupts it, the old file or the new one is there, whole. @throws Fault if the folder cannot be written
 */
export async function writeReport(folder: string, comparison: Comparison): Promise<string> {
  try {
    await mkdir(folder, { recursive: true });
    await writeFileAtomic(join(folder, 'results.json'), toJson(comparison));
    await writeFileAtomic(join(folder, 'report.md'), markdownReport(comparison));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Fault(`${folder}: the report cannot be written there (${code ?? message}). Choose another folder with --out.`);
  }
  return join(folder, 'report.md');
}
