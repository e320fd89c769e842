import type { Command } from 'commander';
import { calledAs } from '../../src/host/called-as.ts';
import { packageVersion } from '../../src/host/package-root.ts';
import { REPORTS } from '../../src/run/settings/result.ts';
import { textOptions } from '../show/terminal/text-options.ts';
import { commandOf, type Host, helpEnding, terminalOf } from './command-line.ts';
import { completionProgram } from './completion/program.ts';
import { dataProgram } from './data/program.ts';
import { diagnoseProgram } from './diagnose/program.ts';
import { doctorProgram } from './doctor/program.ts';
import { exitCodesText } from './exit-codes.ts';
import { explainProgram } from './explain/program.ts';
import { explainMistakeProgram } from './explain-mistake/program.ts';
import { exportProgram } from './export/program.ts';
import { gradeProgram } from './grade/program.ts';
import type { HistoryFilter } from './history/filter.ts';
import { addRunOptions, runSpecFrom } from './options.ts';
import { showWaiting } from './progress/waiting.ts';
import { questionsProgram } from './questions/program.ts';
import { runElsewhere } from './queue/elsewhere.ts';
import { addQueue, type QueueArguments } from './queue/options.ts';
import { recordProgram } from './record/program.ts';
import { LATEST } from './report/run-folder.ts';
import { sweepProgram } from './sweep/program.ts';
import { workerProgram } from './worker/program.ts';

/** How an earlier run is named. */
const A_RUN = `a run's folder, its results.json, or its name in ${REPORTS}/, such as ${LATEST}`;

const EXAMPLES = [[], ['--data digits', '--activation tanh', '--epochs 20'], ['--data iris.csv', '--label species', '--hidden none']];

/**
 * The command line of the whole program. What a command needs is loaded when it is called: help, and a mistake in what is
 * given, need none of it.
 * @param onKept is told what keeps, where the run is stopped, what there is, and says so in a sentence
 * @param signal ends it where it is
 */
export function compareProgram(host: Host, onKept: (keep: () => string) => void, signal?: AbortSignal): Command {
  const root = addRunOptions(commandOf('mlp-compare', host))
    .description(
      'Trains a hand-written multi-layer perceptron and the same model in TensorFlow.js on identical data, weights and ' +
        'order of rows, shows them side by side, and says whether, where and why they part.',
    )
    .usage('[options] [command]')
    .enablePositionalOptions() // report has an --out of its own
    .version(packageVersion(), '-V, --version', "display this program's version")
    .addHelpText('after', `\n${exitCodesText(textOptions(terminalOf(host).stream).width)}`)
    .addHelpText(
      'after',
      helpEnding(
        host,
        [],
        EXAMPLES.map((options) => calledAs('compare', options)),
      ),
    )
    .allowExcessArguments() // which are told by what they may have been meant for
    .action(async ({ queue, secretFile, queueCa, ...options }: Record<string, unknown> & QueueArguments, { args, commands }: Command) => {
      if (args[0] !== undefined) {
        const { strayWord } = await import('./stray-word.ts');
        throw strayWord(
          args[0],
          commands.map((command) => command.name()),
        );
      }
      const spec = runSpecFrom(options, (told) => void terminalOf(host).errors.write(`${told}\n`));
      const terminal = terminalOf(host, { exact: spec.json });
      await runElsewhere({ queue, secretFile, queueCa }, spec, { env: host.env, terminal }, async (elsewhere) => {
        const waiting = showWaiting(spec, terminal);
        const { compareCommand } = await import('./commands.ts');
        host.exitCode = await compareCommand(spec, terminal, { onKept, signal, waiting, elsewhere });
      });
    });
  addQueue(root, 'have --seeds and --sweep-width trained by the workers of a queue');
  return addStoredRuns(root, host)
    .addCommand(exportProgram(host, A_RUN))
    .addCommand(dataProgram(host))
    .addCommand(diagnoseProgram(host))
    .addCommand(questionsProgram(host))
    .addCommand(recordProgram(host))
    .addCommand(explainMistakeProgram(host))
    .addCommand(doctorProgram(host))
    .addCommand(completionProgram(host, () => root))
    .addCommand(gradeProgram(host, (told) => onKept(() => told), signal))
    .addCommand(workerProgram(host, (told) => onKept(() => told), signal))
    .addCommand(sweepProgram(host, (told) => onKept(() => told), signal))
    .addCommand(explainProgram(host, (told) => onKept(() => told), signal));
}

/** The commands on runs of earlier. */
function addStoredRuns(root: Command, host: Host): Command {
  root
    .command('report')
    .description('make the report again from a results.json')
    .argument('<run>', A_RUN)
    .option('--out <folder>', 'where report.md goes (default: beside results.json)')
    .action(async (path: string, { out }: { out?: string }) => {
      const { reportCommand } = await import('./report/command.ts');
      await reportCommand(path, out, terminalOf(host));
    });
  root
    .command('history')
    .description('list earlier runs, the newest first')
    .argument('[folder]', 'where their folders are', REPORTS)
    .option('--data <name>', 'those on this data alone')
    .option('--network <name>', 'those with this network alone')
    .option('--verdict <word>', 'those whose verdict has this word, such as differ')
    .option('--since <day>', 'those from this day on, such as 2026-11-28')
    .option('--last <n>', 'so many, the newest')
    .action(async (folder: string, filter: HistoryFilter) => {
      const { historyCommand } = await import('./history/commands.ts');
      await historyCommand(folder, filter, terminalOf(host));
    });
  root
    .command('diff')
    .description('put two earlier runs side by side: what changed in the configuration, then in the results')
    .argument('<A>', A_RUN)
    .argument('<B>', 'the other')
    .action(async (a: string, b: string) => {
      const { diffCommand } = await import('./history/commands.ts');
      await diffCommand(a, b, terminalOf(host));
    });
  return root;
}
