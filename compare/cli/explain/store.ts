import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import { Fault } from '../../../src/fault.ts';
import { whyNotWritten } from '../../../src/host/cannot-write.ts';
import type { CellOutcome, Store } from '../../explain/cell.ts';
import type { TrainJob } from '../../jobs/job.ts';

const count = z.int().nonnegative();
const outcome = z.object({ score: z.number(), testScore: z.number(), diverged: z.object({ epoch: count, step: count }).optional() });
/** An older program's outcomes are of another shape: they are kept, and never looked up. */
const line = z.object({ key: z.string(), title: z.string(), seed: count, outcome: z.union([outcome, z.record(z.string(), z.unknown())]) });
type Line = z.infer<typeof line>;

/**
 * cells.jsonl in `folder`: gone on with, or begun anew. A training is known by its key alone, so that what was kept of
 * another, or by a program that made other keys, is never taken for this one's.
 * @throws Fault if the folder cannot be written, or the file was not written by this program
 */
export function openStore(folder: string, keyOf: (job: TrainJob) => string, { resume }: { readonly resume: boolean }): Store {
  const path = join(folder, 'cells.jsonl');
  const kept = resume ? readLines(path) : [];
  try {
    mkdirSync(folder, { recursive: true });
    writeFileAtomic.sync(path, kept.map(toText).join('')); // without the torn line, which the next would be glued to
  } catch (error) {
    throw new Fault(`${path} cannot be written: ${whyNotWritten(error)}. Choose another folder with --out.`);
  }
  const known = new Map(kept.map(({ key, outcome }) => [key, outcome as CellOutcome]));
  return {
    path,
    held: known.size,
    get: (job) => known.get(keyOf(job)),
    add(job, outcome) {
      try {
        appendFileSync(path, toText({ key: keyOf(job), title: job.manner.title ?? job.manner.name, seed: job.seed, outcome: outcome as Line['outcome'] }));
      } catch (error) {
        throw new Fault(
          `${path} cannot be written: ${whyNotWritten(error)}. What it holds is kept: once there is room, the same command with --resume goes on.`,
        );
      }
    },
  };
}

function toText(kept: Line): string {
  return `${JSON.stringify(kept)}\n`;
}

/** The whole lines; the last may be torn, where the program was stopped while it wrote. */
function readLines(path: string): Line[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return [];
    throw new Fault(`${path} cannot be read (${code}).`);
  }
  return text
    .split('\n')
    .slice(0, -1)
    .map((written, i) => {
      try {
        return line.parse(JSON.parse(written));
      } catch {
        throw new Fault(`${path}:${i + 1}: not a line that this program wrote. Was the file edited? Without --resume it is begun anew.`);
      }
    });
}
