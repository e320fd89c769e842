import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Fault } from '../../../src/fault.ts';
import { whyNotWritten } from '../../../src/host/cannot-write.ts';
import { filesOf, type QuestionSet } from '../../networks/answers/questions-folder.ts';

/** Writes questions into a folder, the first `there` of which are in it already. @throws Fault if that cannot be written */
export function writeQuestions(folder: string, set: QuestionSet, there = 0): void {
  try {
    for (const [path, content] of filesOf(set, there)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
  } catch (error) {
    throw new Fault(`${folder}: the questions cannot be written there: ${whyNotWritten(error)}.`);
  }
}
