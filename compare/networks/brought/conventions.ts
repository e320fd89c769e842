import { isClasses, type Target } from '../../../src/model/target.ts';
import type { LayerWeights } from '../../../src/model/tensors.ts';
import type { Matrix } from '../../../src/numbers/matrix.ts';
import { asMatrix, flat, isVector, type Numbers, rowsOf, shapeOf, turned } from './values.ts';

/** A layer's numbers as they keep them. */
export interface Pair {
  readonly W: Numbers;
  readonly b: Numbers;
}

/** How a file keeps its numbers. */
export interface Convention {
  readonly samples: 'rows' | 'columns' | 'one at a time';
  readonly isTurned: boolean; // W is (out, in)
  readonly isFlat: boolean; // W lies in one vector
  readonly bias: 'flat' | 'row' | 'column';
  readonly labels: 'classes' | 'one-hot' | 'numbers';
}

const LABELS = ['classes', 'one-hot', 'numbers'] as const;

/** Every combination that is met, likeliest first. */
export const CONVENTIONS: readonly Convention[] = (
  [
    ['rows', false, 'flat'],
    ['rows', false, 'row'],
    ['columns', true, 'column'],
    ['one at a time', true, 'flat'],
    ['one at a time', false, 'flat'],
    ['rows', true, 'flat'],
    ['columns', true, 'flat'],
    ['one at a time', true, 'column'],
  ] as const
).flatMap(([samples, isTurned, bias]) => [false, true].flatMap((isFlat) => LABELS.map((labels) => ({ samples, isTurned, isFlat, bias, labels }))));

export function theirRows({ samples }: Convention, X: Matrix): number[][] {
  return rowsOf(samples === 'columns' ? turned(X) : X);
}

export function theirWeights({ isTurned, isFlat, bias }: Convention, layers: readonly LayerWeights[]): Pair[] {
  return layers.map(({ W, b }) => {
    const kept = isTurned ? turned(W) : W;
    const values = Array.from(b.data);
    return { W: isFlat ? Array.from(kept.data) : rowsOf(kept), b: bias === 'flat' ? values : bias === 'row' ? [values] : values.map((v) => [v]) };
  });
}

/** W (in, out), b (1, out) again, copies; undefined where they are not of that many numbers. */
export function ownWeights({ isTurned }: Convention, pairs: readonly Pair[], like: readonly LayerWeights[]): LayerWeights[] | undefined {
  const own = pairs.map(({ W, b }, l) => {
    const { rows, cols } = like[l]!.W;
    if (flat(W).length !== rows * cols || flat(b).length !== cols) return undefined;
    return { W: isTurned ? turned(asMatrix(W, cols, rows)) : asMatrix(W, rows, cols), b: asMatrix(b, 1, cols) };
  });
  return own.every((layer) => layer !== undefined) ? own : undefined;
}

/** What the rows are to be: classes, ones and zeros, the labels of one output as numbers; or values, in rows or as numbers. */
export function theirTargets({ samples, labels }: Convention, y: Target, K: number): unknown {
  if (isClasses(y) && labels !== 'one-hot') return Array.from(y);
  const rows = isClasses(y) ? Array.from(y, (label) => (K === 1 ? [label] : Array.from({ length: K }, (_, k) => (k === label ? 1 : 0)))) : rowsOf(y);
  if (labels === 'numbers') return rows.flat();
  return samples === 'columns' ? Array.from({ length: K }, (_, k) => rows.map((row) => row[k])) : rows;
}

/** An output as (B, K), whichever way it lies; undefined where it has another shape. */
export function ownOutput({ samples }: Convention, value: Numbers, B: number, K: number): Matrix | undefined {
  const [rows, cols] = shapeOf(value);
  if (isVector(value)) return value.length === B * K && (K === 1 || B === 1) ? asMatrix(value, B, K) : undefined;
  if (samples === 'columns' && rows === K && cols === B) return turned(asMatrix(value, K, B));
  return rows === B && cols === K ? asMatrix(value, B, K) : undefined;
}

export function wordsOf({ samples, isTurned, isFlat, bias, labels }: Convention, K: number, isOfValues: boolean): string {
  const kept = `W ${isTurned ? '(out, in)' : '(in, out)'}${isFlat ? ' in one vector' : ''}`;
  const b = { flat: 'b (out)', row: 'b (1, out)', column: 'b (out, 1)' }[bias];
  const told = { classes: 'labels as classes', 'one-hot': K === 1 ? 'labels in rows of one' : 'labels one-hot', numbers: 'labels as numbers' }[labels];
  const values = labels === 'numbers' ? 'values as numbers' : 'values in rows';
  return `samples ${samples === 'one at a time' ? samples : `as ${samples}`}, ${kept}, ${b}, ${isOfValues ? values : told}`;
}
