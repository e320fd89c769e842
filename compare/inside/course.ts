import { backward } from '../../scratch/plain.ts';
import { textbook } from '../../scratch/textbook.ts';
import type { NamedTensors } from '../../src/model/tensors.ts';
import { firstRows, type Matrix } from '../../src/numbers/matrix.ts';
import { difference, norm } from '../../src/numbers/norms.ts';
import { batchAt, type RunPlan } from '../../src/run/run-plan.ts';
import type { Moment } from '../training/moments.ts';
import { deadUnits } from './dead.ts';
import { histogramOf, usualRange } from './histogram.ts';
import type { Course } from './schema.ts';

const BINS = 30;
/** Of a larger validation set the first rows say enough. */
const ROWS = 500;
/** Of a deeper network the first layers. */
const LAYERS = 8;

type Moments = readonly Moment[] | undefined;

/** How training went inside the networks, for each what there was to be seen of it; the bins of a layer are the same for all networks and epochs. */
export function coursesOf(plan: RunPlan, moments: readonly Moments[]): (Course | undefined)[] {
  const shown = moments.map((own) => own && firstMiddleLast(own));
  const gradients = shown.map((own) => own?.map((moment) => gradientsOf(plan, moment)));
  const layers = plan.initial.slice(0, LAYERS).map((_, l) => ({
    l,
    weights: usualRange(shown.flatMap((own) => own?.map(({ after }) => weightsIn(after, l)) ?? [])),
    gradients: usualRange(gradients.flatMap((own) => own?.map((tensors) => sizesIn(tensors, l)) ?? [])),
  }));
  return moments.map((own, n) =>
    own && own.length > 0
      ? {
          rows: Math.min(ROWS, plan.validation.X.rows),
          epochs: own.map((moment) => epochOf(plan, moment)),
          histograms: (shown[n] ?? []).flatMap(({ epoch, after }, m) =>
            layers.map(({ l, ...ranges }) => ({
              epoch,
              layer: l + 1,
              weights: histogramOf(weightsIn(after, l), ranges.weights, BINS),
              gradients: histogramOf(sizesIn(gradients[n]![m]!, l), ranges.gradients, BINS),
            })),
          ),
        }
      : undefined,
  );
}

function firstMiddleLast(moments: readonly Moment[]): Moment[] {
  return [...new Set([0, Math.floor((moments.length - 1) / 2), moments.length - 1])].flatMap((m) => moments[m] ?? []);
}

/** Of the batch's loss, penalty included, at the weights before the step: the textbook's, in float64, since no network owes its own. */
function gradientsOf(plan: RunPlan, { step, before }: Moment): NamedTensors {
  const batch = batchAt(plan, step);
  const pass = backward(plan, { weights: before }, batch, batch.learningRate);
  return textbook.penalised(pass, pass.gradients);
}

function weightsIn(tensors: NamedTensors, l: number): Matrix['data'] {
  return tensors[l]!.W.data;
}

/** log₁₀|∂L/∂w| of a layer's W; a gradient that is exactly 0 has no size and is 0 here. */
function sizesIn(tensors: NamedTensors, l: number): Float64Array {
  return Float64Array.from(tensors[l]!.W.data, (g) => (g === 0 ? 0 : Math.log10(Math.abs(g))));
}

function epochOf(plan: RunPlan, { epoch, step, before, after }: Moment): Course['epochs'][number] {
  const { accumulate = 1 } = plan.training;
  return {
    epoch,
    step,
    updates: step % accumulate === 0 ? before.map((_, l) => ratio(before, after, l)) : [],
    dead: deadUnits(plan, after, firstRows(plan.validation.X, Math.min(ROWS, plan.validation.X.rows))),
  };
}

/** ‖ΔW‖/‖W‖ of a layer's step, L2. */
function ratio(before: NamedTensors, after: NamedTensors, l: number): number {
  const [W, moved] = [before[l]!.W.data, after[l]!.W.data];
  return norm(difference(moved, W)) / norm(W);
}
