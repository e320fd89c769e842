import { markdownTable } from 'markdown-table';
import { commandOf, run } from '../../compare/cli/command-line.ts';
import { COLUMNS, type Reading, reading } from './reading.ts';

interface Options {
  readonly rows: string;
  readonly rounds: string;
}

const program = commandOf('reading', process)
  .description("Times the reading of CSV files of numbers beside pandas' C reader (python3 with pandas), a process each, in turns.")
  .option('--rows <sizes>', 'of the files', '10000,30000,100000,300000,1000000,2000000')
  .option('--rounds <n>', 'in each, either reads once', '5')
  .action(async ({ rows, rounds }: Options) => {
    const found = await reading(rows.split(',').map(Number), Number(rounds), (text) => void process.stderr.write(`${text}\n`));
    console.log(tableOf(found));
  });

function tableOf(found: readonly Reading[]): string {
  const head = ['rows', 'file', 'ours', 'pandas', 'ours / pandas', 'peak memory, ours', 'pandas', '3 × float32'];
  const megabytes = (bytes: number) => `${Math.round(bytes / 1e6)} MB`;
  const lines = found.map(({ rows, fileBytes, seconds, ratio, peakBytes }) => [
    rows.toLocaleString('en-US'),
    megabytes(fileBytes),
    ...seconds.map((s) => `${s.toFixed(3)} s`),
    ratio.toFixed(2),
    ...peakBytes.map(megabytes),
    megabytes(3 * 4 * rows * COLUMNS),
  ]);
  return markdownTable([head, ...lines], { align: head.map(() => 'r') });
}

await run(program, process, () => 'Nothing was written.');
