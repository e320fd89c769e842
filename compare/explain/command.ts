import { describeModel } from '../../src/model-spec.ts';
import { describeData, makePlan } from '../../src/run-plan.ts';
import { Fault, quoted } from '../../src/fault.ts';
import type { Terminal } from '../commands.ts';
import { loadData } from '../comparison/load-data.ts';
import { palette } from '../terminal/palette.ts';
import { wrap } from '../terminal/summary.ts';
import { experimentOf, type Asked, type Experiment } from './experiment.ts';
import { explain } from './explain.ts';
import { openStore } from './store.ts';
import { explanationText, showCells, type CellProgress } from './terminal.ts';
import { writeExplanation } from './write.ts';

/** The options as commander gives them. */
export interface ExplainArguments extends Asked {
  readonly seeds: string;
  readonly workers?: string;
  readonly resume?: boolean;
  readonly out?: string;
}

const USUAL_WIDTH = 80;
const WIDEST = 120;

/** Explains a gap, showing it as it goes; writes the report. Calls `onStore` as soon as finished trainings are kept anywhere. */
export async function explainCommand(given: ExplainArguments, terminal: Terminal, onStore: (path: string) => void = () => {}): Promise<void> {
  const seedCount = wholeFrom1('--seeds', given.seeds);
  const workers = given.workers === undefined ? {} : { workers: wholeFrom1('--workers', given.workers) };
  const experiment = experimentOf(given);
  const { spec } = experiment.from.configuration;
  const data = await loadData(spec);
  const { plan, warnings } = makePlan(spec, data.parts);
  const text = { width: Math.min(WIDEST, terminal.stream.columns ?? USUAL_WIDTH), colours: palette(terminal.stream.isTTY) };
  const told = { data: `${data.name}: ${describeData(plan)}`, model: describeModel(plan.model), command: commandOf(given) };
  terminal.print(`data   ${told.data}\nmodel  ${told.model}\nA      ${experiment.from.title}\nB      ${experiment.to.title}\n`);
  for (const warning of [...data.warnings, ...warnings]) terminal.print(wrap(`Warning: ${warning}`, text.width));

  const folder = given.out ?? `reports/${folderName(data.name, experiment, given)}`;
  const store = openStore(folder, data.parts, { resume: given.resume === true });
  onStore(store.path);
  let progress: CellProgress | undefined;
  try {
    const explanation = await explain(experiment, data.parts, {
      seeds: Array.from({ length: seedCount }, (_, s) => spec.seed + s),
      ...workers,
      store,
      onStart: (of, kept) => (progress = showCells(of, kept, terminal.stream)),
      onDone: ({ title }) => progress?.advance(title),
    });
    progress?.stop();
    const report = await writeExplanation(folder, explanation, told);
    terminal.print(`\n${explanationText(explanation, text)}\n\nReport: ${report}`);
  } finally {
    progress?.stop();
  }
}

function wholeFrom1(option: string, text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new Fault(`${option}: expected a whole number from 1, got ${quoted(text)}.`);
  return Number(text);
}

/** A folder name that tells experiments apart. */
function folderName(data: string, { factors }: Experiment, { from }: Asked): string {
  const told = from === undefined ? [] : factors.flatMap((factor) => [factor.option, factor.from, 'to', factor.to]);
  return ['explain', data, ...told].join('-').replace(/[^\w.]+/g, '-').slice(0, 120);
}

/** Repeats the run; how it is computed and where it goes is left out. */
function commandOf({ preset, data, from, to, set, seeds }: ExplainArguments): string {
  const options = Object.entries({ preset, data, set, from, to, seeds }).filter(([, value]) => value !== undefined);
  const quotedFor = (value: string) => (/^[\w./,:@%+=-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`);
  return ['npm run explain --', ...options.map(([name, value]) => `--${name} ${quotedFor(String(value))}`)].join(' ');
}
