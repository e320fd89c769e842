import { forward } from '../../scratch/plain.ts';
import { type LayerSpec, layersOf } from '../../src/model/model-spec.ts';
import type { LayerWeights } from '../../src/model/tensors.ts';
import { firstRows, type Matrix } from '../../src/numbers/matrix.ts';
import type { RunPlan } from '../../src/run/run-plan.ts';
import { histogramOf, type Range, usualRange } from './histogram.ts';
import type { LayerActivity } from './schema.ts';

const BINS = 40;
/** Of a larger test set the first rows say enough. */
const ROWS = 2000;
/** A tanh or sigmoid unit whose activation stays within this range on all rows tells them no more apart than a dead ReLU. */
const UNMOVED = 0.01;

/**
 * What the hidden layers do on the test rows: for every network its layers, first to last. Activations are those of
 * a float64 forward pass, since no network owes its own.
 */
export function layerActivity(plan: RunPlan, weights: readonly (readonly LayerWeights[] | undefined)[]): LayerActivity[][] {
  const X = firstRows(plan.test.X, Math.min(ROWS, plan.test.X.rows));
  const layers = layersOf(plan.model);
  const hidden = layers.slice(0, -1);
  const activations = weights.map((own) => (own && hidden.length > 0 ? forward(plan, own, X).A.slice(1, -1) : []));
  const ranges = hidden.map((_, l) => usualRange(activations.flatMap((A) => A[l]?.data ?? [])));
  return activations.map((A) => A.map((Al, l) => activityOf(Al, hidden[l]!, ranges[l]!)));
}

function activityOf(A: Matrix, { activation }: LayerSpec, range: Range): LayerActivity {
  const { zeros, ...bins } = histogramOf(A.data, range, BINS);
  const dead = Array.from({ length: A.cols }, (_, unit) => unit).filter((unit) => isDead(A, unit, activation));
  return { units: A.cols, activation, silent: zeros / A.data.length, dead: dead.length, ...bins };
}

function isDead(A: Matrix, unit: number, activation: LayerSpec['activation']): boolean {
  let [min, max] = [Infinity, -Infinity];
  for (let i = unit; i < A.data.length; i += A.cols) {
    min = Math.min(min, A.data[i]!);
    max = Math.max(max, A.data[i]!);
  }
  return activation === 'relu' ? max === 0 : max - min < UNMOVED;
}
