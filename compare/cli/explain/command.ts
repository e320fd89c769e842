import { count } from '../../../src/fault.ts';
import { calledAs } from '../../../src/host/called-as.ts';
import { shellQuoted } from '../../../src/host/shell-quoted.ts';
import { describeModel } from '../../../src/model/model-spec.ts';
import { loadData } from '../../../src/run/load-data.ts';
import { makePlan } from '../../../src/run/make-plan.ts';
import { folderName } from '../../../src/run/repeat-command.ts';
import { describeData } from '../../../src/run/run-plan.ts';
import { REPORTS } from '../../../src/run/settings/result.ts';
import { jobsOf, type Store } from '../../explain/cell.ts';
import { type Asked, type Experiment, experimentOf } from '../../explain/experiment.ts';
import { explain } from '../../explain/explain.ts';
import { dataReady } from '../../jobs/data.ts';
import { keysFor } from '../../jobs/key.ts';
import { explanationText } from '../../show/explain/terminal.ts';
import { factLines } from '../../show/terminal/facts.ts';
import { textOptions } from '../../show/terminal/text-options.ts';
import { wrap } from '../../show/words/wrap.ts';
import type { Terminal } from '../commands.ts';
import { wholeFrom1 } from '../options.ts';
import { showTrainings } from '../progress/show-trainings.ts';
import type { QueueArguments } from '../queue/options.ts';
import { type Elsewhere, type Environment, withElsewhere } from '../queue/with-queue.ts';
import { occupy } from '../report/occupy.ts';
import { openStore } from './store.ts';
import { writeExplanation } from './write.ts';

/** The options as commander gives them. */
export interface ExplainArguments extends Asked, QueueArguments {
  readonly seeds: string;
  readonly workers?: string;
  readonly resume?: boolean;
  readonly out?: string;
}

/** Explains a gap, showing it as it goes; writes the report. Tells `onKept` in a sentence what is kept, whenever that changes. */
export async function explainCommand(
  given: ExplainArguments,
  terminal: Terminal,
  onKept: (told: string) => void = () => {},
  signal?: AbortSignal,
  env: Environment = {},
): Promise<void> {
  await withElsewhere(given, env, terminal.print, (elsewhere) => explained(given, terminal, { onKept, signal, elsewhere }));
}

interface Around {
  onKept(told: string): void;
  readonly signal: AbortSignal | undefined;
  readonly elsewhere: Elsewhere;
}

async function explained(given: ExplainArguments, terminal: Terminal, { onKept, signal, elsewhere }: Around): Promise<void> {
  const seedCount = wholeFrom1('--seeds', given.seeds);
  const workers = given.workers === undefined ? {} : { workers: wholeFrom1('--workers', given.workers) };
  const experiment = experimentOf(given);
  const { spec } = experiment.from.configuration;
  const data = await loadData(spec);
  const rows = dataReady(data);
  const { plan, warnings } = makePlan(spec, data.parts, rows.ready);
  const text = textOptions(terminal.stream);
  const told = { data: `${data.name}: ${describeData(plan)}`, model: describeModel(plan.model), command: commandOf(given) };
  const facts = [
    ['data', told.data],
    ['model', told.model],
    ['A', experiment.from.title],
    ['B', experiment.to.title],
  ] as const;
  terminal.print(`${factLines(facts, text).join('\n')}\n`);
  for (const warning of [...data.warnings, ...warnings]) terminal.print(wrap(`Warning: ${warning}`, text.width));

  const folder = given.out ?? `${REPORTS}/${experimentName(data.name, experiment, given)}`;
  const seeds = Array.from({ length: seedCount }, (_, s) => spec.seed + s);
  const free = occupy(folder);
  let progress: ReturnType<typeof showTrainings> | undefined;
  try {
    const store = openStore(folder, await keysFor(jobsOf(experiment, seeds, rows).flat()), { resume: given.resume === true });
    onKept(`Finished trainings are kept in ${store.path}: the same command with --resume goes on.`);
    const explanation = await explain(experiment, rows, {
      seeds,
      ...workers,
      ...(signal && { signal }),
      executor: elsewhere?.(rows),
      store,
      onStart(of, kept) {
        if (kept < store.held) terminal.print(wrap(notReused(store.held - kept, store), text.width));
        progress = showTrainings(of, kept, terminal.stream);
      },
      onDone: () => progress?.advance(),
    });
    progress?.stop();
    const report = await writeExplanation(folder, explanation, told);
    onKept(`The report was written: ${report}`);
    terminal.print(`\n${explanationText(explanation, text)}\n\nReport: ${report}`);
  } finally {
    progress?.stop();
    free();
  }
}

/** Old keys are among them: what they were made of, and so what they are worth, is not known. */
function notReused(others: number, { path, held }: Store): string {
  return (
    `${others} of the ${count(held, 'training')} kept in ${path} ${others === 1 ? 'is' : 'are'} not used: made with other settings, data or seeds, ` +
    'or by another version of this program, of TensorFlow.js or of Node.'
  );
}

/** A folder name that tells experiments apart. */
function experimentName(data: string, { factors }: Experiment, { from }: Asked): string {
  const told = from === undefined ? [] : factors.flatMap((factor) => [factor.option, factor.from, 'to', factor.to]);
  return folderName(['explain', data, ...told]);
}

/** Repeats the run; how it is computed and where it goes is left out. */
function commandOf({ preset, data, from, to, set, seeds }: ExplainArguments): string {
  const options = Object.entries({ preset, data, set, from, to, seeds }).filter(([, value]) => value !== undefined);
  return calledAs(
    'explain',
    options.map(([name, value]) => `--${name} ${shellQuoted(String(value))}`),
  );
}
