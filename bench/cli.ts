import { commandOf, run } from '../compare/cli/command-line.ts';
import { Fault, quoted } from '../src/fault.ts';
import { type BenchOptions, bench } from './bench.ts';
import { check } from './goals.ts';
import { goalsTable, tableMarkdown, whereOf } from './markdown.ts';
import { QUICK_ROWS } from './rows.ts';
import { WORKLOADS } from './workloads.ts';
import { writeBench } from './write.ts';

interface Options {
  readonly workload?: string;
  readonly rows?: string;
  readonly rounds?: string;
  readonly seconds?: string;
  readonly check?: boolean;
  readonly quick?: boolean;
  readonly out: string;
}

const GOAL_MISSED = 1;

const FULL: BenchOptions = { workloads: [], rows: [], rounds: 11, seconds: 0.25, starts: 5 };
const QUICK: BenchOptions = {
  workloads: WORKLOADS.flatMap(({ name, isMade }) => (isMade ? [name] : [])),
  rows: QUICK_ROWS,
  rounds: 7,
  seconds: 0.1,
  starts: 1,
};

let kept = 'Nothing was written.';

const program = commandOf('bench', process)
  .description(
    'Times the training of the hand-written network beside TensorFlow.js and, where they are there, NumPy, PyTorch, JAX and brain.js: one ' +
      'thread each, a process each, in turns; then on all cores.',
  )
  .option('--workload <names>', 'of W20, W784, W784-256, W3072, default, vocabulary, cores, csv and scaling (default: all)')
  .option('--rows <names>', 'such as simd,tfjs-native (default: all)')
  .option('--rounds <n>', 'in each, every row is timed once (default: 11)')
  .option('--seconds <seconds>', 'of processor time that a row gets in a round (default: 0.25)')
  .option(
    '--quick',
    `the networks of the README's table by each library's fastest way, in under four minutes: ${QUICK.rounds} rounds of ${QUICK.seconds} s, one start`,
  )
  .option('--check', 'exit with 1 when a goal is missed')
  .option('--out <folder>', 'where bench.md, results.json and scaling.svg go', 'reports/bench')
  .action(measure);

async function measure({ check: checking, out, ...asked }: Options): Promise<void> {
  const usual = asked.quick ? QUICK : FULL;
  const options = {
    workloads: asked.workload === undefined ? usual.workloads : names(asked.workload),
    rows: asked.rows === undefined ? usual.rows : names(asked.rows),
    rounds: positive('rounds', asked.rounds ?? String(usual.rounds), Number.isSafeInteger),
    seconds: positive('seconds', asked.seconds ?? String(usual.seconds), Number.isFinite),
    starts: usual.starts,
  };
  const results = await bench(options, (text) => void process.stderr.write(`${text}\n`));
  const report = await writeBench(out, results);
  kept = `The report was written: ${report}`;
  const verdicts = check(results);
  console.log(whereOf(results));
  for (const table of results.tables) console.log(`\n${table.workload}: ${table.title}\n\n${tableMarkdown(table)}`);
  console.log(`\n${goalsTable(verdicts)}\n\nReport: ${report}`);
  if (checking && verdicts.some(({ verdict }) => verdict === 'missed')) process.exitCode = GOAL_MISSED;
}

function names(text: string): string[] {
  return text.split(',').map((name) => name.trim());
}

function positive(option: string, text: string, fits: (value: number) => boolean): number {
  const value = Number(text);
  if (fits(value) && value > 0) return value;
  throw new Fault(`--${option}: expected a number above 0${fits === Number.isSafeInteger ? ', without decimals' : ''}, got ${quoted(text)}.`);
}

await run(program, process, () => kept);
