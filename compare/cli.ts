import { Command, CommanderError } from 'commander';
import { Fault } from '../src/fault.ts';
import { compareCommand, reportCommand, type Terminal } from './commands.ts';
import { addRunOptions, runSpecFrom } from './options.ts';

/** Exit codes: 0 all well, 1 asserted parity not met or the program's own fault, 2 a mistake in what was given, 130 stopped by Ctrl-C. */
const USAGE = 2;
const INTERRUPTED = 130;

const terminal: Terminal = {
  stream: process.stdout,
  print: (text) => void process.stdout.write(`${text}\n`),
};

function program(): Command {
  const root = addRunOptions(new Command('mlp-compare'))
    .description(
      'Trains a hand-written multi-layer perceptron and the same model in TensorFlow.js on identical data, weights and ' +
        'order of rows, shows them side by side, and says whether, where and why they part.',
    )
    .usage('[options]')
    .exitOverride()
    .configureOutput({ writeErr: () => {} }) // commander's complaints are printed below, as all others are
    .showSuggestionAfterError()
    .addHelpText('after', '\nExamples:\n  npm run compare\n  npm run compare -- --data digits --activation tanh --epochs 20\n  npm run compare -- --train iris.csv --label-column species --hidden none')
    .action(async (options: Record<string, unknown>) => {
      process.exitCode = await compareCommand(runSpecFrom(options), terminal);
    });
  root
    .command('report')
    .description('make the report again from a results.json')
    .argument('<results.json>')
    .option('--out <folder>', 'where report.md goes (default: beside results.json)')
    .action((path: string, { out }: { out?: string }) => reportCommand(path, out, terminal));
  return root;
}

/** One line for a mistake of the user's; anything else is a mistake of ours, and its stack helps. */
function complain(error: unknown): void {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return; // --help
    console.error(`${error.message.replace(/^error: /, '')}. See --help.`.replace(/\.\./, '.'));
    process.exitCode = USAGE;
  } else if (error instanceof Fault) {
    console.error(error.message);
    process.exitCode = USAGE;
  } else {
    console.error(error);
    process.exitCode = 1;
  }
}

process.once('SIGINT', () => {
  const showCursor = process.stdout.isTTY ? '\u001b[?25h' : '';
  process.stderr.write(`${showCursor}\nStopped. Nothing was written.\n`);
  process.exit(INTERRUPTED);
});
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1)); // | head

await program().parseAsync().catch(complain);
