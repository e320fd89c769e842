import { type Data, dataOf } from '../../../compare/jobs/data.ts';
import type { TrainJob } from '../../../compare/jobs/job.ts';
import { type Of, trainJob, WHOLE } from '../../../compare/jobs/make-job.ts';
import { parityCorners } from '../../../src/data/generate/parity-corners.ts';
import { parseRunSpec } from '../../../src/run/config.ts';

const rows = (seed: number) => parityCorners({ rows: 50, features: 6, seed });

/** Divided rows of two classes. */
export const tinyData: Data = dataOf({ train: rows(1), validation: rows(2), test: rows(3) });

/** A training of a few milliseconds. */
export function tinyJob(settings: Readonly<Record<string, unknown>> = {}, of: Partial<Of> = {}): TrainJob {
  const spec = parseRunSpec({ hidden: [4], epochs: 2, batchSize: 16, kernel: 'naive', ...settings }, String);
  return trainJob(spec, { network: 'scratch', data: tinyData.hash, division: undefined, asked: WHOLE, ...of });
}
