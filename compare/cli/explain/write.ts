import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { Fault } from '../../../src/fault.ts';
import { whyNotWritten } from '../../../src/host/cannot-write.ts';
import type { Explanation } from '../../explain/explanation.ts';
import { explainMarkdown, type Told } from '../../show/explain/markdown.ts';
import { waterfall } from '../../show/explain/pictures.ts';
import { verdict } from '../../show/explain/verdict.ts';

/** Raised whenever a reader of an older explain.json would misread a newer one. */
const VERSION = 2;

/** Writes explain.md and explain.json into `folder`, each whole or not at all. @throws Fault if the folder cannot be written */
export async function writeExplanation(folder: string, explanation: Explanation, told: Told): Promise<string> {
  const json = { version: VERSION, ...told, verdict: verdict(explanation), waterfall: waterfall(explanation), ...explanation };
  try {
    await mkdir(folder, { recursive: true });
    await writeFileAtomic(join(folder, 'explain.json'), `${JSON.stringify(json, undefined, 1)}\n`);
    await writeFileAtomic(join(folder, 'explain.md'), explainMarkdown(explanation, told));
  } catch (error) {
    throw new Fault(
      `${folder}: the report cannot be written there: ${whyNotWritten(error)}. The finished trainings are kept: once there is room, the same command with --resume writes it.`,
    );
  }
  return join(folder, 'explain.md');
}
