import { escaped, together } from '../../../src/fault.ts';
import type { RunSpec } from '../../../src/run/config.ts';
import { DEFAULT_DATA } from '../../../src/run/settings/data.ts';
import { CLEAR_LINE } from './cursor.ts';
import { isLively } from './progress.ts';
import type { RunTerminal } from './show-run.ts';

/** What is said while there is nothing to show yet: until `stop`, which takes it back. */
export interface Waiting {
  stop(): void;
}

export const NOT_WAITING: Waiting = { stop() {} };

/**
 * What a run begins with takes a second, most of it for reading rows and for TensorFlow.js: a line says so at once, where it can
 * be written over, and where the run will be shown.
 */
export function showWaiting({ data, train, networks, quiet, json, verbose }: RunSpec, { stream, errors }: RunTerminal): Waiting {
  const on = json ? errors : stream;
  if (quiet || verbose || !isLively(on)) return NOT_WAITING;
  const line = escaped(`Reading ${train ?? data ?? DEFAULT_DATA}, starting ${together(networks)} …`);
  on.write(line.slice(0, (on.columns ?? line.length + 1) - 1)); // of one line alone can all be taken back
  let shown = true;
  return {
    stop() {
      if (shown) on.write(CLEAR_LINE);
      shown = false;
    },
  };
}
