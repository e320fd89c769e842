import type { Command } from 'commander';
import { calledAs } from '../../../src/host/called-as.ts';
import { commandOf, type Host, helpEnding, terminalOf } from '../command-line.ts';
import { type DiagnoseArguments, diagnoseCommand } from './command.ts';

/** The command line of a diagnosis: a program of its own, and a command of mlp-compare. */
export function diagnoseProgram(host: Host): Command {
  return commandOf('diagnose', host)
    .summary('find the first wrong tensor of a network, and name the mistake')
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
    .addHelpText(
      'after',
      helpEnding(
        host,
        ['Exit code: 0 no mistake found, 1 a mistake found or a probe not answered, 2 the network or an option could not be used.'],
        [
          calledAs('diagnose', ['--network', 'examples/document.ts']),
          calledAs('diagnose', ['--network', "'python3 examples/python/numpy_document.py'"]),
          calledAs('diagnose', ['--network', './mine.ts', '--activation', 'tanh', '--output', 'sigmoid']),
        ],
      ),
    )
    .action(async (options: DiagnoseArguments) => {
      host.exitCode = await diagnoseCommand(options, terminalOf(host, { exact: options.json === true }));
    });
}
