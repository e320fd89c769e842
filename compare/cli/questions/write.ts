import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Fault } from '../../../src/fault.ts';
import { whyNotWritten } from '../../../src/host/cannot-write.ts';
import { filesOf, type QuestionSet } from '../../networks/answers/questions-folder.ts';

/** Writes questions into a folder, over those that are there. @throws Fault if that cannot be written */
export function writeQuestions(folder: string, set: QuestionSet): void {
  try {
    for (const [path, content] of filesOf(set)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
  } catch (error) {
    throw new Fault(`${folder}: the questions cannot be written there: ${whyNotWritten(error)}.`);
  }
}
