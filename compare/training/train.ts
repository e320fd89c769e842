import { breather } from '../../src/host/breathe.ts';
import type { Backend, Network } from '../../src/model/network.ts';
import type { LayerWeights, NamedTensors } from '../../src/model/tensors.ts';
import { withNetwork } from '../../src/model/with-network.ts';
import type { Matrix } from '../../src/numbers/matrix.ts';
import { largest } from '../../src/numbers/norms.ts';
import { batches } from '../../src/run/batches.ts';
import { gridOf, isPlanar } from '../../src/run/grid.ts';
import type { EpochRecord, History } from '../../src/run/history.ts';
import { evaluate, evaluateTest, type TestEvaluation, taskNameOf } from '../../src/run/metrics/evaluate.ts';
import { measured } from '../../src/run/metrics/measures.ts';
import { TASKS } from '../../src/run/metrics/metric.ts';
import { learningRateAt, masksAt, orderOf, type RunPlan, stepsPerEpoch } from '../../src/run/run-plan.ts';
import { lossByLogits } from './loss-by-logits.ts';
import type { Moment } from './moments.ts';
import { type Snapshot, snapshotOf } from './snapshot.ts';
import { type Best, isOver, restored } from './stop-early.ts';

/** A finished training and what is needed of it later. */
export interface Training {
  readonly history: History;
  /** Of the test rows, after the last update; a diverged network has none. */
  readonly test?: TestEvaluation;
  /** After the last update; a diverged network has none. */
  readonly weights?: readonly LayerWeights[];
  /** Where the data has two features: the logits at every point of `gridOf` the plan, after the last update. */
  readonly surface?: Matrix;
  /** What the network was BEFORE each of the steps that were asked for, as far as the training came. */
  readonly snapshots: ReadonlyMap<number, Snapshot>;
  /** What it was around the last step of each of the epochs that were asked for, as far as the training came. */
  readonly moments?: readonly Moment[];
}

export interface Observer {
  /** Ends the training within a batch, with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Steps (1, 2, …) before which the network's weights and state are to be kept. */
  readonly snapshotSteps?: ReadonlySet<number>;
  /** Epochs (1, 2, …) around whose last step the weights are to be kept; those of them alone that are measured. */
  readonly momentEpochs?: ReadonlySet<number>;
  /** Whether an epoch (1, 2, …) is measured, all if absent; those that are not leave no record. */
  isMeasured?(epoch: number): boolean;
  /** Before each step: where it returns a promise, the training waits for it, on nobody's clock. */
  beforeStep?(step: number): Promise<void> | undefined;
  onStep?(step: number): void;
  onEpoch?(record: EpochRecord): void;
}

/** The ONE training loop: any network behind the seam, on the plan's rows, in the plan's order. */
export async function train(plan: RunPlan, backend: Backend, observer: Observer = {}): Promise<Training> {
  return withNetwork(backend, plan, async (network) => {
    const progress = await trainEpochs(plan, network, observer);
    const trained = { network: backend.name, description: [backend.description, network.ranOn?.()].filter(Boolean).join(', ') };
    const { epochs, stepLosses, divergence } = progress;
    const kept = { snapshots: progress.snapshots, ...(observer.momentEpochs && { moments: progress.moments }) };
    if (divergence) return { history: { state: 'diverged', ...trained, epochs, stepLosses, ...divergence }, ...kept };
    const stopping = progress.best && { stopping: await restored(plan, progress.best, network, epochs) };
    const test = evaluateTest(plan, await network.predict(plan.test.X), plan.test);
    const weights = await network.weights();
    const surface = isPlanar(plan) && { surface: await network.predict(gridOf(plan)) };
    return { history: { state: 'completed', ...trained, epochs, stepLosses, ...stopping }, test, ...kept, weights, ...surface };
  });
}

interface Divergence {
  readonly epoch: number;
  readonly step: number;
  readonly loss: number;
}

