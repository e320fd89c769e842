import type { Command } from 'commander';
import { calledAs } from '../../../src/host/called-as.ts';
import { commandOf, type Host, helpEnding, terminalOf } from '../command-line.ts';
import { addSettings } from '../options.ts';
import type { DiagnoseArguments } from './command.ts';

/** The options of the model that is probed. */
export function addModel(command: Command): Command {
  command.optionsGroup('The model that is probed:').option('--inputs <n>', 'features', '5');
  const settings = {
    ...{ hidden: { usual: '6,6' }, activation: {}, output: {}, bias: {}, normalise: {}, dropout: {} },
    ...{ normEpsilon: {}, normMomentum: {}, normVariance: {}, dropoutScaling: {} },
  };
  return addSettings(command, settings).option('--classes <n>', 'of a softmax output; the labels or values of others', '3');
}

/** The options of what it is probed with. */
export function addAsked(command: Command): Command {
  command.optionsGroup('The training that effects are told for:');
  addSettings(command, { batchSize: { says: 'rows of the full batch' }, learningRate: {} }).optionsGroup('Other:');
  return addSettings(command, { seed: { says: 'of the weights and rows that are probed with' } });
}

/** The options of the training that is intended. */
export function addDeclared(command: Command): Command {
  return addSettings(command.optionsGroup('The training that it is held against:'), {
    ...{ loss: {}, reduction: {}, outputReduction: {}, labelSmoothing: {}, targets: {} },
    ...{ l2: {}, l1: {}, penaltyAs: {}, penaltyIn: {}, penaltyBiases: {}, weightDecay: {}, clipNorm: {}, clipTensorNorm: {}, clipValue: {} },
    ...{ optimizer: {}, momentum: {}, dampening: {}, nesterov: {}, beta1: {}, beta2: {}, rho: {}, epsilon: {}, centred: {}, epsilonInside: {}, amsgrad: {} },
  });
}

/** The command line of a diagnosis: a program of its own, and a command of mlp-compare. */
export function diagnoseProgram(host: Host): Command {
  const command = commandOf('diagnose', host)
    .summary('find the first wrong tensor of a network, and name the mistake')
    .description(
      'Finds the first wrong tensor of a hand-written network and names the mistake: probes it from known weights on known rows, and ' +
        'compares every answer with a float64 reference, and with what the reference would answer if it made each mistake of a catalogue.',
    )
    .argument(
      '[network]',
      "your file: mine.py, mine.ipynb, mine.ts, mine.js; a command such as 'python3 mine.py'; or a network that ships: scratch, tfjs, document",
    )
    .option('--network <file or command>', 'the same')
    .option('--answers <folder>', 'in place of a network: its answers to the questions that `questions` wrote')
    .option('--questions <folder>', 'where those questions are; they say the model, too', 'q');
  addSettings(addAsked(addDeclared(addModel(command))), {
    python: {},
    style: {},
    map: {},
    runAll: {},
    timeout: {},
    tfjsRuntime: {},
    kernel: {},
    dtype: {},
    reporter: {},
  });
  return command
    .option('--watch', 'diagnose again whenever the file is saved, and say what changed')
    .option('--json', 'print the diagnosis as JSON')
    .addHelpText(
      'after',
      helpEnding(
        host,
        ['Exit code: 0 no mistake found, 1 a mistake found or a probe not answered, 2 the network or an option could not be used.'],
        [
          calledAs('diagnose', ['mine.py']),
          calledAs('diagnose', ['mine.py', '--watch']),
          calledAs('diagnose', ['examples/document.ts']),
          calledAs('diagnose', ['./mine.ts', '--activation', 'tanh', '--output', 'sigmoid']),
          calledAs('diagnose', ['--answers', 'a']),
        ],
      ),
    )
    .action(async (named: string | undefined, { network = named, ...options }: DiagnoseArguments) => {
      const given = new Set(Object.keys(options).filter((name) => command.getOptionValueSource(name) === 'cli'));
      const { diagnoseCommand } = await import('./command.ts');
      host.exitCode = await diagnoseCommand({ ...options, network }, given, terminalOf(host, { exact: options.json === true }));
    });
}
