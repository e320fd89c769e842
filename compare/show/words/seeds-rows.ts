import { type Measured, measured, measureNamed, measuresOf } from '../../../src/run/metrics/measures.ts';
import { TASKS } from '../../../src/run/metrics/metric.ts';
import type { ComparedMeasure, Seeds, SeedsPair } from '../../repeat/seeds-schema.ts';
import { shown, signed } from './side-by-side.ts';

export const PAIR_HEADS = ['', 'difference', '95 % interval', 'p diff.', 'p equiv.'] as const;

/** Mean ± standard deviation of every measure after the last update, a column for each network. */
export function spreadRows({ networks, task }: Seeds): string[][] {
  return [
    ...measuresOf(task ?? 'classification')
      .filter(({ key, isExtra }) => !isExtra || networks.some(({ spread }) => spread[key]))
      .map(({ key, label, metric }) => [label, ...networks.map(({ spread }) => meanAndSd(spread[key], metric.format))]),
    ['Seeds completed', ...networks.map(({ runs }) => String(runs.length))],
  ];
}

/** One pair's differences, other − baseline, in the columns of PAIR_HEADS. */
export function pairRows({ measures }: SeedsPair): string[][] {
  return measures.map(({ measure, mean, interval, differencePValue, equivalencePValue }) => {
    const { label, metric } = measureNamed(measure);
    const { format } = metric;
    return [
      label,
      shown(mean, (value) => signed(value, format)),
      interval ? interval.map((end) => shown(end, (value) => signed(value, format))).join(' to ') : shown(undefined, format),
      shown(differencePValue, pValue),
      metric.hasMargin ? shown(equivalencePValue, pValue) : '',
    ];
  });
}

/** What every seed is told by: the metric of validation rows, and that of test rows. */
export function seedMeasures({ task }: Seeds): readonly Measured[] {
  const { epoch } = TASKS[task ?? 'classification'];
  return [measured('validation', epoch), measured('test', epoch)];
}

/** These of every seed, network after network; a dash where one diverged. */
export function seedRows(all: Seeds): string[][] {
  const { seeds, networks } = all;
  return seeds.map((seed) => [
    String(seed),
    ...networks.flatMap(({ runs }) => {
      const run = runs.find((one) => one.seed === seed);
      return seedMeasures(all).map(({ key, metric }) => shown(run?.[key], metric.format));
    }),
  ]);
}

export function meanAndSd({ mean, sd }: Partial<Pick<ComparedMeasure, 'mean' | 'sd'>> = {}, format: (value: number) => string): string {
  return sd === undefined ? shown(mean, format) : `${shown(mean, format)} ± ${shown(sd, format)}`;
}

function pValue(value: number): string {
  return value > 0 && value < 1e-4 ? value.toExponential(0) : value.toFixed(4);
}
