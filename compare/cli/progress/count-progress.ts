import { SingleBar } from 'cli-progress';
import { BAR_OPTIONS } from './bar-options.ts';
import { isLively } from './progress.ts';

/** How many of so many things are done. */
export interface CountProgress {
  /** @param line says it where there is no bar, if it is to be said */
  update(done: number, of: number, line?: string): void;
  stop(): void;
}

const BAR_WIDTH = 24;
const BESIDE_BAR = 28; // columns for the name, the numbers and the time that is left

/** A bar, 'seeds ████░░░░ 4/10  ETA 12s', where what was written can be written over; else lines. */
export function showCount(stream: NodeJS.WriteStream, what: string, lively = isLively(stream)): CountProgress {
  if (!lively) return { update: (_done, _of, line) => void (line && stream.write(`${line}\n`)), stop() {} };
  const barsize = Math.min(BAR_WIDTH, Math.max(0, (stream.columns ?? 80) - BESIDE_BAR));
  const format = `${what} ${barsize > 0 ? '{bar} ' : ''}{value}/{total}  ETA {eta_formatted}`;
  const bar = new SingleBar({ ...BAR_OPTIONS, format, barsize, etaBuffer: 20, stream });
  return {
    update: (done, of) => (bar.isActive ? bar.update(done) : bar.start(of, done)),
    stop: () => bar.stop(),
  };
}
