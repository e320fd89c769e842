import type { Command } from 'commander';
import { calledAs } from '../../../src/host/called-as.ts';
import { commandOf, type Host, helpEnding, terminalOf } from '../command-line.ts';
import type { ExplainMistakeOptions } from './command.ts';

/** The command that prints the page of a mistake. */
export function explainMistakeProgram(host: Host): Command {
  return commandOf('explain-mistake', host)
    .summary('what a mistake looks like, why it is one, and its mend')
    .description(
      'Prints the page of a mistake that a diagnosis names: what one sees, why, wrong and right lines in NumPy and in TypeScript, what it is ' +
        'confused with, and when it is no mistake.',
    )
    .argument('[id]', 'its code or its name, as a diagnosis gives them: MLP305, mean-twice')
    .option('--list', 'list all mistakes, by what one sees')
    .option('--markdown', 'print Markdown')
    .addHelpText(
      'after',
      helpEnding(
        host,
        ['Exit code: 0, or 2 where there is no such mistake.'],
        [calledAs('compare', ['explain-mistake', 'MLP305']), calledAs('compare', ['explain-mistake', '--list'])],
      ),
    )
    .action(async (mistake: string | undefined, options: ExplainMistakeOptions) => {
      const { explainMistakeCommand } = await import('./command.ts');
      explainMistakeCommand(mistake, options, terminalOf(host, { exact: options.markdown === true }));
    });
}
