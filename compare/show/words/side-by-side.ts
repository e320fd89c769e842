import { lastEpoch, trainSeconds } from '../../../src/run/history.ts';
import { taskNameOf } from '../../../src/run/metrics/evaluate.ts';
import { finalOf, type Measured, measuresOf } from '../../../src/run/metrics/measures.ts';
import type { Comparison, NetworkResult } from '../../results/schema.ts';

/** A line of the table that terminal and report share: a value per network, and how far the others are from the first. */
export interface Row {
  readonly label: string;
  readonly values: readonly string[];
  readonly difference: string;
}

/** What did not come about, a diverged network's accuracy say, is a dash: never a NaN shown as a result. */
export const NONE = '–';

type Quantity = (network: NetworkResult) => number | undefined;

/** The final figures of every network, side by side. */
export function sideBySide({ networks, data, plan, settings }: Comparison): Row[] {
  const finalIn =
    (measure: Measured): Quantity =>
    ({ diverged, epochs, test, earlyStopping }) =>
      finalOf(measure, diverged ? undefined : lastEpoch({ epochs, stopping: earlyStopping }), test);
  const row = (label: string, quantity: Quantity, format: (value: number) => string, difference = true): Row => ({
    label,
    values: networks.map((network) => shown(quantity(network), format)),
    difference: difference ? differenceOf(networks.map(quantity), format) : '',
  });
  return [
    ...measuresOf(taskNameOf(data))
      .filter((measure) => !measure.isExtra || networks.some((network) => finalIn(measure)(network) !== undefined))
      .map((measure) => row(measure.label.replace('top-k', `top-${String(settings['topK'])}`), finalIn(measure), measure.metric.format)),
    ...(data.targets ? [] : agreementRow(networks)),
    row('Train time', trainSeconds, seconds, false),
    row('Samples per second', (network) => (data.rows.train * network.epochs.length) / trainSeconds(network) || undefined, thousands, false),
    row('Steps', (network) => network.diverged?.step ?? (network.earlyStopping ? network.epochs.length * plan.stepsPerEpoch : plan.steps), thousands, false),
  ];
}

function agreementRow([first, ...others]: readonly NetworkResult[]): Row[] {
  if (!first || others.length === 0) return [];
  const shares = others.map(({ test }) => (test && first.test ? same(first.test.predictions, test.predictions) : undefined));
  const values = shares.map((share) => shown(share, (value) => `${(100 * value).toFixed(2)} %`));
  return [{ label: `Same test predictions as ${first.name}`, values: ['', ...values], difference: '' }];
}

function same(a: readonly number[], b: readonly number[]): number {
  return a.filter((predicted, r) => predicted === b[r]).length / a.length;
}

function differenceOf([first, ...others]: readonly (number | undefined)[], format: (value: number) => string): string {
  return others.map((value) => shown(value === undefined || first === undefined ? undefined : value - first, (gap) => signed(gap, format))).join(', ');
}

/** '+0.0012', '−3e-7', '0'; the sign is a minus, not a hyphen. */
export function signed(gap: number, format: (value: number) => string): string {
  const size = Math.abs(gap);
  const text = size > 0 && Number(format(size)) === 0 ? size.toExponential(0) : format(size);
  return size === 0 ? '0' : `${gap < 0 ? '−' : '+'}${text}`;
}

export function shown(value: number | undefined, format: (value: number) => string): string {
  return value !== undefined && Number.isFinite(value) ? format(value) : NONE;
}

function seconds(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 1)} s`;
}

function thousands(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}
