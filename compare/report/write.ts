import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { Fault } from '../../src/fault.ts';
import { toJson } from '../results/file.ts';
import type { Comparison } from '../results/schema.ts';
import { htmlReport } from './html/html.ts';
import { markdownReport } from './markdown.ts';

/**
 * Writes results.json, the pictures, report.md and report.html into `folder`. Each is written beside its place and renamed into it: whatever
 * interrupts it, the old file or the new one is there, whole. @throws Fault if the folder cannot be written
 */
export async function writeReport(folder: string, comparison: Comparison): Promise<string> {
  try {
    await mkdir(folder, { recursive: true });
    await writeFileAtomic(join(folder, 'results.json'), toJson(comparison));
    const { drawPictures } = await import('../pictures/pictures.ts'); // its libraries take longer to load than all else
    const pictures = drawPictures(comparison);
    for (const { file, svg } of Object.values(pictures).flat()) await writeFileAtomic(join(folder, file), svg);
    const markdown = markdownReport(comparison, pictures);
    await writeFileAtomic(join(folder, 'report.md'), markdown); // after the pictures that it shows
    await writeFileAtomic(join(folder, 'report.html'), htmlReport(comparison, markdown, pictures));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Fault(`${folder}: the report cannot be written there (${code ?? message}). Choose another folder with --out.`);
  }
  return join(folder, 'report.md');
}
