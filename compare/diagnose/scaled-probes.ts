import { forward } from '../../scratch/plain.ts';
import type { ModelSpec } from '../../src/model/model-spec.ts';
import { copyWeights, type LayerWeights } from '../../src/model/tensors.ts';
import { taskOf } from '../../src/model/training-spec.ts';
import { map } from '../../src/numbers/algebra.ts';
import { map32 } from '../../src/numbers/float32.ts';
import type { Matrix } from '../../src/numbers/matrix.ts';
import { gather, type LabelledSamples } from '../../src/run/batches.ts';

/** A network whose logits hardly differ (its last hidden layer is silent) is not made to say more than it does. */
const SMALLEST_GAP = 1e-2;

/**
 * The last layer scaled until logits lie far apart: near 30 for confident predictions, in the thousands for extreme
 * ones, where every e^z overflows and every e^−z is 0, in float32 and float64 alike. Its bias is moved so that every
 * class is predicted somewhere. Half of the rows are labelled with what they predict, half with another class. Confident
 * predictions come of units that are far out.
 */
export function scaledProbes(
  model: ModelSpec,
  weights: readonly LayerWeights[],
  { X }: LabelledSamples,
): Record<'confident' | 'extreme', { weights: readonly LayerWeights[]; batch: LabelledSamples }> {
  const last = weights.at(-1)!;
  const uncentred = forward(taskOf(model), weights, X).Z.at(-1)!;
  const b = map32(last.b, (v, k) => v - columnMean(uncentred, k));
  const logits = map(uncentred, (z, i) => z + b.data[i % b.cols]! - last.b.data[i % b.cols]!);
  const rows = Array.from({ length: X.rows }, (_, r) => ({ r, ...lead(logits, r) })).sort((one, other) => other.gap - one.gap);
  const clearest = rows.filter((row, i) => rows.slice(0, i).filter(({ best }) => best === row.best).length < 2).slice(0, 8);
  const spread = rows.filter((_, i) => i % Math.ceil(rows.length / 8) === 0);
  const classes = classesOf(model);
  const batchOf = (chosen: typeof rows): LabelledSamples => ({
    X: gather(
      { X, y: new Uint32Array(X.rows) },
      Uint32Array.from(chosen, ({ r }) => r),
    ).X,
    y: labelsFor(
      chosen.map(({ best }) => best),
      classes,
    ),
  });
  const scaledBy = (factor: number) => [...copyWeights(weights.slice(0, -1)), { W: float32(last.W, factor), b: float32(b, factor) }];
  const confident = batchOf(spread);
  return {
    confident: { weights: withFarUnits(model, scaledBy(30 / Math.max(SMALLEST_GAP, spread[0]!.gap)), confident.X), batch: confident },
    extreme: { weights: scaledBy(powerOfTwo(2000 / Math.max(SMALLEST_GAP, Math.min(...clearest.map(({ gap }) => gap))))), batch: batchOf(clearest) },
  };
}

/** The pre-activations of every layer of ReLUs reach beyond it: there one that is cut off, as ReLU6 is, shows. */
const FAR = 8;

/** Every ReLU's z times a power of two, and the last layer's weights divided by it: the logits are as they were. */
function withFarUnits(model: ModelSpec, weights: readonly LayerWeights[], X: Matrix): readonly LayerWeights[] {
  if (model.hidden.some(({ activation }) => activation !== 'relu')) return weights;
  const { Z } = forward(taskOf(model), weights, X);
  const last = weights.length - 1;
  const highest = Z.slice(0, last).map(({ data }) => Math.max(...data));
  const factor = Math.max(1, powerOfTwo(FAR / Math.min(...highest.filter((z) => z > 0))));
  return weights.map(({ W, b }, l) => {
    if (l === last) return { W: float32(W, last === 0 ? 1 : 1 / factor), b };
    return { W: float32(W, l === 0 ? factor : 1), b: float32(b, factor) };
  });
}

/** The next one up. */
function powerOfTwo(value: number): number {
  return 2 ** Math.ceil(Math.log2(value));
}

/**
 * Every other row labelled with the class after the one it predicts. Not so that the rows' gradients add up to nothing:
 * what is left then is rounding alone.
 */
function labelsFor(predicted: readonly number[], classes: number): Uint32Array {
  const labelled = (isWrong: (i: number) => boolean) => predicted.map((best, i) => (best + Number(isWrong(i))) % classes);
  const labels = labelled((i) => i % 2 === 1);
  const cancel = Array.from({ length: classes }, (_, k) => k).every((k) => count(predicted, k) === count(labels, k));
  return Uint32Array.from(cancel ? labelled((i) => i % 2 === 1 || i === 0) : labels);
}

function count(values: readonly number[], sought: number): number {
  return values.filter((value) => value === sought).length;
}

function columnMean(M: Matrix, column: number): number {
  let sum = 0;
  for (let r = 0; r < M.rows; r++) sum += M.data[r * M.cols + column]!;
  return sum / M.rows;
}

/** A row's predicted class, and by how much its logit leads: over the second, and over 0. */
function lead({ data, cols }: Matrix, r: number): { best: number; gap: number } {
  const row = [...data.subarray(r * cols, (r + 1) * cols)];
  if (cols === 1) return { best: row[0]! > 0 ? 1 : 0, gap: Math.abs(row[0]!) };
  const best = row.indexOf(Math.max(...row));
  const second = Math.max(...row.filter((_, k) => k !== best));
  return { best, gap: Math.min(row[best]! - second, Math.abs(row[best]!)) };
}

/** The classes that labels are of: two for a sigmoid output. */
export function classesOf({ output }: ModelSpec): number {
  return output.kind === 'softmax' ? output.classes : 2;
}

function float32(M: Matrix, factor: number): Matrix {
  return map32(M, (value) => value * factor);
}
