import { type Data, dataOf } from '../../compare/jobs/data.ts';
import type { TrainJob } from '../../compare/jobs/job.ts';
import { LAST_EPOCH, trainJob } from '../../compare/jobs/make-job.ts';
import type { Training } from '../../compare/training/train.ts';
import { parseRunSpec } from '../../src/run/config.ts';
import { divisionOf } from '../../src/run/divide.ts';
import { loadData } from '../../src/run/load-data.ts';

/** Trainings with so many epochs on penguins, a seed each. */
export async function jobs(count: number, epochs: number): Promise<{ readonly data: Data; readonly jobs: TrainJob[] }> {
  const spec = parseRunSpec({ data: 'penguins', hidden: [32], epochs, batchSize: 8 }, String);
  const data = dataOf((await loadData(spec)).rows);
  const each = Array.from({ length: count }, (_, i) => {
    const run = { ...spec, seed: 1000 + i };
    return trainJob(run, { network: 'scratch', data: data.hash, division: divisionOf(run, data.rows), asked: LAST_EPOCH, title: `seed ${run.seed}` });
  });
  return { data, jobs: each };
}

/** All of a training but its times, as text. */
export function bits({ history, test, weights }: Training): string {
  const epochs = history.epochs.map(({ trainSeconds: _, evaluationSeconds: __, ...epoch }) => epoch);
  const numbers = weights?.map((layer) => Object.values(layer).map((tensor) => tensor && Buffer.from(tensor.data.buffer).toString('base64')));
  return JSON.stringify([{ ...history, epochs }, test, numbers]);
}
