import type { Command } from 'commander';
import { calledAs } from '../../../src/host/called-as.ts';
import { commandOf, type Host, helpEnding, terminalOf } from '../command-line.ts';
import { addAsked, addDeclared, addModel } from '../diagnose/program.ts';
import type { QuestionsArguments } from './command.ts';

/** The command that writes a diagnosis' questions as files. */
export function questionsProgram(host: Host): Command {
  const command = commandOf('questions', host)
    .summary('write the questions of a diagnosis as files, for a network in any language')
    .description(
      'Writes what diagnose asks into a folder, as CSV, .npz and JSON: weights, rows, targets, learning rates. A network in any language answers with files, ' +
        'and `mlp-compare diagnose --answers` says what is wrong with it. Nothing of yours is run.',
    )
    .option('--out <folder>', 'where the questions go', 'q');
  return addAsked(addDeclared(addModel(command)))
    .addHelpText(
      'after',
      helpEnding(host, [], [calledAs('compare', ['questions', '--out', 'q']), calledAs('diagnose', ['--questions', 'q', '--answers', 'a'])]),
    )
    .action(async (options: QuestionsArguments) => {
      const { questionsCommand } = await import('./command.ts');
      await questionsCommand(options, terminalOf(host));
    });
}