interface Progress {
  readonly breathe: () => Promise<void>;
  readonly epochs: EpochRecord[];
  readonly stepLosses: number[];
  readonly snapshots: Map<number, Snapshot>;
  readonly moments: Moment[];
  /** The weights before the last step of an epoch that is looked at. */
  before?: NamedTensors | undefined;
  divergence?: Divergence;
  /** Where the training may end early. */
  best?: Best;
  /** Whether steps return a loss; the first step shows it. */
  tellsLoss?: boolean;
}

async function trainEpochs(plan: RunPlan, network: Network, observer: Observer): Promise<Progress> {
  const progress: Progress = { breathe: breather(observer.signal), epochs: [], stepLosses: [], snapshots: new Map(), moments: [] };
  for (let epoch = 1; epoch <= plan.epochs && !progress.divergence; epoch++) {
    const trained = await trainEpoch(plan, network, epoch, progress, observer);
    if (progress.divergence) break;
    if (!plan.earlyStopping && observer.isMeasured?.(epoch) === false) continue;
    const record = { epoch, ...trained, ...(await measure(plan, network)) };
    await progress.breathe();
    const step = progress.stepLosses.length;
    // asked of the weights too: TensorFlow.js on wasm has relu(NaN) = 0, and with it a finite loss from weights that are not
    const after = await network.weights();
    if (Number.isFinite(record.validationLoss) && after.every(areFinite)) {
      progress.epochs.push(record);
      if (progress.before) progress.moments.push({ epoch, step, before: progress.before, after });
      observer.onEpoch?.(record);
      if (plan.earlyStopping && (await isOver(plan, plan.earlyStopping, network, record, progress))) break;
    } else {
      progress.divergence = { epoch, step, loss: record.validationLoss }; // the epoch's last update made it so
    }
  }
  return progress;
}

function areFinite({ W, b }: LayerWeights): boolean {
  return Number.isFinite(largest([largest(W.data), largest(b.data)]));
}

async function trainEpoch(
  plan: RunPlan,
  network: Network,
  epoch: number,
  progress: Progress,
  observer: Observer,
): Promise<{ trainLoss: number; trainSeconds: number }> {
  let sum = 0;
  let milliseconds = 0;
  const room = network.batchRoom?.(plan.batchSize);
  for (const { X, y } of batches(plan.train, orderOf(plan, epoch), plan.batchSize, room)) {
    observer.signal?.throwIfAborted();
    const step = progress.stepLosses.length + 1;
    const held = observer.beforeStep?.(step);
    if (held) await held;
    const isLast = step === epoch * stepsPerEpoch(plan);
    progress.before = isLast && observer.momentEpochs?.has(epoch) ? await network.weights() : undefined;
    if (observer.snapshotSteps?.has(step)) progress.snapshots.set(step, await snapshotOf(network));
    const masks = masksAt(plan, step, X.rows);
    const byLogits = progress.tellsLoss ? undefined : await lossByLogits(network, plan, { X, y });
    const start = performance.now();
    const answer = network.step(X, y, learningRateAt(plan, step), masks);
    const told = typeof answer === 'object' ? await answer : answer; // no turn of the event loop where none is needed
    milliseconds += performance.now() - start;
    progress.tellsLoss = told !== undefined;
    const loss = (told ?? byLogits) as number; // one is told at every step or at none
    progress.stepLosses.push(loss);
    observer.onStep?.(step);
    if (!Number.isFinite(loss)) {
      progress.divergence = { epoch, step, loss };
      break;
    }
    sum += loss * X.rows;
    await progress.breathe();
  }
  return { trainLoss: sum / plan.train.X.rows, trainSeconds: milliseconds / 1000 };
}

async function measure(plan: RunPlan, network: Network): Promise<Omit<EpochRecord, 'epoch' | 'trainLoss' | 'trainSeconds'>> {
  const start = performance.now();
  const { epoch: metric } = TASKS[taskNameOf(plan)];
  const train = evaluate(plan, await network.predict(plan.train.X), plan.train);
  const validation = evaluate(plan, await network.predict(plan.validation.X), plan.validation);
  return {
    [measured('train', metric).key]: train[metric],
    validationLoss: validation.loss,
    [measured('validation', metric).key]: validation[metric],
    evaluationSeconds: (performance.now() - start) / 1000,
  };
}
