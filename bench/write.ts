import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { Fault } from '../src/fault.ts';
import { whyNotWritten } from '../src/host/cannot-write.ts';
import { toMarkdown } from './markdown.ts';
import type { Results } from './results.ts';
import { scalingPicture } from './scaling/picture.ts';

const PICTURE = 'scaling.svg';

/** Writes bench.md, results.json and, where scaling was measured, its picture. @returns the path of bench.md */
export async function writeBench(folder: string, results: Results): Promise<string> {
  const report = join(folder, 'bench.md');
  const pictured = results.scaling.length > 0;
  try {
    await mkdir(folder, { recursive: true });
    await writeFileAtomic(join(folder, 'results.json'), `${JSON.stringify(results, null, 1)}\n`);
    if (pictured) await writeFileAtomic(join(folder, PICTURE), scalingPicture(results.scaling));
    await writeFileAtomic(report, toMarkdown(results, pictured ? PICTURE : undefined));
    return report;
  } catch (error) {
    throw new Fault(`${folder}: the report cannot be written there: ${whyNotWritten(error)}. Choose another folder with --out.`);
  }
}
