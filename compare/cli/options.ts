import type { Command } from 'commander';
import { camel, kebab, parseRunSpec, type RunSpec } from '../../src/run/config.ts';
import { readConfig } from '../../src/run/config-file.ts';

/** The options of a run, in the groups of --help. Values are judged by the schema in src/run/config.ts, not here. */
const GROUPS: Readonly<Record<string, readonly (readonly [flags: string, description: string])[]>> = {
  'Data:': [
    [
      '--preset <name>',
      'a run as a whole: document, the experiment that began this (its generated data, its program as it was written, TensorFlow.js with a start and an order of its own)',
    ],
    [
      '--data <folder>',
      'a folder with train.csv and test.csv (or .csv.gz), or a data set that ships: mnist-parity (the default), digits, breast-cancer, penguins; or one that is generated, of two features: xor, moons, circles, spirals',
    ],
    ['--train <file>', 'a CSV file to train on, instead of --data'],
    ['--test <file>', 'the CSV file to test on; without it a part of --train is set aside'],
    ['--train-rows <n>', 'train on the first n rows, validate on the rest (default data: 4000)'],
    ['--validation <fraction>', 'or validate on a seeded, stratified fraction (default: 0.2)'],
    ['--test-fraction <fraction>', 'of a single --train file, to be set aside (default: 0.2)'],
    ['--label-column <column>', 'name, or index from 0 (negative from the end), of the label (default: 0)'],
    [
      '--image <size>',
      'the features are the pixels of an image, 28x28 say; the report then shows what the first layer looks for (default: as the data set says)',
    ],
    ['--delimiter <character>', "between cells, such as ';' or tab (default: ,)"],
  ],
  'Model:': [
    ['--hidden <widths>', "units of the hidden layers, or 'none' (default: 64,64)"],
    ['--activation <names>', 'relu, tanh or sigmoid: one for all hidden layers, or one for each (default: relu)'],
    ['--output <kind>', 'softmax, or for two classes sigmoid (default: softmax)'],
    ['--threshold <p>', 'a sigmoid output says class 1 from this p on (default: 0.5)'],
    ['--init <name>', 'initial weights: he-normal, glorot-uniform or pytorch-default (default: he-normal)'],
  ],
  'Training:': [
    ['--learning-rate <rate>', 'of stochastic gradient descent (default: 0.1)'],
    ['--batch-size <rows>', 'the short last batch of an epoch is kept (default: 64)'],
    ['--epochs <n>', '(default: 50)'],
    ['--seed <n>', 'of the initial weights, the order of the rows and the split (default: 8)'],
    ['--seeds <n>', 'repeat it with so many seeds, --seed and the next ones, or with those of a list such as 1,2,3; all networks with each'],
    ['--margin <accuracy>', 'with --seeds: networks this close in accuracy are as good as each other; choose it before you see results (default: 0.005)'],
  ],
  'Networks:': [
    ['--networks <names>', 'which to train; the first is what the others are held against (default: scratch,tfjs)'],
    ['--network <file or command>', "beside them, a network of your own: ./mine.ts, or 'python3 mine.py'; may be given again"],
    ['--timeout <seconds>', 'how long a network of your own may take to answer (default: 60)'],
    ['--dtype <type>', 'float32 or float64, for the hand-written network (default: float32)'],
    ['--kernel <name>', 'of the hand-written network: auto, simd, blocked or naive (default: auto)'],
    ['--tfjs-runtime <name>', 'of TensorFlow.js: auto, native, wasm or cpu; auto is the first of the others that is there (default: auto)'],
  ],
  'Result:': [
    ['--out <folder>', 'where report.md and results.json go (default: a folder in reports/ named after the run)'],
    ['--assert-parity', "exit with 1 when the verdict is 'differ'"],
    ['--sweep-width', 'also train one hidden layer of 1, 2, 4, … 64 units, all else the same: what width is needed for'],
    ['--config <file>', 'read options from a JSON file, by the same names; the command line goes first'],
    ['--quiet', 'show the result alone: table and verdict'],
    ['--json', 'print the result as JSON, as in results.json, and nothing else'],
    ['--verbose', "show the libraries' own messages"],
  ],
};

/** Gives a command the options of a run. */
export function addRunOptions(command: Command): Command {
  for (const [heading, options] of Object.entries(GROUPS)) {
    command.optionsGroup(heading);
    for (const [flags, description] of options) {
      if (flags.startsWith('--network ')) command.option(flags, description, (value, before: string[] = []) => [...before, value]);
      else command.option(flags, description);
    }
  }
  return command;
}

/** The options as given, with those of the --config file beneath them. @throws Fault */
export function runSpecFrom({ config, ...given }: Record<string, unknown>): RunSpec {
  if (typeof config !== 'string') return parseRunSpec(given, (option) => `--${option}`);
  const file = readConfig(config);
  const place = (option: string) => (Object.hasOwn(given, camel(option)) ? `--${option}` : `${config}: ${kebab(option)}`);
  return parseRunSpec({ ...file, ...given }, place);
}
