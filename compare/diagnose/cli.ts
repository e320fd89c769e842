import { Command } from 'commander';
import { complaintOf, INTERRUPTED } from '../complaint.ts';
import { diagnoseCommand, type DiagnoseArguments } from './command.ts';

const terminal = { stream: process.stdout, errors: process.stderr };

const program = new Command('diagnose')
  .description(
    'Finds the first wrong tensor of a hand-written network and names the mistake: probes it from known weights on known rows, and ' +
      'compares every answer with a float64 reference, and with what the reference would answer if it made each mistake of a catalogue.',
  )
  .requiredOption('--network <file or command>', "./mine.ts, a command such as 'python3 mine.py', or a network that ships: scratch, tfjs, document")
  .optionsGroup('The model that is probed:')
  .option('--inputs <n>', 'features', '5')
  .option('--hidden <widths>', "units of the hidden layers, or 'none'", '6,6')
  .option('--activation <names>', 'relu, tanh or sigmoid: one for all hidden layers, or one for each', 'relu')
  .option('--output <kind>', 'softmax, or sigmoid', 'softmax')
  .option('--classes <n>', 'of a softmax output', '3')
  .optionsGroup('The training that effects are told for:')
  .option('--batch-size <rows>', 'rows of the full batch', '64')
  .option('--learning-rate <rate>', '', '0.1')
  .optionsGroup('Other:')
  .option('--seed <n>', 'of the weights and rows that are probed with', '8')
  .option('--timeout <seconds>', 'how long the network may take to answer', '60')
  .option('--tfjs-runtime <name>', 'of tfjs: auto, native, wasm or cpu')
  .option('--kernel <name>', 'of scratch: auto, simd, blocked or naive')
  .option('--dtype <type>', 'of scratch: float32 or float64')
  .option('--json', 'print the diagnosis as JSON')
  .allowExcessArguments(false)
  .exitOverride()
  .configureOutput({ writeErr: () => {} })
  .showSuggestionAfterError()
  .addHelpText('after', [
    '',
    'Exit code: 0 no mistake found, 1 a mistake found, 2 the network or an option could not be used.',
    '',
    'Examples:',
    '  npm run diagnose -- --network examples/document.ts',
    "  npm run diagnose -- --network 'python3 examples/python/numpy_document.py'",
    '  npm run diagnose -- --network ./mine.ts --activation tanh --output sigmoid',
    '',
  ].join('\n'))
  .action(async (options: DiagnoseArguments) => {
    process.exitCode = await diagnoseCommand(options, terminal);
  });

function complain(error: unknown): void {
  const complaint = complaintOf(error);
  if (!complaint) return;
  console.error(complaint.text);
  process.exitCode = complaint.exitCode;
}

process.once('SIGINT', () => process.exit(INTERRUPTED));
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1)); // | head

await program.parseAsync().catch(complain);
