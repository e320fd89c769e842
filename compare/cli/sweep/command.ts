import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { count, Fault, together } from '../../../src/fault.ts';
import { whyNotWritten } from '../../../src/host/cannot-write.ts';
import { loadData } from '../../../src/run/load-data.ts';
import { makePlan } from '../../../src/run/make-plan.ts';
import { folderName } from '../../../src/run/repeat-command.ts';
import { describeData } from '../../../src/run/run-plan.ts';
import { REPORTS } from '../../../src/run/settings/result.ts';
import { dataOf } from '../../jobs/data.ts';
import { openJournal } from '../../jobs/journal.ts';
import { keysFor } from '../../jobs/key.ts';
import { threads } from '../../jobs/threads.ts';
import { sweepCsv, sweepJson, sweepText } from '../../show/sweep/table.ts';
import { factLines } from '../../show/terminal/facts.ts';
import { textOptions } from '../../show/terminal/text-options.ts';
import { wrap } from '../../show/words/wrap.ts';
import { type Grid, gridOf } from '../../sweep/grid.ts';
import { jobsOf, sweep } from '../../sweep/sweep.ts';
import { type Swept, trained } from '../../sweep/swept.ts';
import { settingsFrom, wholeFrom1 } from '../options.ts';
import type { RunTerminal } from '../progress/show-run.ts';
import { showTrainings } from '../progress/show-trainings.ts';

/** A run's options as commander gives them, and beside them the command's own. */
export interface SweepArguments {
  readonly workers?: string;
  readonly [option: string]: unknown;
}

export interface SweepSurroundings {
  /** Is told in a sentence what is kept, whenever that changes. */
  onKept(told: string): void;
  readonly signal?: AbortSignal | undefined;
}

/** The hand-written network alone, where nothing else is asked for: it is settings that are compared here. */
const USUAL = { networks: ['scratch'] };

/** Trains a grid of settings, showing it as it goes, and writes the tables. */
export async function sweepCommand(given: SweepArguments, terminal: RunTerminal, { onKept, signal }: SweepSurroundings): Promise<void> {
  const { workers, ...options } = given;
  const atOnce = workers === undefined ? undefined : wholeFrom1('--workers', workers);
  const { settings, place } = settingsFrom(options);
  const grid = gridOf({ ...USUAL, ...settings }, place, (told) => void terminal.errors.write(`${told}\n`));
  const [{ spec }] = grid.cells as [Grid['cells'][0]];
  const loaded = await loadData(spec);
  const { plan, warnings } = makePlan(spec, loaded.parts);
  const data = dataOf(loaded.rows);
  const asked = jobsOf(grid, data);
  const folder = spec.out ?? join(REPORTS, folderName(['sweep', loaded.name, ...grid.axes.map(({ option }) => option)]));
  const jobs = asked.flatMap((one) => one.jobs);
  const journal = openJournal({
    ...{ path: join(folder, 'trainings.jsonl'), keyOf: await keysFor(jobs), kept: trained, resume: true },
    goesOn: 'the same command',
    anew: 'Delete it to begin anew.',
  });
  onKept(`Finished trainings are kept in ${journal.path}: the same command goes on.`);
  const told = { data: `${loaded.name}: ${describeData(plan)}` };
  if (!spec.json) tellFirst(grid, jobs.length, { ...told, warnings: [...loaded.warnings, ...warnings] }, terminal);
  const executor = threads(data);
  let progress: ReturnType<typeof showTrainings> | undefined;
  const onStart = (of: number, kept: number) => void (progress = showTrainings(of, kept, terminal.errors));
  try {
    const swept = await sweep(grid, asked, { executor, journal, atOnce, signal, onStart, onDone: () => progress?.advance() });
    progress?.stop();
    await write(folder, swept, told);
    onKept(`The tables were written: ${folder}`);
    if (spec.json) terminal.stream.write(sweepJson(swept, told));
    else terminal.print(`${sweepText(swept, textOptions(terminal.stream))}\n\nResults: ${join(folder, 'sweep.csv')}, ${join(folder, 'sweep.json')}`);
  } finally {
    progress?.stop();
    await executor.close();
  }
}

function tellFirst({ axes, cells }: Grid, jobs: number, told: { readonly data: string; readonly warnings: readonly string[] }, terminal: RunTerminal): void {
  const text = textOptions(terminal.stream);
  const swept = axes.map(({ option, values }) => [option, together(values)] as const);
  const size = `${count(cells.length, 'combination')}, ${count(jobs, 'training')}`;
  terminal.print(`${factLines([['data', told.data], ...swept, ['grid', size]], text).join('\n')}\n`);
  for (const warning of told.warnings) terminal.print(wrap(`Warning: ${warning}`, text.width));
}

async function write(folder: string, swept: Swept, told: { readonly data: string }): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await writeFileAtomic(join(folder, 'sweep.csv'), sweepCsv(swept));
    await writeFileAtomic(join(folder, 'sweep.json'), sweepJson(swept, told));
  } catch (error) {
    throw new Fault(
      `${folder}: the tables cannot be written there: ${whyNotWritten(error)}. The finished trainings are kept: once there is room, the same command writes them.`,
    );
  }
}
