import { together } from '../../../src/fault.ts';
import { CLEAR_LINE, inOneLine } from '../../../src/host/cursor.ts';
import type { RunSpec } from '../../../src/run/config.ts';
import type { OnReading } from '../../../src/run/load-data.ts';
import { DEFAULT_DATA } from '../../../src/run/settings/data.ts';
import { isLively } from './progress.ts';
import type { RunTerminal } from './show-run.ts';

/** What is said while there is nothing to show yet: until `stop`, which takes it back. */
export interface Waiting {
  readonly onReading: OnReading;
  stop(): void;
}

export const NOT_WAITING: Waiting = { onReading() {}, stop() {} };

/**
 * What a run begins with takes a second, most of it for reading rows and for TensorFlow.js: a line says so at once, where it can
 * be written over, and where the run will be shown.
 */
export function showWaiting({ data, train, networks, quiet, json, verbose }: RunSpec, { stream, errors }: RunTerminal): Waiting {
  return quiet || verbose ? NOT_WAITING : waitingLine(json ? errors : stream, `Reading ${train ?? data ?? DEFAULT_DATA}, starting ${together(networks)} …`);
}

/** The same of reading alone. */
export function showReading(path: string, { errors }: Pick<RunTerminal, 'errors'>): Waiting {
  return waitingLine(errors, `Reading ${path} …`);
}

function waitingLine(on: NodeJS.WriteStream, first: string): Waiting {
  if (!isLively(on)) return NOT_WAITING;
  let shown = false;
  const show = (text: string) => {
    on.write(`${shown ? CLEAR_LINE : ''}${inOneLine(text, on)}`);
    shown = true;
  };
  show(first);
  return {
    onReading: (path, done, of) => show(`Reading ${path}: ${Math.floor((100 * done) / of)} %`),
    stop() {
      if (shown) on.write(CLEAR_LINE);
      shown = false;
    },
  };
}
