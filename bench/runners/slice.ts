import type { Slice } from '../protocol.ts';

/** One row's work, a step at a time. */
export interface Work {
  readonly description: string;
  readonly stepsPerEpoch: number;
  step(): Stepped | Promise<Stepped>;
}

export interface Stepped {
  readonly samples: number; // that the step took
  readonly loss?: number; // their mean loss, where it trains
}

/** Works for at least so many seconds of processor time. */
export async function slice(work: Work, seconds: number): Promise<Slice> {
  let samples = 0;
  const cpu = cpuSeconds();
  const start = performance.now();
  do {
    const end = performance.now() + 1000 * (seconds - (cpuSeconds() - cpu)); // on a quiet machine enough at once
    do {
      const done = work.step();
      samples += 'samples' in done ? done.samples : (await done).samples; // no turn of the event loop where none is needed
    } while (performance.now() < end);
  } while (cpuSeconds() - cpu < seconds);
  return { samples, cpuSeconds: cpuSeconds() - cpu, wallSeconds: (performance.now() - start) / 1000 };
}

/** Processor time of this process since it began. */
export function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
