import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { count, Fault, together } from '../../../src/fault.ts';
import { whyNotWritten } from '../../../src/host/cannot-write.ts';
import type { RunSpec } from '../../../src/run/config.ts';
import { loadData } from '../../../src/run/load-data.ts';
import { makePlan } from '../../../src/run/make-plan.ts';
import { folderName } from '../../../src/run/repeat-command.ts';
import { describeData } from '../../../src/run/run-plan.ts';
import { REPORTS } from '../../../src/run/settings/result.ts';
import { type Data, dataReady } from '../../jobs/data.ts';
import { openJournal } from '../../jobs/journal.ts';
import { keysFor } from '../../jobs/key.ts';
import { threads } from '../../jobs/threads.ts';
import { sweepCsv, sweepJson, sweepText } from '../../show/sweep/table.ts';
import { factLines } from '../../show/terminal/facts.ts';
import { textOptions } from '../../show/terminal/text-options.ts';
import { wrap } from '../../show/words/wrap.ts';
import { type Grid, gridOf } from '../../sweep/grid.ts';
import { type JobsOfCell, jobsOf, type SweepOptions, sweep } from '../../sweep/sweep.ts';
import { type Swept, trained } from '../../sweep/swept.ts';
import { settingsFrom, wholeFrom1 } from '../options.ts';
import type { RunTerminal } from '../progress/show-run.ts';
import { showTrainings } from '../progress/show-trainings.ts';
import type { QueueArguments } from '../queue/options.ts';
import { type Environment, withElsewhere } from '../queue/with-queue.ts';
import { occupy } from '../report/occupy.ts';

/** A run's options as commander gives them, and beside them the command's own. */
export interface SweepArguments extends QueueArguments {
  readonly workers?: string;
  readonly [option: string]: unknown;
}

export interface SweepSurroundings {
  readonly env: Environment;
  /** Is told in a sentence what is kept, whenever that changes. */
  onKept(told: string): void;
  readonly signal?: AbortSignal | undefined;
}

/** The hand-written network alone, where nothing else is asked for: it is settings that are compared here. */
const USUAL = { networks: ['scratch'] };

/** Trains a grid of settings, showing it as it goes, and writes the tables. */
export async function sweepCommand(given: SweepArguments, terminal: RunTerminal, around: SweepSurroundings): Promise<void> {
  const { workers, queue: _, secretFile: __, queueCa: ___, ...options } = given;
  const atOnce = workers === undefined ? undefined : wholeFrom1('--workers', workers);
  const tell = (line: string) => void terminal.errors.write(`${line}\n`);
  const { settings, place } = settingsFrom(options);
  const grid = gridOf({ ...USUAL, ...settings }, place, tell);
  await withElsewhere(given, around.env, tell, async (elsewhere) => {
    const prepared = await prepare(grid, terminal);
    const executor = elsewhere?.(prepared.data) ?? threads(prepared.data);
    await trainAndWrite(prepared, { executor, atOnce }, terminal, around).finally(() => executor.close());
  });
}

interface PreparedSweep {
  readonly grid: Grid;
  readonly spec: RunSpec;
  readonly data: Data;
  readonly name: string;
  readonly asked: readonly JobsOfCell[];
  readonly told: { readonly data: string };
}

/** The rows, and what is to be trained; says so. */
async function prepare(grid: Grid, terminal: RunTerminal): Promise<PreparedSweep> {
  const [{ spec }] = grid.cells as [Grid['cells'][0]];
  const loaded = await loadData(spec);
  const data = dataReady(loaded);
  const { plan, warnings } = makePlan(spec, loaded.parts, data.ready);
  const asked = jobsOf(grid, data);
  const told = { data: `${loaded.name}: ${describeData(plan)}` };
  if (!spec.json) tellFirst(grid, asked, { ...told, warnings: [...loaded.warnings, ...warnings] }, terminal);
  return { grid, spec, data, name: loaded.name, asked, told };
}

async function trainAndWrite(
  { grid, spec, name, asked, told }: PreparedSweep,
  by: Pick<SweepOptions, 'executor' | 'atOnce'>,
  terminal: RunTerminal,
  { onKept, signal }: SweepSurroundings,
): Promise<void> {
  const folder = spec.out ?? join(REPORTS, folderName(['sweep', name, ...grid.axes.map(({ option }) => option)]));
  const free = occupy(folder);
  let progress: ReturnType<typeof showTrainings> | undefined;
  try {
    const journal = openJournal({
      ...{ path: join(folder, 'trainings.jsonl'), keyOf: await keysFor(asked.flatMap(({ jobs }) => jobs)), kept: trained, resume: true },
      goesOn: 'the same command',
      anew: 'Delete it to begin anew.',
    });
    onKept(`Finished trainings are kept in ${journal.path}: the same command goes on.`);
    const onStart = (of: number, kept: number) => void (progress = showTrainings(of, kept, terminal.errors));
    const swept = await sweep(grid, asked, { ...by, journal, signal, onStart, onDone: () => progress?.advance() });
    progress?.stop();
    await write(folder, swept, told);
    onKept(`The tables were written: ${folder}`);
    if (spec.json) terminal.stream.write(sweepJson(swept, told));
    else
      terminal.print(
        `${sweepText(swept, textOptions(terminal.stream))}\n\n${wrap(`Results: ${join(folder, 'sweep.csv')}, ${join(folder, 'sweep.json')}`, textOptions(terminal.stream).width)}`,
      );
  } finally {
    progress?.stop();
    free();
  }
}

function tellFirst(
  { axes, cells }: Grid,
  asked: readonly JobsOfCell[],
  told: { readonly data: string; readonly warnings: readonly string[] },
  terminal: RunTerminal,
): void {
  const text = textOptions(terminal.stream);
  const values = axes.map((axis) => [axis.option, together(axis.values)] as const);
  const size = `${count(cells.length, 'combination')}, ${count(asked.flatMap(({ jobs }) => jobs).length, 'training')}`;
  terminal.print(`${factLines([['data', told.data], ...values, ['grid', size]], text).join('\n')}\n`);
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
