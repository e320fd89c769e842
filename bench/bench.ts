import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { Fault, list, quoted } from '../src/fault.ts';
import { build } from './build/build.ts';
import { writeCsv } from './csv-file.ts';
import { measure, type TimingOfRows } from './measure.ts';
import type { Results, Table } from './results.ts';
import { CSV_ROWS, type Row, THREADED_ROWS, TRAINING_ROWS, VARIED_ROWS } from './rows.ts';
import { scaling } from './scaling/scaling.ts';
import { writeTask } from './task-file.ts';
import { WORKLOADS } from './workloads.ts';

export interface BenchOptions extends TimingOfRows {
  readonly workloads: readonly string[]; // all if empty
  readonly rows: readonly string[]; // all if empty
}

type Say = (text: string) => void;

/** A reading of the CSV file takes seconds: so many rounds are enough. */
const CSV_ROUNDS = 3;
const CSV_SIZE = { rows: 60_000, features: 784 };

/** Measures what is asked for. @throws Fault for a workload or a row that there is not */
export async function bench(options: BenchOptions, say: Say): Promise<Results> {
  const names = chosen('workload', [...WORKLOADS.map(({ name }) => name), 'vocabulary', 'cores', 'csv', 'scaling'], options.workloads);
  const rowIds = chosen(
    'row',
    [...TRAINING_ROWS, ...VARIED_ROWS, ...THREADED_ROWS, ...CSV_ROWS].map(({ id }) => id),
    options.rows,
  );
  const ofThese = (rows: readonly Row[]) => rows.filter(({ id }) => rowIds.includes(id));
  const before = loadavg()[0]!;
  say('compiling');
  await build();
  const folder = mkdtempSync(join(tmpdir(), 'mlp-bench-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove); // Ctrl-C ends the program here and now
  try {
    const tables: Table[] = [];
    for (const { name, title, task, isMade } of WORKLOADS) {
      const varied = isMade && names.includes('vocabulary');
      const threaded = isMade && names.includes('cores');
      if (!varied && !threaded && !names.includes(name)) continue;
      const subject = join(folder, name);
      await writeTask(subject, await task());
      const time = (workload: string, rows: readonly Row[], cores: Table['cores'] = 'one') =>
        measure({ workload, title, unit: 'samples', cores }, ofThese(rows), subject, options, say);
      if (names.includes(name)) tables.push(await time(name, TRAINING_ROWS));
      if (varied) tables.push(await time(`${name}, vocabulary`, VARIED_ROWS));
      if (threaded) tables.push(await time(`${name}, all cores`, THREADED_ROWS, 'all'));
    }
    if (names.includes('csv')) tables.push(await csvTable(join(folder, 'numbers.csv'), ofThese(CSV_ROWS), options, say));
    const points = names.includes('scaling') ? await scaling(options, say) : [];
    return {
      machine: machine(),
      node: process.version,
      load: [before, loadavg()[0]!],
      rounds: options.rounds,
      sliceSeconds: options.seconds,
      tables,
      scaling: points,
    };
  } finally {
    remove();
    process.off('exit', remove);
  }
}

async function csvTable(path: string, rows: readonly Row[], options: TimingOfRows, say: Say): Promise<Table> {
  say('csv: writing the file');
  await writeCsv(path, CSV_SIZE.rows, CSV_SIZE.features);
  const title = `reading ${CSV_SIZE.rows.toLocaleString('en-US')} rows of ${CSV_SIZE.features + 1} columns`;
  return measure({ workload: 'csv', title, unit: 'rows', cores: 'one' }, rows, path, { ...options, rounds: Math.min(CSV_ROUNDS, options.rounds) }, say);
}

function chosen(what: string, known: readonly string[], asked: readonly string[]): readonly string[] {
  const strange = asked.find((name) => !known.includes(name));
  if (strange !== undefined) throw new Fault(`There is no ${what} ${quoted(strange)}. There are ${list(known, 99)}.`);
  return asked.length === 0 ? known : asked;
}

function machine(): string {
  const [core] = cpus();
  return `${core?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform}`;
}
