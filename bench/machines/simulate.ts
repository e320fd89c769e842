import { markdownTable } from 'markdown-table';
import { stream } from '../../src/numbers/random.ts';

/** Measured on one machine, in seconds; docs/many-machines.md says how. */
export interface Costs {
  /** Processor time of submissions to judge, one of each kind. */
  readonly job: readonly number[];
  /** A share of submissions that hang until they are ended, and after how long. */
  readonly hanging: { readonly share: number; readonly seconds: number };
  /** Before its first job a machine starts threads and tries the box. */
  readonly start: number;
  /** Of who asks, and of the server, for each job: they do one after the other. */
  readonly asking: number;
  readonly server: number;
  /** After how long the job of a machine that went is begun by another. */
  readonly lost: number;
}

export interface Simulated {
  readonly machines: number;
  readonly seconds: number;
  /** The share of the machines' time that is jobs. */
  readonly busy: number;
  /** What no number of machines goes below. */
  readonly least: number;
}

/** How long machines with so many slots take over so many jobs, some of them going half way: jobs in their order, each to the slot that is free first. */
export function simulate(jobs: number, machines: number, slots: number, going: number, costs: Costs): Simulated {
  const random = stream(8, 'machines');
  const free = Float64Array.from({ length: machines * slots }, () => costs.start);
  const lasts = Array.from({ length: jobs }, () => {
    if (random.uniform(0, 1) < costs.hanging.share) return costs.hanging.seconds;
    return costs.job[Math.floor(random.uniform(0, costs.job.length))] ?? 0;
  });
  const work = lasts.reduce((sum, seconds) => sum + seconds, 0);
  const goesAt = (0.5 * work) / free.length;
  let end = 0;
  lasts.forEach((seconds, n) => {
    const posted = n * Math.max(costs.asking, costs.server);
    const slot = free.indexOf(Math.min(...free));
    const begun = Math.max(free[slot] ?? 0, posted);
    const isLost = slot < going * slots && begun + seconds > goesAt;
    const next = isLost ? free.indexOf(Math.min(...free.subarray(going * slots))) : slot;
    const done = isLost ? Math.max(goesAt + costs.lost, free[next] ?? 0) + seconds : begun + seconds;
    if (isLost) free[slot] = Infinity; // gone
    free[next] = done;
    end = Math.max(end, done);
  });
  return { machines, seconds: end, busy: work / (end * machines * slots), least: Math.max(jobs * Math.max(costs.asking, costs.server), ...lasts) };
}

/** A table in Markdown: 10,000 submissions on 1, 10 and 100 machines. */
export function simulated(costs: Costs, { jobs = 10_000, slots = 3 } = {}): string {
  const rows = [
    [1, 0],
    [10, 0],
    [100, 0],
    [100, 10],
  ] as const;
  const row = ([machines, going]: (typeof rows)[number]) => {
    const { seconds, busy, least } = simulate(jobs, machines, slots, going, costs);
    return [String(machines), String(going), minutes(seconds), `${(100 * busy).toFixed(0)} %`, minutes(least)];
  };
  return markdownTable([['machines', 'of which go half way', 'minutes', 'busy', 'at least'], ...rows.map(row)], { align: ['r', 'r', 'r', 'r', 'r'] });
}

function minutes(seconds: number): string {
  return (seconds / 60).toFixed(1);
}
