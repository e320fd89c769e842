import { existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Ask, Ended, Missing, Slice, Started } from '../protocol.ts';
import { cpuSeconds, slice, type Work } from './slice.ts';

/** Does the first epoch, then works in slices as it is asked, until standard input ends. */
export async function serve(work: Work): Promise<void> {
  let [samples, loss] = [0, 0];
  for (let i = 0; i < work.stepsPerEpoch; i++) {
    const done = await work.step();
    samples += done.samples;
    loss += (done.loss ?? NaN) * done.samples;
  }
  const trained = Number.isNaN(loss) ? {} : { loss: loss / samples };
  say({ description: work.description, ...trained, cpuSeconds: cpuSeconds() });
  for await (const line of createInterface(process.stdin)) say(await slice(work, (JSON.parse(line) as Ask).seconds));
  say({ peakBytes: peakBytes() });
}

export function say(message: Started | Slice | Ended | Missing): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

/** Linux counts a process's ru_maxrss from before it became the program it is; VmHWM does not. */
function peakBytes(): number {
  const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'utf8') : '';
  const kibibytes = /^VmHWM:\s*(\d+) kB/m.exec(status)?.[1] ?? process.resourceUsage().maxRSS;
  return Number(kibibytes) * 1024;
}
