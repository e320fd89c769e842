import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { Fault } from '../../src/fault.ts';
import { whyNotWritten } from '../../src/host/cannot-write.ts';
import { packageVersion } from '../../src/host/package-root.ts';
import { digest } from '../jobs/digest.ts';
import { OUTCOME_VERSION, type Outcome } from './outcome.ts';
import type { Rubric } from './rubric.ts';
import type { Submission } from './submission.ts';

/** What decides an outcome: the submission, what it is held against, and who judges. */
export function keyOf({ name, hash, main }: Pick<Submission, 'name' | 'hash' | 'main'>, rubric: Rubric, isolation: string): string {
  const { title: _, reveal: __, items, ...judging } = rubric;
  const ruled = items.map(({ item, points, all }) => [item, points, all]);
  return digest([name, hash, main ?? '', JSON.stringify([ruled, judging]), isolation, packageVersion(), String(OUTCOME_VERSION), process.versions.v8]);
}

/** Outcomes in a folder, a file each, written whole or not at all as soon as they are there. */
export interface Store {
  readonly folder: string;
  get(key: string): Outcome | undefined;
  add(outcome: Outcome): void;
}

/** @throws Fault if the folder cannot be written */
export function openStore(folder: string): Store {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new Fault(`${folder} cannot be written: ${whyNotWritten(error)}. Choose another folder with --out.`);
  }
  const known = new Set(readdirSync(folder));
  return {
    folder,
    get: (key) => (known.has(`${key}.json`) ? readOutcome(join(folder, `${key}.json`), key) : undefined),
    add(outcome) {
      try {
        writeFileAtomic.sync(join(folder, `${outcome.key}.json`), `${JSON.stringify(outcome, null, 1)}\n`);
      } catch (error) {
        throw new Fault(`${folder} cannot be written: ${whyNotWritten(error)}. What it holds is kept: once there is room, the same command goes on.`);
      }
    },
  };
}

/** Undefined where it is not one of this program's: it is made again. */
function readOutcome(path: string, key: string): Outcome | undefined {
  try {
    const outcome = JSON.parse(readFileSync(path, 'utf8')) as Outcome;
    return outcome.version === OUTCOME_VERSION && outcome.key === key ? outcome : undefined;
  } catch {
    return undefined;
  }
}
