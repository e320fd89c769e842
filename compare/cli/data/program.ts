import type { Command } from 'commander';
import { calledAs } from '../../../src/host/called-as.ts';
import { GROUPS } from '../../../src/run/settings/settings.ts';
import { commandOf, type Host, helpEnding, terminalOf } from '../command-line.ts';
import { addSettings, runSpecFrom } from '../options.ts';

/** Of the settings of a run those that say what is read and how its rows are divided. */
const NAMES = [...GROUPS.Data, ...GROUPS.Columns].map(({ name }) => name).filter((name) => name !== 'preset' && name !== 'data' && name !== 'image');

/** The command that looks at a file before anything is trained on it. */
export function dataProgram(host: Host): Command {
  const command = commandOf('data', host)
    .summary('look at a file first: what would be read, and what networks would get')
    .description(
      'Shows what would be read from a file, or from a folder with train.csv and test.csv: which column is the label and why, what each ' +
        'of the others holds and becomes, and the first rows as networks get them. Trains nothing.',
    )
    .argument('<path>', 'a file, a folder, or a data set by its name');
  addSettings(command, Object.fromEntries(NAMES.map((name) => [name, {}])))
    .addHelpText(
      'after',
      helpEnding(host, [], [calledAs('compare', ['data', 'iris.csv']), calledAs('compare', ['data', 'titanic.csv', '--label Survived', '--missing median'])]),
    )
    .action(async (path: string, options: Record<string, unknown>) => {
      const spec = runSpecFrom({ data: path, ...options });
      const { dataCommand } = await import('./command.ts');
      await dataCommand(spec, terminalOf(host));
    });
  return command;
}
