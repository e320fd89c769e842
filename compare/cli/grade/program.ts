import type { Command } from 'commander';
import { calledAs } from '../../../src/host/called-as.ts';
import { commandOf, type Host, helpEnding, terminalOf } from '../command-line.ts';
import { addSettings } from '../options.ts';
import { addQueue } from '../queue/options.ts';
import type { GradeArguments } from './command.ts';

const STATEMENTS = [
  'Nothing of a submission is trusted: each runs in a box of its own, without network, and what the box holds is printed. Where bubblewrap is not installed nothing is run, unless --isolation limits accepts what the system has.',
  'A run that is stopped goes on with the same command: what was judged is kept, by the content of the submission and the rubric.',
  'Exit code: 0 once all are judged, however they did; 2 where an option, the rubric or the box is wrong.',
];

/** The command that judges a class. @param onKept is told in a sentence what is kept, whenever that changes */
export function gradeProgram(host: Host, onKept: (told: string) => void, signal?: AbortSignal): Command {
  const command = commandOf('grade', host)
    .summary('judge a class: points by channel, feedback for each, what the class has in common')
    .description(
      'Judges submissions against a rubric, with partial credit: a wrong loss does not cost the right gradients, and what follows from one mistake is not charged again.',
    )
    .argument('<submissions...>', 'files (.py, .ipynb, .ts, .js, .zip), folders, a folder of them, or a list of paths (.txt)')
    .option('--rubric <file>', 'points, hidden items, accepted variants, limits (default: rubric.yaml beside the submissions; else one that ships)')
    .option('--reveal <much>', "how much of a mistake a student is told: mark, place, name, mend (default: the rubric's, else mend)")
    .option('--reporter <name>', 'write for gradescope, junit, classroom50 or github as well; may be repeated', (name, before: string[] = []) => [
      ...before,
      name,
    ])
    .option('--one', 'each path is one submission, a folder of several files, too')
    .option('--isolation <kind>', 'bubblewrap; or limits, where a submission may do what its user may', 'bubblewrap');
  addSettings(command, { python: {} })
    .option('--workers <n>', 'submissions side by side (default: the cores of this machine)')
    .option('--out <folder>', 'where results go (default: reports/grade)');
  addQueue(command, 'have submissions judged by the workers of a queue')
    .addHelpText(
      'after',
      helpEnding(host, STATEMENTS, [
        calledAs('compare', ['grade', 'class/']),
        calledAs('compare', ['grade', 'class/', '--reveal', 'place', '--reporter', 'junit']),
      ]),
    )
    .action(async (paths: string[], options: GradeArguments) => {
      const { gradeCommand } = await import('./command.ts');
      await gradeCommand(paths, options, terminalOf(host), { env: host.env, onKept, signal });
    });
  return command.addCommand(initProgram(host));
}

function initProgram(host: Host): Command {
  return commandOf('init', host)
    .summary('write a rubric, a Gradescope autograder and a GitHub workflow')
    .description(
      'Writes rubric.yaml, gradescope/ (the files of an autograder, and their zip) and .github/workflows/grade.yml; what is there already is left as it is.',
    )
    .argument('[folder]', 'where', '.')
    .action(async (folder: string) => {
      const { initCommand } = await import('./init.ts');
      initCommand(folder, terminalOf(host));
    });
}
