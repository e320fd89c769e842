import type { Command } from 'commander';
import { calledAs } from '../../../src/host/called-as.ts';
import { commandOf, type Host, helpEnding, terminalOf } from '../command-line.ts';
import { addSettings } from '../options.ts';
import { addQueue } from '../queue/options.ts';
import type { WorkerArguments } from './command.ts';

const STATEMENTS = [
  'A job is carried out if a holder of the secret signed it, and if what it comes to here is bit for bit what it comes to where it was asked for: the same version of this program, the same V8, the same kernels and runtime. Any other is left to others.',
  'Ended by Ctrl-C or SIGTERM, it gives back what it has not finished. Killed, its jobs go to others within a minute.',
];

/** The command that works off the jobs of a queue. @param onKept is told in a sentence what becomes of what is under way */
export function workerProgram(host: Host, onKept: (told: string) => void, signal?: AbortSignal): Command {
  const command = commandOf('worker', host)
    .summary('work off the jobs of a queue, for grade, sweep, explain and runs with seeds on other machines')
    .description('Works off the jobs that grade, sweep, explain and runs with --seeds or --sweep-width put on a queue, until it is ended.')
    .option('--concurrency <n>', 'jobs side by side (default: one fewer than the cores of this machine)');
  return addQueue(addSettings(command, { python: { says: 'what runs submissions in Python' } }), 'where the jobs are')
    .addHelpText(
      'after',
      helpEnding(host, STATEMENTS, [
        calledAs('compare', ['worker', '--queue redis://localhost:6379', '--secret-file secret.txt']),
        calledAs('compare', ['sweep', '--hidden 8,16,32', '--seeds 20', '--queue redis://localhost:6379', '--secret-file secret.txt']),
      ]),
    )
    .action(async (options: WorkerArguments) => {
      const { workerCommand } = await import('./command.ts');
      onKept('What is under way goes back to the queue.');
      await workerCommand(options, terminalOf(host), { env: host.env, signal });
    });
}
