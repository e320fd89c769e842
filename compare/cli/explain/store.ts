import { join } from 'node:path';
import { z } from 'zod';
import type { CellOutcome, Store } from '../../explain/cell.ts';
import type { TrainJob } from '../../jobs/job.ts';
import { openJournal } from '../../jobs/journal.ts';

const count = z.int().nonnegative();
const kept = z.object({
  score: z.number(),
  testScore: z.number(),
  diverged: z.object({ epoch: count, step: count }).exactOptional(),
}) satisfies z.ZodType<CellOutcome>;

/**
 * cells.jsonl in `folder`: gone on with, or begun anew.
 * @throws Fault if the folder cannot be written, or the file was not written by this program
 */
export function openStore(folder: string, keyOf: (job: TrainJob) => string, { resume }: { readonly resume: boolean }): Store {
  return openJournal({
    ...{ path: join(folder, 'cells.jsonl'), keyOf, kept, resume },
    goesOn: 'the same command with --resume',
    anew: 'Without --resume it is begun anew.',
  });
}
