import { commandOf, run } from '../../compare/cli/command-line.ts';
import { reading } from './reading.ts';
import { readingTable, writeReading } from './report.ts';

interface Options {
  readonly rows: string;
  readonly rounds: string;
  readonly out: string;
}

const program = commandOf('reading', process)
  .description(
    "Times the reading of CSV files of numbers, alone and with what is made of their columns, beside pandas' C reader (python3 with pandas), a process each, in turns.",
  )
  .option('--rows <sizes>', 'of the files', '10000,30000,100000,300000,1000000')
  .option('--rounds <n>', 'in each, every reader reads once', '5')
  .option('--out <folder>', 'where the table and its pictures go', 'reports/reading')
  .action(async ({ rows, rounds, out }: Options) => {
    const found = await reading(rows.split(',').map(Number), Number(rounds), (text) => void process.stderr.write(`${text}\n`));
    console.log(`${readingTable(found)}\n\nReport: ${await writeReading(out, found)}`);
  });

await run(program, process, () => 'Nothing was written.');
