import { CLEAR_LINE, HIDE_CURSOR, inOneLine, SHOW_CURSOR } from '../../src/host/cursor.ts';
import { formatSize } from './folders.ts';
import type { Advance } from './wheel.ts';

/** Where the steps are shown: a terminal, or a file or pipe. */
export interface Output {
  isTTY?: boolean;
  columns?: number;
  write: (text: string) => void;
}

/** Runs one step and shows its name, its bytes while it goes, and its closing note with the seconds it took. */
export type Step = <T>(name: string, work: (advance: Advance) => Promise<T>, note: (value: T) => string) => Promise<T>;

/** A moving line in a terminal; elsewhere only the closing line of each step. */
export function stepsOn(output: Output): Step {
  return async (name, work, note) => {
    const start = performance.now();
    const line = output.isTTY ? movingLine(output, name) : undefined;
    const value = await work((done, total) => line?.show(bytesOf(done, total))).finally(() => line?.stop());
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    output.write(`  ${name.padEnd(34)} ${note(value)} (${seconds} s)\n`);
    return value;
  };
}

/** Ten times a second at most; a download tells of every piece. */
const MILLISECONDS = 100;

function movingLine(output: Output, name: string): { show(text: string): void; stop(): void } {
  let last = -Infinity;
  const show = (text: string) => {
    if (performance.now() - last < MILLISECONDS) return;
    last = performance.now();
    output.write(`${CLEAR_LINE}${inOneLine(`  ${name.padEnd(34)} ${text}`, output)}`);
  };
  output.write(HIDE_CURSOR);
  show('…');
  return { show, stop: () => output.write(`${CLEAR_LINE}${SHOW_CURSOR}`) };
}

function bytesOf(done: number, total: number | undefined): string {
  return total === undefined ? formatSize(done) : `${formatSize(done)} of ${formatSize(total)}`;
}
