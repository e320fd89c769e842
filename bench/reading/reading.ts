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

/** How one file was read, ours before theirs. */
export interface Reading {
  readonly rows: number;
  readonly fileBytes: number;
  /** Of processor time, for the file, median of the rounds. */
  readonly seconds: readonly [ours: number, theirs: number];
  /** Ours over theirs, within a round, median of the rounds. */
  readonly ratio: number;
  /** Resident, of a process that read the file once. */
  readonly peakBytes: readonly [ours: number, theirs: number];
}

/** Reads files of so many rows by both readers, in turns, round by round. Each file is made, read and removed. */
export async function reading(sizes: readonly number[], rounds: number, say: (text: string) => void): Promise<Reading[]> {
  const folder = await mkdtemp(join(tmpdir(), 'reading-'));
  const path = join(folder, 'numbers.csv');
  const found: Reading[] = [];
  try {
    for (const rows of sizes) {
      say(`reading: ${rows} rows`);
      await writeFloats(path, rows, COLUMNS);
      found.push({ rows, fileBytes: (await stat(path)).size, ...(await readings(path, rows, rounds)) });
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  return found;
}

async function readings(path: string, rows: number, rounds: number): Promise<Pick<Reading, 'seconds' | 'ratio' | 'peakBytes'>> {
  const peaks: number[] = [];
  for (const row of READING_ROWS) peaks.push((await (await started(row, path)).end()).peakBytes);
  const running = [];
  for (const row of READING_ROWS) running.push({ child: await started(row, path), times: [] as number[] });
  for (let round = 0; round < rounds; round++) {
    for (const { child, times } of inTurn(running, round)) {
      const { cpuSeconds, samples } = await child.work(SLICE);
      times.push((cpuSeconds / samples) * rows);
    }
  }
  for (const { child } of running) await child.end();
  const [ours, theirs] = running.map(({ times }) => times) as [number[], number[]];
  return { seconds: [median(ours), median(theirs)], ratio: ratio(ours, theirs), peakBytes: peaks as [number, number] };
}

async function started(row: Row, path: string): Promise<Child> {
  const child = await startChild(row.command(path));
  if ('missing' in child) throw new Error(`${row.title}: ${child.missing}`);
  return child;
}
