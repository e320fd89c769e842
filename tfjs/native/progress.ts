import cliProgress from 'cli-progress';
import { formatSize } from './folders.ts';
import type { Advance } from './wheel.ts';

/** Where the steps are shown: a terminal, or a file or pipe. */
export interface Output {
  isTTY?: boolean;
  write: (text: string) => void;
}

/** Runs one step and shows its name, its bytes while it goes, and its closing note with the seconds it took. */
export type Step = <T>(name: string, work: (advance: Advance) => Promise<T>, note: (value: T) => string) => Promise<T>;

/** A moving line in a terminal; elsewhere only the closing line of each step. */
export function stepsOn(output: Output): Step {
  return async (name, work, note) => {
    const start = performance.now();
    const bar = output.isTTY ? startBar(output, name) : undefined;
    const value = await work((done, total) => showBytes(bar, done, total)).finally(() => bar?.stop());
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    output.write(`  ${name.padEnd(34)} ${note(value)} (${seconds} s)\n`);
    return value;
  };
}

function startBar(output: Output, name: string): cliProgress.SingleBar {
  const bar = new cliProgress.SingleBar({
    stream: output as NodeJS.WritableStream,
    format: `  ${name.padEnd(34)} {bytes}`,
    clearOnComplete: true,
    hideCursor: true,
    linewrap: true, // cut at the terminal's edge: else its wrapping is turned off, and whoever kills us finds it so
  });
  bar.start(1, 0, { bytes: '…' });
  return bar;
}

function showBytes(bar: cliProgress.SingleBar | undefined, done: number, total: number | undefined): void {
  bar?.update(0, { bytes: total === undefined ? formatSize(done) : `${formatSize(done)} of ${formatSize(total)}` });
}
