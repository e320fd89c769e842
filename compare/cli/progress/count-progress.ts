import { CLEAR_LINE, HIDE_CURSOR, inOneLine, SHOW_CURSOR } from '../../../src/host/cursor.ts';
import { bar, timeLeft } from '../../show/terminal/bar.ts';
import { isLively } from './progress.ts';

/** How many of so many things are done. */
export interface CountProgress {
  /** @param line says it where there is no bar, if it is to be said */
  update(done: number, of: number, line?: string): void;
  stop(): void;
}

const BAR_WIDTH = 24;
const BESIDE_BAR = 28; // columns for the name, the numbers and the time that is left

/** A bar, 'seeds ████░░░░ 4/10  ETA 12 s', where what was written can be written over; else lines. */
export function showCount(stream: NodeJS.WriteStream, what: string, lively = isLively(stream), now = () => performance.now()): CountProgress {
  if (!lively) return { update: (_done, _of, line) => void (line && stream.write(`${line}\n`)), stop() {} };
  let begun: { readonly at: number; readonly done: number } | undefined;
  let stopped = false;
  return {
    update(done, of) {
      if (!begun) stream.write(HIDE_CURSOR);
      begun ??= { at: now(), done };
      const columns = Math.min(BAR_WIDTH, Math.max(0, (stream.columns || 80) - BESIDE_BAR));
      const left = timeLeft((now() - begun.at) / 1000, done - begun.done, of - begun.done); // what was done before took no time now
      const blocks = columns > 0 ? `${bar(done / of, columns)} ` : '';
      stream.write(`${CLEAR_LINE}${inOneLine(`${what} ${blocks}${done}/${of}  ETA ${left}`, stream)}`);
    },
    stop() {
      if (begun && !stopped) stream.write(`\n${SHOW_CURSOR}`);
      stopped = true;
    },
  };
}
