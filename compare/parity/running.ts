import type { State } from '../../src/model/network.ts';
import type { Matrix } from '../../src/numbers/matrix.ts';
import { difference, largest, norm } from '../../src/numbers/norms.ts';
import { type Gap, ratio } from './gap.ts';
import { HALF_ULP } from './push.ts';

type Running = NonNullable<State['running']>;

/** A running mean or variance, under the name that is shown. */
interface Kept {
  readonly label: string;
  readonly values: Matrix;
}

/** What batch normalisation keeps: 'running mean1', 'running variance1', …, of the layers that have it. */
export function keptOf(running: Running): Kept[] {
  return running.flatMap((of, l) => {
    if (!of) return [];
    return [
      { label: `running mean${l + 1}`, values: of.mean },
      { label: `running variance${l + 1}`, values: of.variance },
    ];
  });
}

/** One of them: how far a step moves it, and what two right float32 networks may be apart in it. */
export interface RoundedKept {
  readonly label: string;
  readonly size: number; // L2 of the change
  readonly most: number; // the largest of it
  readonly floor: number;
}

/** @param furthest how far each is from the textbook's where every rounding is pushed */
export function roundedKept(before: Running, after: Running, furthest: readonly number[]): RoundedKept[] {
  const from = keptOf(before);
  return keptOf(after).map(({ label, values }, k) => {
    const stored = 2 * HALF_ULP * (norm(from[k]!.values.data) + norm(values.data)); // (1 − m)·kept + m·of the batch, each product and the sum
    const change = difference(values.data, from[k]!.values.data);
    return { label, size: norm(change), most: largest(change), floor: 2 * Math.hypot(furthest[k]!, stored) };
  });
}

export interface KeptGap extends Gap {
  readonly label: string;
  readonly relativeMax: number;
}

/** Between what two networks keep after the same step. */
export function keptGaps(a: Running, b: Running, rounded: readonly RoundedKept[]): KeptGap[] {
  const [ofA, ofB] = [a, b].map(keptOf) as [Kept[], Kept[]];
  return rounded.map(({ label, size, most, floor }, k) => {
    const apart = difference(ofA[k]!.values.data, ofB[k]!.values.data);
    return { label, gap: norm(apart), floor, size, relativeMax: ratio(largest(apart), most) };
  });
}
