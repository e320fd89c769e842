import { type Results, rowOf, SCALING_AXES, type ScalingPoint } from './results.ts';
import { median, ratio } from './statistics.ts';

export interface Goal {
  readonly text: string;
  readonly bound: 'at least' | 'at most';
  readonly limit: number;
  readonly unit: '×' | 'MB' | 'ms';
  /** Undefined where it was not measured: a row or a table is not there. */
  measure(results: Results): number | undefined;
}

export interface Verdict {
  readonly goal: Goal;
  readonly value: number | undefined;
  readonly verdict: 'met' | 'missed' | 'not measured';
}

const MADE = ['W20', 'W784', 'W784-256', 'W3072'];

/** With kernels of 256 bits, which Node 24 and later run on x64. */
const WIDE: readonly Goal[] = [
  times('W20', 'simd', 'tfjs-native', 40),
  times('W784', 'simd', 'tfjs-native', 12),
  times('W784-256', 'simd', 'tfjs-native', 3),
  ...MADE.flatMap((workload) => [
    times(workload, 'simd', 'numpy-fast', 1.3),
    times(workload, 'simd', 'torch-fast', 1.2),
    times(workload, 'simd', 'torch-compiled', 1.2),
    times(workload, 'simd-products', 'openblas', 0.85),
  ]),
];

/** With kernels of 128 bits. */
const NARROW: readonly Goal[] = [
  times('W20', 'simd', 'tfjs-native', 30),
  times('W784', 'simd', 'tfjs-native', 6),
  times('W784-256', 'simd', 'tfjs-native', 1.3),
  times('W20', 'simd', 'numpy-fast', 1.5),
  times('W784', 'simd', 'numpy-fast', 0.75),
  times('W20', 'simd', 'torch-fast', 4),
  times('W784', 'simd', 'torch-fast', 1.1),
  ...['W20', 'W784', 'W784-256', 'W3072'].flatMap((name) => [
    times(`${name}, all cores`, 'simd-threads', 'numpy-fast', 1.3),
    times(`${name}, all cores`, 'simd-threads', 'torch-fast', 1.2),
  ]),
  times('W20', 'simd-products', 'openblas', 0.4),
  times('W784', 'simd-products', 'openblas', 0.4),
];

const EVERYWHERE: readonly Goal[] = [
  times('W20', 'simd', 'tfjs-wasm', 30),
  times('W784', 'simd', 'tfjs-wasm', 15),
  times('W784-256', 'simd', 'tfjs-wasm', 12),
  times('W20', 'blocked', 'naive', 3.5),
  times('W784', 'blocked', 'naive', 5),
  times('W20', 'blocked', 'tfjs-wasm', 3),
  times('W784, vocabulary', 'simd/momentum', 'simd/sgd', 1 / 1.1), // at most 10 % slower
  times('W784, vocabulary', 'simd/adam', 'simd/sgd', 1 / 1.25),
  times('csv', 'loader', 'csv-parse', 0.8),
  most('MB', 'W784', 'simd: peak memory', 120, 'simd', ({ peakBytes }) => peakBytes / 1e6),
  most('MB', 'csv', 'loader: peak memory, under 3 typed arrays', (3 * 60_000 * 784 * 4) / 1e6, 'loader', ({ peakBytes }) => peakBytes / 1e6),
  most('ms', 'W20', 'simd: start to first epoch', 250, 'simd', ({ starts }) => 1000 * median(starts.map(({ wallSeconds }) => wallSeconds))),
  ...SCALING_AXES.map(
    (axis): Goal => ({
      text: `scaling with ${axis}: the worst step's multiply-adds a second over those of the size before`,
      bound: 'at least',
      limit: 0.7,
      unit: '×',
      measure: ({ scaling }) => worstStep(scaling.filter(({ of }) => of === axis)),
    }),
  ),
];

/** By what the Node that it ran on is capable of. */
export function goalsOf({ node }: Pick<Results, 'node'>): readonly Goal[] {
  return [...(Number.parseInt(node.slice(1), 10) >= 24 ? WIDE : NARROW), ...EVERYWHERE];
}

export function check(results: Results, goals: readonly Goal[] = goalsOf(results)): Verdict[] {
  return goals.map((goal) => {
    const value = goal.measure(results);
    if (value === undefined) return { goal, value, verdict: 'not measured' };
    const met = goal.bound === 'at least' ? value >= goal.limit : value <= goal.limit;
    return { goal, value, verdict: met ? 'met' : 'missed' };
  });
}

function times(workload: string, id: string, peer: string, limit: number): Goal {
  const measure = (results: Results) => {
    const [a, b] = [rowOf(results, workload, id), rowOf(results, workload, peer)];
    return a && b && ratio(a.rates, b.rates);
  };
  return { text: `${workload}: ${id} against ${peer}`, bound: 'at least', limit, unit: '×', measure };
}

function most(unit: 'MB' | 'ms', workload: string, text: string, limit: number, id: string, of: (row: NonNullable<ReturnType<typeof rowOf>>) => number): Goal {
  const measure = (results: Results) => {
    const row = rowOf(results, workload, id);
    return row && of(row);
  };
  return { text: `${workload}: ${text}`, bound: 'at most', limit, unit, measure };
}

/** A cliff shows as a size that computes much more slowly than the next smaller one. Undefined for fewer than two sizes. */
export function worstStep(points: readonly ScalingPoint[]): number | undefined {
  const rates = points.map(({ multiplyAdds, epochSeconds }) => multiplyAdds / epochSeconds);
  const steps = rates.slice(1).map((rate, i) => rate / rates[i]!);
  return steps.length === 0 ? undefined : Math.min(...steps);
}
