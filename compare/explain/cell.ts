import { divisionOf } from '../../src/run/divide.ts';
import type { Parts } from '../../src/run/run-plan.ts';
import type { Data } from '../jobs/data.ts';
import type { TrainJob } from '../jobs/job.ts';
import type { Journal } from '../jobs/journal.ts';
import { LAST_EPOCH, trainJob } from '../jobs/make-job.ts';
import type { Training } from '../training/train.ts';
import type { Experiment } from './experiment.ts';
import { valuesIn } from './factors.ts';
import { rowsOf, type Score, scoreOf } from './score.ts';

/** What became of a training, after the last update. */
export interface CellOutcome {
  readonly score: number;
  /** On the test rows. */
  readonly testScore: number;
  readonly diverged?: { readonly epoch: number; readonly step: number };
}

/** An experiment's trainings, [configuration][seed]: its cells by their masks, then its references. */
export function jobsOf(experiment: Experiment, seeds: readonly number[], { hash, rows }: Data): TrainJob[][] {
  const configurations = [
    ...experiment.cells.map(({ mask, configuration }) => ({ title: `cell ${valuesIn(mask, experiment.factors).join(', ')}`, configuration })),
    ...experiment.references,
  ];
  const of = { data: hash, division: divisionOf(experiment.from.configuration.spec, rows), asked: LAST_EPOCH }; // all are of the same rows, so divided
  return configurations.map(({ title, configuration: { spec, quirks } }) =>
    seeds.map((seed) => trainJob({ ...spec, seed }, { ...of, network: spec.networks[0] as string, quirks, title: `${title}, seed ${seed}` })),
  );
}

/** A training that diverged has the score of its answers, which are NaN. @throws Fault where a score is not defined */
export function cellOutcome(training: Training, { measure, test, ofNothing }: Score, parts: Pick<Parts, 'validation' | 'test'>): CellOutcome {
  const { history } = training;
  if (history.state === 'completed') return { score: scoreOf(training, measure), testScore: scoreOf(training, test) };
  const { epoch, step } = history;
  return { score: ofNothing(rowsOf(measure, parts)), testScore: ofNothing(parts.test), diverged: { epoch, step } };
}

/** Outcomes that outlive the program. */
export type Store = Journal<CellOutcome>;
