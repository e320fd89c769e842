import type { Command } from 'commander';
import { calledAs } from '../../../src/host/called-as.ts';
import type { Decides, Setting } from '../../../src/run/settings/setting.ts';
import { commandOf, type Host, helpEnding, terminalOf } from '../command-line.ts';
import { addRunOptions } from '../options.ts';
import { addQueue } from '../queue/options.ts';
import type { SweepArguments } from './command.ts';

const STATEMENTS = [
  'Every option that decides the numbers of a training may have several values, with commas between them; all combinations are trained. A value that is a list itself is written with +: --hidden 8,16+16 is one layer of 8, and two of 16.',
  'A run that is stopped goes on with the same command: each training is kept as it ends.',
];

const OF_A_SWEEP: readonly Decides[] = ['data', 'rows', 'chance', 'numbers'];
const ALSO: readonly string[] = ['preset', 'timeout', 'out', 'json', 'verbose'];

/** What a run's setting is here. */
function swept(setting: Setting): Setting | undefined {
  if (setting.name === 'networks') return { ...setting, says: 'which to train', default: ['scratch'] };
  if (setting.name === 'out') return { ...setting, says: 'where sweep.csv and sweep.json go', unsaid: 'a folder in reports/' };
  if (setting.name === 'json') return { ...setting, says: 'print the table as JSON, and nothing else' };
  return OF_A_SWEEP.includes(setting.decides) || ALSO.includes(setting.name) ? setting : undefined;
}

/** The command that trains a grid. @param onKept is told in a sentence what is kept, whenever that changes */
export function sweepProgram(host: Host, onKept: (told: string) => void, signal?: AbortSignal): Command {
  const command = commandOf('sweep', host)
    .summary('train every combination of some settings: a table of what came of each')
    .description('Trains every combination of the settings that are given several values, each with all seeds, and puts what came of it in a table.');
  addRunOptions(command, swept).option('--workers <n>', 'trainings side by side (default: the cores of this machine)');
  return addQueue(command, 'have it trained by the workers of a queue')
    .addHelpText(
      'after',
      helpEnding(host, STATEMENTS, [
        calledAs('compare', ['sweep', '--data penguins', '--learning-rate 0.1,0.01', '--hidden 8,16', '--seeds 3']),
        calledAs('compare', ['sweep', '--activation relu,tanh', '--optimizer sgd,adam']),
      ]),
    )
    .action(async (options: SweepArguments) => {
      const { sweepCommand } = await import('./command.ts');
      await sweepCommand(options, terminalOf(host, { exact: options['json'] === true }), { env: host.env, onKept, signal });
    });
}
