import type { Command } from 'commander';
import { calledAs } from '../../../src/host/called-as.ts';
import { commandOf, type Host, helpEnding, terminalOf } from '../command-line.ts';
import { addSettings } from '../options.ts';

/** The command that says what a run has to work with here, and why something is not there. */
export function doctorProgram(host: Host): Command {
  const command = commandOf('doctor', host)
    .summary('what a run has to work with here, and why something is not there')
    .description('Tells the versions, the kernels of the hand-written network, the runtimes of TensorFlow.js, and what Python finds. Trains nothing.');
  return addSettings(command, { python: {} })
    .option('--json', 'print it as JSON')
    .addHelpText('after', helpEnding(host, ['Exit code: 0, whatever is there; 2 where an option is wrong.'], [calledAs('compare', ['doctor'])]))
    .action(async ({ python, json }: { python?: string; json?: true }) => {
      const { doctorCommand } = await import('./command.ts');
      await doctorCommand({ ...(python !== undefined && { python }), json: json === true }, terminalOf(host, { exact: json === true }));
    });
}
