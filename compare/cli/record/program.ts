import type { Command } from 'commander';
import { calledAs } from '../../../src/host/called-as.ts';
import { commandOf, type Host, helpEnding, terminalOf } from '../command-line.ts';
import { addSettings } from '../options.ts';
import type { RecordArguments } from './command.ts';

const NORMALISED = { normalise: {}, normEpsilon: {}, normMomentum: {}, normVariance: {} };
const DROPPED = { dropout: {}, dropoutScaling: {} };

/** The command that writes down a training's right numbers. */
export function recordProgram(host: Host): Command {
  const command = commandOf('record', host)
    .summary("write the right numbers of a training into a file, for another program's tests")
    .description(
      'Writes every number of a training into a JSON file, step by step, as the textbook has them in float64: weights, Z, A, loss, dZ, dW, db, updates and what the optimiser remembers. ' +
        'A port of a network, in any language, holds itself against it in its own tests.',
    )
    .option('--out <file>', 'where they go', 'trace.json')
    .option('--steps <n>', 'every third batch is short, the last of one row; of two with batch normalisation', '10')
    .optionsGroup('Model:')
    .option('--inputs <n>', 'features', '5')
    .option('--classes <n>', 'of a softmax output; or the values of a linear one', '3');
  addSettings(command, {
    hidden: { usual: '6,6' },
    activation: {},
    output: {},
    bias: {},
    ...NORMALISED,
    ...DROPPED,
    init: { usual: 'pytorch-default' },
    biasInit: {},
  }).optionsGroup('Training:');
  addSettings(command, {
    ...{ loss: {}, reduction: {}, labelSmoothing: {}, classWeights: {}, l2: {}, l1: {}, learningRate: {}, batchSize: { usual: '8' }, seed: {} },
    ...{ optimizer: {}, momentum: {}, nesterov: {}, beta1: {}, beta2: {}, rho: {}, epsilon: {}, weightDecay: {}, clipNorm: {}, clipValue: {} },
  });
  return command
    .addHelpText(
      'after',
      helpEnding(
        host,
        [],
        [
          calledAs('compare', ['record', '--out', 'trace.json']),
          calledAs('compare', ['record', '--activation', 'tanh', '--optimizer', 'adam', '--learning-rate', '0.01']),
        ],
      ),
    )
    .action(async (options: RecordArguments) => {
      const { recordCommand } = await import('./command.ts');
      recordCommand(options, terminalOf(host));
    });
}
