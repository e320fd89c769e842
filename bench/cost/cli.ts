import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { commandOf, run } from '../../compare/cli/command-line.ts';
import { cost } from './cost.ts';
import { costMarkdown } from './report.ts';

interface Options {
  readonly rounds: string;
  readonly seconds: string;
  readonly out: string;
}

const program = commandOf('cost', process)
  .description('Times a training step of 40 networks and says what it is made of: time = a·flops + b·bytes + c·calls, and how far that is off.')
  .option('--rounds <n>', 'in each, every network is timed once', '7')
  .option('--seconds <seconds>', 'of processor time that a network gets in a round', '0.1')
  .option('--out <folder>', 'where cost.md goes', 'reports/cost')
  .action(async ({ rounds, seconds, out }: Options) => {
    const found = await cost({ rounds: Number(rounds), seconds: Number(seconds) }, (text) => void process.stderr.write(`${text}\n`));
    const report = join(out, 'cost.md');
    await mkdir(out, { recursive: true });
    await writeFileAtomic(report, costMarkdown(found));
    console.log(`${costMarkdown(found)}\nReport: ${report}`);
  });

await run(program, process, () => 'Nothing was written.');
