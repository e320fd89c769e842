import type { Metric } from '../../../src/run/metrics/metric.ts';

/** Losses that span more than this factor are drawn on a logarithmic axis. */
const WIDE = 20;

/** An axis: where it begins and ends, and its labelled values where they are not left to the library. */
export interface Scale {
  readonly type: 'log' | 'linear';
  readonly domain: [number, number];
  readonly ticks?: readonly number[];
}

/** A logarithmic axis where losses span several sizes and none is zero or below; else one from zero. */
export function lossScale(values: readonly number[]): Scale {
  const finite = values.filter(Number.isFinite);
  const positive = finite.filter((value) => value > 0);
  const [min, max] = rangeOf(positive);
  if (positive.length === finite.length && max / min > WIDE) return logScale(min, max);
  return { type: 'linear', domain: [Math.min(0, ...rangeOf(finite)), Math.min(1.05 * rangeOf(finite)[1], Number.MAX_VALUE) || 1] };
}

/** The accuracies with some air, never beyond 0 and 1: curves that end within a percent are told apart. */
export function accuracyScale(values: readonly number[]): Scale {
  const [min, max] = rangeOf(values.filter(Number.isFinite));
  const air = Math.max(0.02, 0.08 * (max - min));
  return { type: 'linear', domain: [Math.max(0, min - air), Math.min(1, max + air)] };
}

/** That of what is measured: what has a best and a worst value lies between them; what has none is as a loss. */
export function metricScale({ within }: Pick<Metric, 'within'>, values: readonly number[]): Scale {
  return Number.isFinite(within.max) ? accuracyScale(values) : lossScale(values);
}

/** From a little below `min` to a little above `max`, with labels at powers of ten. */
export function logScale(min: number, max: number): Scale {
  const [from, to] = [min / 1.2, Math.min(max * 1.2, Number.MAX_VALUE)];
  return { type: 'log', domain: [from, to], ticks: logTicks(from, to) };
}

/** Powers of ten within the range, thinned to eight; with 2 and 5 between them where there are fewer than three. */
export function logTicks(min: number, max: number): number[] {
  const from = Math.floor(Math.log10(min));
  const powers = Array.from({ length: Math.ceil(Math.log10(max)) - from + 1 }, (_, i) => from + i);
  const every = Math.ceil(powers.length / 8);
  const factors = powers.length <= 4 ? [1, 2, 5] : [1];
  const power = (exponent: number) => Number(`1e${exponent}`); // 10 ** −5 is not 0.00001
  return powers
    .filter((exponent) => exponent % every === 0)
    .flatMap((exponent) => factors.map((factor) => factor * power(exponent)))
    .filter((tick) => tick >= min && tick <= max);
}

/** 0.001, 1e-5, 25,000. */
export function formatTick(value: number): string {
  const size = Math.abs(value);
  if (value !== 0 && (size < 1e-3 || size >= 1e5)) return value.toExponential(0).replace('+', '');
  return value.toLocaleString('en-US', { maximumFractionDigits: 4 });
}

function rangeOf(values: readonly number[]): [number, number] {
  return values.length === 0
    ? [0, 0]
    : values.reduce(([min, max], value) => [Math.min(min, value), Math.max(max, value)], [Infinity, -Infinity] as [number, number]);
}
