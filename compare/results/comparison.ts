import type { DataStory } from '../../src/data/columns/story.ts';
import { unscaleTargets } from '../../src/data/target-scale.ts';
import { packageVersion } from '../../src/host/package-root.ts';
import { runsOn } from '../../src/host/runs-on.ts';
import { describeModel, parameterCount } from '../../src/model/model-spec.ts';
import { classesOf, isClasses, type Target } from '../../src/model/target.ts';
import type { RunSpec } from '../../src/run/config.ts';
import { describePlan } from '../../src/run/describe-plan.ts';
import { confusion } from '../../src/run/metrics/classification.ts';
import type { TestEvaluation } from '../../src/run/metrics/evaluate.ts';
import { exactRows } from '../../src/run/metrics/labels.ts';
import { describeData, type RunPlan, stepsPerEpoch, totalSteps } from '../../src/run/run-plan.ts';
import type { Inside } from '../inside/schema.ts';
import type { OwnFile } from '../networks/own-file.ts';
import { mcnemar } from '../statistics/mcnemar.ts';
import type { Training } from '../training/train.ts';
import type { Comparison, NetworkResult } from './schema.ts';
import type { Finished } from './stopped.ts';
import { storedStory } from './stored-story.ts';
import { RESULTS_VERSION } from './version.ts';

/** So many batch losses of a network are kept at most; of a longer training every second, third, … one. */
const KEPT_LOSSES = 4000;

export interface ComparisonParts extends Finished {
  readonly name: string;
  readonly command: string;
  readonly spec: RunSpec;
  readonly plan: RunPlan;
  readonly warnings: readonly string[];
  readonly story?: DataStory | undefined;
  readonly finished?: Date;
  readonly inside?: Inside;
  /** The files of the networks that do not ship, by the networks' names. */
  readonly sources?: ReadonlyMap<string, OwnFile>;
  readonly stopped?: readonly string[] | undefined;
}

/** All that was computed, as plain data. */
export function makeComparison({
  name,
  command,
  spec,
  plan,
  trainings,
  parity,
  diagnoses,
  warnings,
  seeds,
  finished,
  stopped,
  inside,
  sweep,
  story,
  sources,
}: ComparisonParts): Comparison {
  const rows = { train: plan.train.X.rows, validation: plan.validation.X.rows, test: plan.test.X.rows };
  const perEpoch = stepsPerEpoch(plan);
  return {
    version: RESULTS_VERSION,
    program: { version: packageVersion(), node: runsOn() },
    command,
    settings: { ...spec },
    data: {
      name,
      description: describeData(plan),
      classes: [...plan.classes],
      ...(plan.labels && { labels: [...plan.labels] }),
      ...truthOf(plan),
      rows,
      features: plan.train.X.cols,
      ...(story && { story: storedStory(story) }),
    },
    model: { description: describeModel(plan.model), parameters: parameterCount(plan.model), training: describePlan(plan) },
    plan: { stepsPerEpoch: perEpoch, steps: totalSteps(plan), lastBatchRows: rows.train - (perEpoch - 1) * plan.batchSize },
    networks: trainings.map((training) => networkResult(training, plan, sources?.get(training.history.network))),
    parity: structuredClone(parity) as Comparison['parity'],
    ...(diagnoses && diagnoses.length > 0 && { diagnoses }),
    warnings: [...warnings],
    mcnemar: mcnemarOf(trainings, plan),
    ...(seeds && { seeds }),
    ...(finished && { finished: finished.toISOString() }),
    ...(stopped && { stopped: [...stopped] }),
    ...(inside && { inside }),
    ...(sweep && { sweep }),
  };
}

/** Of a regression what was to be predicted, in its own units. */
function truthOf({ targets, test: { y } }: RunPlan): Pick<Comparison['data'], 'targets' | 'truth'> {
  if (!targets || isClasses(y)) return {};
  return { targets: [...targets.names], truth: numbersOf(unscaleTargets(y, targets)) };
}

/** Classes, or values row by row; what float32 holds has nine digits at most. */
function numbersOf(predictions: Target): number[] {
  return isClasses(predictions) ? [...predictions] : Array.from(predictions.data, (value) => Number(value.toPrecision(9)));
}

/** Every other network against the first, on the test rows; none of one that diverged. */
function mcnemarOf([first, ...others]: readonly Training[], { targets, test: { y } }: RunPlan): NonNullable<Comparison['mcnemar']> {
  if (targets) return []; // no row of values is right or wrong
  const truth = answersTo(y, y);
  return others.flatMap(({ history: { network }, test }) =>
    first?.test && test
      ? [{ baseline: first.history.network, other: network, ...mcnemar(answersTo(y, first.test.predictions), answersTo(y, test.predictions), truth) }]
      : [],
  );
}

/** A row's class; of several labels 1 where all of them are right, else 0. */
function answersTo(y: Target, predictions: Target): ArrayLike<number> {
  return isClasses(y) || isClasses(predictions) ? classesOf(predictions) : exactRows(predictions, y).map(Number);
}

function networkResult({ history, test }: Training, plan: RunPlan, source: OwnFile | undefined): NetworkResult {
  const every = Math.max(1, Math.ceil(history.stepLosses.length / KEPT_LOSSES));
  const { epoch, step, loss } = history.state === 'diverged' ? history : { epoch: 0, step: 0, loss: 0 };
  return {
    name: history.network,
    description: history.description,
    ...(source && { source: { ...source } }),
    epochs: history.epochs.map((epoch) => ({ ...epoch })),
    stepLosses: { every, losses: history.stepLosses.filter((_, i) => i % every === 0) },
    ...(history.stopping && { earlyStopping: { ...history.stopping } }),
    ...(history.state === 'diverged' && { diverged: { epoch, step, loss } }),
    ...(test && { test: testResult(test, plan) }),
  };
}

function testResult({ predictions, calibration, labels, ...measures }: TestEvaluation, plan: RunPlan): NonNullable<NetworkResult['test']> {
  return {
    ...measures,
    predictions: numbersOf(predictions),
    ...(isClasses(predictions) && { confusion: confusion(predictions, classesOf(plan.test.y), plan.classes.length) }),
    ...(labels && { labels: labels.map((label) => ({ ...label })) }),
    ...(calibration && { calibration: calibration.map((bin) => ({ ...bin })) }),
  };
}
