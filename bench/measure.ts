import { coreCount } from '../src/host/helper-thread.ts';
import { type Child, startChild } from './child.ts';
import type { Slice } from './protocol.ts';
import type { RowResult, Table } from './results.ts';
import type { Row } from './rows.ts';
import { median } from './statistics.ts';

export interface Timing {
  readonly rounds: number;
  readonly seconds: number; // of a slice
}

export interface TimingOfRows extends Timing {
  readonly starts: number; // of each row, unless its first epoch takes long
}

type Say = (text: string) => void;

/** A row whose first epoch takes longer than this is started once. */
const LONG_START = 2.5; // seconds

/** Slices that each row works before the first round: TensorFlow.js goes on speeding up for some seconds while V8 compiles it. */
const WARM_UP = 12;

interface Running {
  readonly row: Row;
  readonly child: Child;
  readonly starts: { wallSeconds: number; cpuSeconds: number }[];
  readonly slices: Slice[];
}

/** Times all rows on one subject, each for a short slice in every round. Rows that this machine cannot run are listed apart. */
export async function measure(
  { workload, title, unit, cores }: Pick<Table, 'workload' | 'title' | 'unit' | 'cores'>,
  rows: readonly Row[],
  subject: string,
  timing: TimingOfRows,
  say: Say,
): Promise<Table> {
  const running: Running[] = [];
  const missing: Table['missing'][number][] = [];
  for (const row of rows) {
    say(`${workload}: starting ${row.id}`);
    const answer = await start(row, subject, timing, cores === 'all' ? coreCount() : 1);
    if ('missing' in answer) missing.push({ title: row.title, why: answer.missing });
    else running.push(answer);
  }
  for (const { row, child } of running) {
    say(`${workload}: warming up ${row.id}`);
    await child.work(WARM_UP * timing.seconds);
  }
  for (let round = 1; round <= timing.rounds; round++) {
    say(`${workload}: round ${round} of ${timing.rounds}`);
    for (const { child, slices } of inTurn(running, round)) {
      await child.work(timing.seconds); // untimed: what a process that has waited must find again, in caches and pages, is no part of training
      slices.push(await child.work(timing.seconds));
    }
  }
  return { workload, title, unit, cores, rows: await Promise.all(running.map((one) => finish(one, cores))), missing };
}

async function start(row: Row, subject: string, { starts: most }: TimingOfRows, threads: number): Promise<Running | { missing: string }> {
  const starts: Running['starts'] = [];
  for (;;) {
    const child = await startChild(row.command(subject), threads, row.env);
    if ('missing' in child) return child;
    starts.push({ wallSeconds: child.startSeconds, cpuSeconds: child.started.cpuSeconds });
    if (starts.length >= most || child.startSeconds > LONG_START) return { row, child, starts, slices: [] };
    await child.end();
  }
}

/** Every round begins with another row, so that none always follows the same one. */
export function inTurn<T>(items: readonly T[], round: number): T[] {
  const first = round % Math.max(1, items.length);
  return [...items.slice(first), ...items.slice(0, first)];
}

async function finish({ row: { id, title }, child, starts, slices }: Running, cores: Table['cores']): Promise<RowResult> {
  const { peakBytes } = await child.end();
  const { description, loss } = child.started;
  return {
    id,
    title,
    description,
    starts,
    peakBytes,
    ...(loss !== undefined && { loss }),
    rates: slices.map(({ samples, cpuSeconds, wallSeconds }) => samples / (cores === 'all' ? wallSeconds : cpuSeconds)),
    crowding: median(slices.map(({ wallSeconds, cpuSeconds }) => wallSeconds / cpuSeconds)),
  };
}
