import type { Command } from 'commander';
import { calledAs } from '../../../src/host/called-as.ts';
import { commandOf, type Host, helpEnding, terminalOf } from '../command-line.ts';
import type { ExportArguments } from './command.ts';

const FORMATS = [
  'onnx: a network from the features as they are in the data to probabilities, or values, in float32.',
  'safetensors: its weights, named and laid out as torch.nn.Sequential has them.',
  'tensorboard: the curves of all networks, as event files. csv: every epoch. json: the same and the results, for a notebook.',
];

/** The command that writes a run for other programs. @param aRun how a run is named */
export function exportProgram(host: Host, aRun: string): Command {
  return commandOf('export', host)
    .summary('write a trained network, or its curves, in the format of another program')
    .description('Writes a trained network, or its curves, in the format of another program.')
    .argument('<run>', aRun)
    .option('--format <name>', 'onnx, safetensors, tensorboard, csv or json')
    .option('--network <name>', 'whose weights (default: the first of the run)')
    .option('--out <path>', "the file; of tensorboard the folder (default: in the run's folder)")
    .addHelpText(
      'after',
      helpEnding(host, FORMATS, [
        calledAs('compare', ['export latest', '--format onnx', '--network scratch']),
        calledAs('compare', ['export latest', '--format tensorboard']),
      ]),
    )
    .action(async (run: string, options: ExportArguments) => {
      const { exportCommand } = await import('./command.ts');
      await exportCommand(run, options, terminalOf(host));
    });
}
