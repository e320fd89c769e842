import { markdownTable } from 'markdown-table';
import { check, type Verdict } from './goals.ts';
import { type Results, type RowResult, SCALING_AXES, type ScalingAxis, type ScalingPoint, type Table } from './results.ts';
import { median, ratio, spread } from './statistics.ts';

/** The report of a benchmark, from its results alone. */
export function toMarkdown(results: Results, picture?: string): string {
  const { rounds, sliceSeconds, tables, scaling } = results;
  const parts = [
    '# Benchmark',
    `${whereOf(results)}. One thread each, but in the tables of all cores, whose rates are per second of the wall clock; every row in a process of its own, warmed up. ${rounds} rounds, in each every row in turn for at least ` +
      `${sliceSeconds} s of processor time (or once through the CSV file, in 3 rounds). Rates are per second of it, the median of ` +
      'the rounds, ± half the distance between the quartiles; ratios are taken within a round, then their median. Training takes in ' +
      'drawing the order of the rows and gathering the batches. Start-up is the wall time from starting the process to the ' +
      'end of its first epoch (for a CSV file: its first reading).',
    ...tables.map((table) => `## ${table.workload}: ${table.title}\n\n${tableMarkdown(table)}`),
    ...(scaling.length > 0 ? [`## Scaling of the hand-written network, simd\n\n${scalingMarkdown(scaling, picture)}`] : []),
    `## Goals\n\n${goalsTable(check(results))}`,
  ];
  return `${parts.join('\n\n')}\n`;
}

/** On what it was measured: 'AMD EPYC, 2 cores, 24 GiB, linux; Node v24.21.0; load .10 before, 1.00 after'. */
export function whereOf({ machine, node, load: [before, after] }: Results): string {
  return `${machine}; Node ${node}; load ${before.toFixed(2)} before, ${after.toFixed(2)} after`;
}

export function tableMarkdown({ rows, missing, unit, cores }: Table): string {
  const [first] = rows;
  const head = ['', `${unit}/s`, '±', `${first?.id ?? ''} is …× this`, 'start-up', 'peak memory', 'first loss', 'what ran'];
  const table = markdownTable([head, ...rows.map((row) => cells(row, first!))], { align: ['l', 'r', 'r', 'r', 'r', 'r', 'r', 'l'] });
  const crowding =
    rows.length > 0 && cores === 'one' ? `Wall time was ${median(rows.map((row) => row.crowding)).toFixed(2)} × processor time (1 on a quiet machine).` : '';
  return [table, crowding, ...missing.map(({ title, why }) => `- ${title}: not measured (${why})`)].filter(Boolean).join('\n\n');
}

function cells(row: RowResult, first: RowResult): string[] {
  return [
    row.title,
    rate(median(row.rates)),
    `${Math.round(100 * spread(row.rates))} %`,
    row === first ? '' : times(ratio(first.rates, row.rates)),
    `${Math.round(1000 * median(row.starts.map(({ wallSeconds }) => wallSeconds))).toLocaleString('en-US')} ms`,
    `${Math.round(row.peakBytes / 1e6)} MB`,
    row.loss === undefined ? '' : row.loss.toFixed(3),
    row.description,
  ];
}

/** '1,320 k', '7.5 k', '950'. */
export function rate(perSecond: number): string {
  if (perSecond < 1000) return String(Math.round(perSecond));
  return `${(perSecond / 1000).toLocaleString('en-US', { maximumFractionDigits: perSecond < 100_000 ? 1 : 0 })} k`;
}

/** Three digits: '41.3', '1.62', '0.0123'. */
export function times(factor: number): string {
  return factor >= 1000 ? Math.round(factor).toLocaleString('en-US') : String(Number(factor.toPrecision(3)));
}

export function goalsTable(verdicts: readonly Verdict[]): string {
  const lines = verdicts.map(({ goal: { text, bound, limit, unit }, value, verdict }) => [
    text,
    `${bound} ${times(limit)} ${unit}`,
    value === undefined ? '' : `${times(value)} ${unit}`,
    verdict === 'missed' ? '**missed**' : verdict,
  ]);
  return markdownTable([['', 'goal', 'measured', ''], ...lines], { align: ['l', 'r', 'r', 'l'] });
}

function scalingMarkdown(scaling: readonly ScalingPoint[], picture: string | undefined): string {
  const image = picture === undefined ? [] : [`![Time per epoch against training rows, features and width of the hidden layers](${picture})`];
  return [
    ...image,
    ...SCALING_AXES.map((axis) =>
      scalingTable(
        axis,
        scaling.filter(({ of }) => of === axis),
      ),
    ),
  ].join('\n\n');
}

function scalingTable(axis: ScalingAxis, points: readonly ScalingPoint[]): string {
  const lines = points.map(({ size, epochSeconds, multiplyAdds }) => [
    size.toLocaleString('en-US'),
    `${times(1000 * epochSeconds)} ms`,
    (multiplyAdds / epochSeconds / 1e9).toFixed(1),
  ]);
  return markdownTable([[axis, 'time per epoch', 'multiply-adds per ns'], ...lines], { align: ['r', 'r', 'r'] });
}
