import type { Command } from 'commander';
import { calledAs } from '../../../src/host/called-as.ts';
import { commandOf, type Host, helpEnding, terminalOf } from '../command-line.ts';
import { addQueue } from '../queue/options.ts';
import type { ExplainArguments } from './command.ts';

const SETTINGS =
  "Settings are a run's options by their names, and the quirks gradient-mean (once, twice), order (shared, independent) and loss-value (exact, epsilon).";

/**
 * The command line of an explanation: a program of its own, and a command of mlp-compare.
 * @param onKept is told in a sentence what is kept, whenever that changes
 * @param signal ends it where it is
 */
export function explainProgram(host: Host, onKept: (told: string) => void, signal?: AbortSignal): Command {
  const command = commandOf('explain', host)
    .summary('account for a gap between two ways to train')
    .description(
      'Accounts for a gap in accuracy, or in R² where values are predicted, between two ways to train: every combination of the settings in which they differ is trained ' +
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
    .option('--out <folder>', 'where explain.md and explain.json go (default: a folder in reports/)');
  return addQueue(command, 'have it trained by the workers of a queue')
    .addHelpText(
      'after',
      helpEnding(
        host,
        [SETTINGS],
        [
          calledAs('explain'),
          calledAs('explain', ['--data', 'mnist-parity']),
          calledAs('explain', ['--from', 'learning-rate=0.1,activation=relu', '--to', 'learning-rate=0.01,activation=tanh', '--data', 'digits']),
        ],
      ),
    )
    .action(async (options: ExplainArguments) => {
      const { explainCommand } = await import('./command.ts');
      await explainCommand(options, terminalOf(host), onKept, signal, host.env);
    });
}
