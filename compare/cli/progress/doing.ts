import { CLEAR_LINE, inOneLine } from '../../../src/host/cursor.ts';
import { isLively } from './progress.ts';

/** What is done in less is not worth a line that is gone again. */
const MILLISECONDS = 300;

/** What a command is busy with, on one line that is taken back. */
export interface Doing {
  readonly show: (what: string) => void;
  readonly stop: () => void;
}

/**
 * Shown where it can be written over, and the latest alone: after 300 ms at first, then as it changes.
 * @param stream undefined where nothing is to be shown
 */
export function showDoing(stream: NodeJS.WriteStream | undefined, name: string, now: () => number = () => performance.now()): Doing {
  if (!stream || !isLively(stream)) return { show() {}, stop() {} };
  const begun = now();
  let latest = `Starting ${name} …`;
  let isShown = false;
  const write = () => {
    stream.write(`${isShown ? CLEAR_LINE : ''}${inOneLine(latest, stream)}`);
    isShown = true;
  };
  const first = setTimeout(write, MILLISECONDS);
  return {
    show(what) {
      latest = what;
      if (now() - begun < MILLISECONDS) return;
      clearTimeout(first);
      write();
    },
    stop() {
      clearTimeout(first);
      if (isShown) stream.write(CLEAR_LINE);
      isShown = false;
    },
  };
}
