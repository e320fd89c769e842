import { type Address, type NamedTensors, tensorsOf } from '../../src/model/tensors.ts';
import { difference, largest, norm } from '../../src/numbers/norms.ts';

/** At or below it two steps agree; the design's bound for relative differences. */
export const AGREE = 1e-5;
/** Above it they differ; between the two is a warning. */
export const DIFFER = 1e-3;

/** A rounding floor above it hides more than it shows: on rows that are all but perfectly classified float32 tells nothing. */
const TELLING = 0.1;

export type Verdict = 'agree' | 'unresolved' | 'warning' | 'differ';

/** How far two networks' changes of one tensor lie apart, in units of the change that the float64 reference makes. */
export interface TensorDifference {
  readonly name: string; // W1, b1, gamma1, …, running mean1, …
  readonly relativeL2: number; // ‖Δa − Δb‖ / ‖Δreference‖
  readonly relativeMax: number; // max|Δa − Δb| / max|Δreference|
  readonly floor: number; // of relativeL2: what float32 rounding alone explains
}

export type Tensors = readonly ArrayLike<number>[];

/** Two networks' gap, the part of it that rounding explains, and the size of what they compute, all in the same unit. */
export interface Gap {
  readonly gap: number;
  readonly floor: number;
  readonly size: number;
}

export interface TensorGap extends Gap, Address {
  readonly label: string;
  readonly relativeMax: number;
}

/** The gap between a and b, tensor by tensor, in the order of `tensorsOf` the truth. */
export function gaps(a: Tensors, b: Tensors, truth: NamedTensors, floors: readonly number[]): TensorGap[] {
  return tensorsOf(truth).map(({ values: { data }, ...tensor }, t) => {
    const apart = difference(a[t]!, b[t]!);
    return { ...tensor, gap: norm(apart), floor: floors[t]!, size: norm(data), relativeMax: ratio(largest(apart), largest(data)) };
  });
}

export function relative({ label, gap, floor, size, relativeMax }: Pick<TensorGap, 'label' | 'relativeMax'> & Gap): TensorDifference {
  return { name: label, relativeL2: ratio(gap, size), relativeMax, floor: ratio(floor, size) };
}

/** The verdict on all gaps of a step; those of `gradient` say whether float32 could tell. */
export function judge(all: readonly Gap[], gradient: readonly Gap[]): Verdict {
  const excess = all.map(({ gap, floor, size }) => (gap <= floor || floor === Infinity ? 0 : (gap - floor) / size));
  if (!excess.every((value) => value <= DIFFER)) return 'differ'; // a NaN, too, differs
  if (!excess.every((value) => value <= AGREE)) return 'warning';
  return gradient.every(({ floor, size }) => floor <= TELLING * size) ? 'agree' : 'unresolved';
}

/** Relative L2 over all tensors together. */
export function distance(a: Tensors, b: Tensors): number {
  return ratio(norm(a.map((values, t) => norm(difference(values, b[t]!)))), norm(b.map(norm)));
}

/** 0/0 is no difference. */
export function ratio(gap: number, size: number): number {
  return gap === 0 ? 0 : gap / size;
}
