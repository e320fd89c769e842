import { commandOf, run } from '../compare/cli/command-line.ts';
import { Fault, quoted } from '../src/fault.ts';
import { bench } from './bench.ts';
import { check } from './goals.ts';
import { goalsTable, tableMarkdown } from './markdown.ts';
import { writeBench } from './write.ts';

interface Options {
  readonly workload?: string;
  readonly rows?: string;
  readonly rounds: string;
  readonly seconds: string;
  readonly check?: boolean;
  readonly out: string;
}

const GOAL_MISSED = 1;

let kept = 'Nothing was written.';

const program = commandOf('bench', process)
  .description(
    'Times the training of the hand-written network beside TensorFlow.js and, where python3 has them, NumPy and PyTorch: one ' +
      'thread each, a process each, in turns.',
  )
  .option('--workload <names>', 'of W20, W784, W784-256, W3072, default, vocabulary, csv and scaling (default: all)')
  .option('--rows <names>', 'such as simd,tfjs-native (default: all)')
  .option('--rounds <n>', 'in each, every row is timed once', '11')
  .option('--seconds <seconds>', 'of processor time that a row gets in a round', '0.25')
  .option('--check', 'exit with 1 when a goal is missed')
  .option('--out <folder>', 'where bench.md, results.json and scaling.svg go', 'reports/bench')
  .action(measure);

async function measure({ workload, rows, rounds, seconds, check: checking, out }: Options): Promise<void> {
  const options = {
    workloads: names(workload),
    rows: names(rows),
    rounds: positive('rounds', rounds, Number.isSafeInteger),
    seconds: positive('seconds', seconds, Number.isFinite),
  };
  const results = await bench(options, (text) => void process.stderr.write(`${text}\n`));
  const report = await writeBench(out, results);
  kept = `The report was written: ${report}`;
  const verdicts = check(results);
  for (const table of results.tables) console.log(`\n${table.workload}: ${table.title}\n\n${tableMarkdown(table)}`);
  console.log(`\n${goalsTable(verdicts)}\n\nReport: ${report}`);
  if (checking && verdicts.some(({ verdict }) => verdict === 'missed')) process.exitCode = GOAL_MISSED;
}

function names(text: string | undefined): string[] {
  return text === undefined ? [] : text.split(',').map((name) => name.trim());
}

function positive(option: string, text: string, fits: (value: number) => boolean): number {
  const value = Number(text);
  if (fits(value) && value > 0) return value;
  throw new Fault(`--${option}: expected a number above 0${fits === Number.isSafeInteger ? ', without decimals' : ''}, got ${quoted(text)}.`);
}

await run(program, process, () => kept);
