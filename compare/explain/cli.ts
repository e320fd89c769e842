import { Command } from 'commander';
import { complaintOf, INTERRUPTED } from '../complaint.ts';
import { explainCommand, type ExplainArguments } from './command.ts';

let kept: string | undefined;

const terminal = { stream: process.stdout, print: (text: string) => void process.stdout.write(`${text}\n`) };

const program = new Command('explain')
  .description(
    'Accounts for a gap in accuracy between two ways to train: every combination of the settings in which they differ is trained ' +
      "over several seeds, and the gap is shared out among them. By default the document's two programs.",
  )
  .option('--preset <name>', "document: on the document's generated data (the default unless --from and --to are given)")
  .option('--data <folder>', 'a folder with train.csv and test.csv, or a data set by its name, instead')
  .option('--set <settings>', 'settings of both configurations, such as epochs=20,hidden=32')
  .option('--from <settings>', 'the first configuration: learning-rate=0.1,init=he-normal; a JSON file of options; document, framework or defaults')
  .option('--to <settings>', 'the second')
  .option('--seeds <n>', 'trainings of every combination', '5')
  .option('--resume', 'go on with a run that was stopped')
  .option('--workers <n>', 'threads that train side by side (default: the cores of this machine)')
  .option('--out <folder>', 'where explain.md and explain.json go (default: a folder in reports/)')
  .allowExcessArguments(false)
  .exitOverride()
  .configureOutput({ writeErr: () => {} })
  .showSuggestionAfterError()
  .addHelpText('after', [
    '',
    "Settings are a run's options by their names, and the quirks gradient-mean (once, twice), order (shared, independent)",
    'and loss-value (exact, epsilon).',
    '',
    'Examples:',
    '  npm run explain',
    '  npm run explain -- --data mnist-parity',
    '  npm run explain -- --from learning-rate=0.1,activation=relu --to learning-rate=0.01,activation=tanh --data digits',
    '',
  ].join('\n'))
  .action((options: ExplainArguments) => explainCommand(options, terminal, (path) => (kept = path)));

function complain(error: unknown): void {
  const complaint = complaintOf(error);
  if (!complaint) return;
  console.error(complaint.text);
  process.exitCode = complaint.exitCode;
}

process.once('SIGINT', () => {
  const showCursor = process.stdout.isTTY ? '\u001b[?25h' : '';
  const how = kept ? `Finished trainings are kept in ${kept}: the same command with --resume goes on.` : 'Nothing was written.';
  process.stderr.write(`${showCursor}\nStopped. ${how}\n`);
  process.exit(INTERRUPTED);
});
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1)); // | head

await program.parseAsync().catch(complain);
