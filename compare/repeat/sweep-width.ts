import { type Output, parameterCount } from '../../src/model/model-spec.ts';
import type { RunSpec } from '../../src/run/config.ts';
import { divisionOf } from '../../src/run/divide.ts';
import { lastEpoch } from '../../src/run/history.ts';
import { metricsOf } from '../../src/run/metrics/evaluate.ts';
import { modelFor } from '../../src/run/model-for.ts';
import { packSurface } from '../inside/surface.ts';
import type { Data } from '../jobs/data.ts';
import type { Executor, RunOptions } from '../jobs/executor.ts';
import type { TrainJob } from '../jobs/job.ts';
import { LAST_EPOCH, trainJob } from '../jobs/make-job.ts';
import type { Training } from '../training/train.ts';
import type { Sweep, SweptWidth } from './sweep-schema.ts';

/** Every width twice the one before: one unit bends the boundary once, sixty-four bend it as the data wants. */
export const WIDTHS = [1, 2, 4, 8, 16, 32, 64] as const;

export interface SweepOptions extends Partial<Pick<RunOptions<TrainJob>, 'signal' | 'onProgress'>> {
  readonly data: Data;
  readonly executor: Executor;
  /** Told whenever another width has been trained. */
  onTrained?(soFar: Sweep): void;
}

/**
 * Trains every network at each width of ONE hidden layer, all else as in the run: universal approximation at work. Each
 * width has its own initial weights from the run's seed; rows, order and split are those of the run.
 */
export async function sweepWidth(spec: RunSpec, { data, executor, onTrained, ...watch }: SweepOptions): Promise<Sweep> {
  const activation = spec.activation[0] ?? 'relu';
  const of = { data: data.hash, division: divisionOf(spec, data.rows), asked: LAST_EPOCH };
  const swept = WIDTHS.map((width) => {
    const at = { ...spec, hidden: [width], activation: [activation] };
    return { width, model: modelFor(at, data.rows.train), jobs: spec.networks.map((network) => trainJob(at, { ...of, network })) };
  });
  const outcomes = new Map<TrainJob, Training>();
  const widthOf = ({ width, model, jobs }: (typeof swept)[number]): SweptWidth[] => {
    const ended = jobs.flatMap((job) => outcomes.get(job) ?? []);
    if (ended.length < jobs.length) return [];
    return [{ width, parameters: parameterCount(model), networks: ended.map((outcome) => networkOf(outcome, model.output)) }];
  };
  const soFar = (): Sweep => ({ activation, widths: swept.flatMap(widthOf) });
  await executor.run(
    swept.flatMap(({ jobs }) => jobs),
    {
      ...watch,
      onOutcome(job, outcome) {
        outcomes.set(job, outcome);
        if (swept.some(({ jobs }) => jobs.includes(job) && jobs.every((other) => outcomes.has(other)))) onTrained?.(soFar());
      },
    },
  );
  return soFar();
}

function networkOf({ history, test, surface }: Training, output: Output): SweptWidth['networks'][number] {
  const { trainAccuracy, trainRmse, trainHammingAccuracy } = lastEpoch(history) ?? {};
  return {
    name: history.network,
    ...(trainAccuracy !== undefined && { trainAccuracy }),
    ...(trainRmse !== undefined && { trainRmse }),
    ...(trainHammingAccuracy !== undefined && { trainHammingAccuracy }),
    ...(test && { test: metricsOf(test) }),
    ...(surface && { surface: packSurface(surface, output) }),
  };
}
