import { activationOf } from '../../src/model/activations/activations.ts';

/** A slope that changes by less from one side of a kink to the other, a thousandth away, does not jump there. */
const JUMP = 0.01;

/** The kinks at which the slope jumps, so that the side on which rounding leaves z decides what is learnt; not those where it only bends. */
export function jumpsOf(written: string): number[] {
  const { f, slope, record } = activationOf(written);
  const slopeAt = (z: number) => slope(z, f(z));
  return record.kinks.filter((kink) => Math.abs(slopeAt(kink - JUMP / 10) - slopeAt(kink + JUMP / 10)) > JUMP);
}

/** Whether the slope is the same all over each piece between kinks: asked of two places in each. */
export function isPiecewiseLinear(written: string): boolean {
  const { f, slope, record } = activationOf(written);
  const ends = record.kinks.length === 0 ? [0] : record.kinks;
  const [first, last] = [ends[0]!, ends.at(-1)!];
  const within = ends.slice(1).map((end, i) => [0.3, 0.6].map((part) => ends[i]! + part * (end - ends[i]!)));
  const pairs = [[first - 1.3, first - 0.4], ...within, [last + 0.4, last + 1.3]];
  return pairs.every((pair) => new Set(pair.map((z) => slope(z, f(z)))).size === 1);
}
