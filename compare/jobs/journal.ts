import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import { Fault } from '../../src/fault.ts';
import { whyNotWritten } from '../../src/host/cannot-write.ts';
import { floatWords } from '../../src/numbers/float-words.ts';
import type { TrainJob } from './job.ts';

/** What is kept of trainings, by the keys of their jobs: it outlives the program. */
export interface Journal<Kept> {
  readonly path: string;
  /** How much it held when it was opened, whatever it is of. */
  readonly held: number;
  get(job: TrainJob): Kept | undefined;
  add(job: TrainJob, kept: Kept): void;
}

export interface JournalOptions<Kept> {
  readonly path: string;
  readonly keyOf: (job: TrainJob) => string;
  /** What a line keeps of a training. */
  readonly kept: z.ZodType<Kept>;
  /** Whether what it holds is taken; else it is begun anew. */
  readonly resume: boolean;
  /** How the reader goes on with it: 'the same command with --resume'. */
  readonly goesOn: string;
  /** How the reader begins it anew: 'Without --resume it is begun anew.' */
  readonly anew: string;
}

/**
 * One line of JSON for each training, appended as soon as it ends. A training is known by its key alone, so that what was
 * kept of another, or by a program that made other keys, is never taken for this one's.
 * @throws Fault if the folder cannot be written, or the file was not written by this program
 */
export function openJournal<Kept>({ path, keyOf, kept, resume, goesOn, anew }: JournalOptions<Kept>): Journal<Kept> {
  const older = z.record(z.string(), z.unknown()); // of an older program, in another shape: left where it is, and never looked up
  const line = z.object({ key: z.string(), title: z.string(), seed: z.int().nonnegative(), outcome: z.union([kept, older]) });
  const lines = resume ? linesOf(path, anew, (written) => line.parse(written)) : [];
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileAtomic.sync(path, lines.map(toText).join('')); // without the torn line, which the next would be glued to
  } catch (error) {
    throw new Fault(`${path} cannot be written: ${whyNotWritten(error)}. Choose another folder with --out.`);
  }
  const known = new Map(lines.map(({ key, outcome }) => [key, kept.safeParse(outcome).data]));
  return {
    path,
    held: known.size,
    get: (job) => known.get(keyOf(job)),
    add(job, outcome) {
      try {
        appendFileSync(path, toText({ key: keyOf(job), title: job.manner.title ?? job.manner.name, seed: job.seed, outcome }));
      } catch (error) {
        throw new Fault(`${path} cannot be written: ${whyNotWritten(error)}. What it holds is kept: once there is room, ${goesOn} goes on.`);
      }
    },
  };
}

function toText(line: object): string {
  return `${JSON.stringify(line, floatWords)}\n`;
}

/** The whole lines; the last may be torn, where the program was stopped while it wrote. */
function linesOf<Line>(path: string, anew: string, parse: (written: unknown) => Line): Line[] {
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
        return parse(JSON.parse(written));
      } catch {
        throw new Fault(`${path}:${i + 1}: not a line that this program wrote. Was the file edited? ${anew}`);
      }
    });
}
