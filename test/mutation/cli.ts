/**
 * How many mutants of a folder the tests see, of a sample that the same seed draws again:
 *   npm run test:mutation:sample -- compare/parity --seed 1 --lines 100
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { Argument, Command } from 'commander';
import { startVitest } from 'vitest/node';
import { root } from '../sources.ts';
import type { Told } from './instrumented.ts';
import { ROOMS } from './rooms.ts';
import type { Kept } from './runner.ts';
import { drawn } from './sample.ts';
import { wilson } from './wilson.ts';

const OUT = 'reports/mutation/sample.json';

const program = new Command('mutation')
  .addArgument(new Argument('<folder>').choices(Object.keys(ROOMS)))
  .argument('[tests...]', 'parts of the names of test files, where not all of the folder are to be shown')
  .requiredOption('--seed <n>', 'which sample', Number)
  .requiredOption('--lines <n>', 'how many lines of code, at least', Number)
  .parse();
const { seed, lines } = program.opts<{ seed: number; lines: number }>();
const [folder = '', ...tests] = program.args;

mkdirSync('reports/mutation', { recursive: true });
Object.assign(process.env, { MUTATION_ROOM: folder, MUTATION_OUT: OUT, MUTATION_RANGES: drawn(folder, seed, lines).join(',') });
const vitest = await startVitest('test', tests, { config: 'test/mutation/quick.config.ts', watch: false });
await vitest.close();
report(JSON.parse(readFileSync(`${OUT}.mutants`, 'utf8')), JSON.parse(readFileSync(OUT, 'utf8')));

/** Each mutant that lives, and the score; those that only loading a module passes are not counted: no test can wake them in time. */
function report(mutants: readonly Told[], { killed, reached, unsure, static: loaded }: Kept & { static: object }): void {
  const counted = mutants.filter(({ id }) => id in killed || id in reached || !(id in loaded));
  const living = counted.filter(({ id }) => !(id in killed));
  for (const { id, fileName, mutatorName, replacement, location } of living) {
    const { start } = location;
    console.log(`${relative(root, fileName)}:${start.line + 1}:${start.column + 1} ${mutatorName} → ${replacement.replace(/\s+/g, ' ').slice(0, 100)}`);
    console.log(`    ${unsure.includes(id) ? 'the test that saw it failed without it afterwards' : id in reached ? 'lives' : 'no test passes it'}`);
  }
  const [low, high] = wilson(counted.length - living.length, counted.length);
  const percent = (share: number) => (100 * share).toFixed(1);
  console.log(
    `${folder}, seed ${seed}: ${counted.length - living.length} of ${counted.length} mutants seen, ${percent(1 - living.length / counted.length)} % (95 %: ${percent(low)} to ${percent(high)})`,
  );
}
