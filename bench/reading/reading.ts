import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Child, startChild } from '../child.ts';
import { writeFloats } from '../csv-file.ts';
import { inTurn } from '../measure.ts';
import { READING_ROWS, type Row } from '../rows.ts';
import { median, ratio } from '../statistics.ts';

export const COLUMNS = 20;
const SLICE = 0.1; // seconds of processor time, or one reading if that takes longer

/** How one file was read, by each of READING_ROWS. */
export interface Reading {
  readonly rows: number;
  readonly fileBytes: number;
  readonly by: readonly ReadingBy[];
}

export interface ReadingBy {
  readonly title: string;
  /** Of processor time, for the file, median of the rounds. */
  readonly seconds: number;
  /** Its time over that of the last, within a round, median of the rounds. */
  readonly ratio: number;
  /** Resident, of a process that read the file once. */
  readonly peakBytes: number;
}

/** Reads files of so many rows by all readers, in turns, round by round. Each file is made, read and removed. */
export async function reading(sizes: readonly number[], rounds: number, say: (text: string) => void): Promise<Reading[]> {
  const folder = await mkdtemp(join(tmpdir(), 'reading-'));
  const path = join(folder, 'numbers.csv');
  const found: Reading[] = [];
  try {
    for (const rows of sizes) {
      say(`reading: ${rows} rows`);
      await writeFloats(path, rows, COLUMNS);
      found.push({ rows, fileBytes: (await stat(path)).size, by: await readings(path, rows, rounds) });
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  return found;
}

async function readings(path: string, rows: number, rounds: number): Promise<ReadingBy[]> {
  const peaks: number[] = [];
  for (const row of READING_ROWS) peaks.push((await (await started(row, path)).end()).peakBytes);
  const running: { child: Child; times: number[] }[] = [];
  for (const row of READING_ROWS) running.push({ child: await started(row, path), times: [] });
  for (let round = 0; round < rounds; round++) {
    for (const { child, times } of inTurn(running, round)) {
      const { cpuSeconds, samples } = await child.work(SLICE);
      times.push((cpuSeconds / samples) * rows);
    }
  }
  for (const { child } of running) await child.end();
  const theirs = running.at(-1)!.times;
  return READING_ROWS.map(({ title }, k) => {
    const { times } = running[k]!;
    return { title, seconds: median(times), ratio: ratio(times, theirs), peakBytes: peaks[k]! };
  });
}

async function started(row: Row, path: string): Promise<Child> {
  const child = await startChild(row.command(path));
  if ('missing' in child) throw new Error(`${row.title}: ${child.missing}`);
  return child;
}
