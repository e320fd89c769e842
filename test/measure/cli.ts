/**
 * How often a diagnosis is right, over networks drawn at random: the figures of the README are made with it.
 *   npm run measure:diagnosis -- drawn --mistakes 3 --dtype float32 --from 0 --to 1000 --out drawn-3.jsonl
 *   npm run measure:diagnosis -- right --to 5000
 *   npm run measure:diagnosis -- mistaken --to 2000
 */
import { appendFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import { measureDrawn } from './drawn-mistakes.ts';
import { measureMistaken, measureRight } from './right-networks.ts';

interface Outcome {
  readonly seed: number;
  readonly outcome: string;
  readonly milliseconds: number;
}

const program = new Command('measure:diagnosis').description('Counts how often a diagnosis is right, over networks drawn at random.');
const command = (name: string, says: string) =>
  program
    .command(name)
    .description(says)
    .option('--from <seed>', 'the first seed', Number, 0)
    .requiredOption('--to <seed>', 'one past the last', Number)
    .option('--out <file>', 'a file that every outcome is appended to, a line of JSON each');

command('drawn', 'networks with several mistakes drawn from a grammar: what is confirmed must train as they do')
  .requiredOption('--mistakes <n>', 'how many', Number)
  .addOption(new Option('--dtype <type>', 'of the network').choices(['float64', 'float32']).default('float64'))
  .action(({ mistakes, dtype, ...rest }) => counted((seed) => measureDrawn(seed, mistakes, dtype), rest));
command('right', 'right networks of the whole vocabulary: none may raise an alarm').action((rest) => counted(measureRight, rest));
command('mistaken', 'networks with one mistake: none may be called right').action((rest) => counted(measureMistaken, rest));

await program.parseAsync();

async function counted(measure: (seed: number) => Promise<Outcome>, { from, to, out }: { from: number; to: number; out?: string }): Promise<void> {
  const outcomes: Outcome[] = [];
  for (let seed = from; seed < to; seed++) {
    const outcome = await measure(seed);
    outcomes.push(outcome);
    if (out) appendFileSync(out, `${JSON.stringify(outcome)}\n`);
    else if (outcome.outcome === 'wrong') console.log(JSON.stringify(outcome, undefined, 1));
  }
  const kinds = [...new Set(outcomes.map(({ outcome }) => outcome))].map((kind) => `${kind} ${outcomes.filter(({ outcome }) => outcome === kind).length}`);
  const times = outcomes.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
  const at = (share: number) => `${times[Math.min(times.length - 1, Math.floor(share * times.length))]!.toFixed(0)} ms`;
  console.log(`${outcomes.length} networks: ${kinds.join(', ')}; processor time median ${at(0.5)}, 95 % ${at(0.95)}, worst ${at(1)}`);
}
