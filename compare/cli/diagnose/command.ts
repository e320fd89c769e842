import { Fault } from '../../../src/fault.ts';
import type { Backend, FoundNetwork } from '../../../src/model/network.ts';
import type { Diagnosis } from '../../diagnose/diagnosis.ts';
import { type ProbedArguments, probed } from '../../diagnose/probed.ts';
import { isRight } from '../../diagnose/right.ts';
import type { Given } from '../../networks/as-found.ts';
import { withBackend } from '../../networks/backends.ts';
import { ownFile } from '../../networks/own-file.ts';
import { summaryOfDiagnosis, testsOfDiagnosis } from '../../show/reporters/of-diagnosis.ts';
import { palette } from '../../show/terminal/palette.ts';
import { textOptions } from '../../show/terminal/text-options.ts';
import { foundText } from '../../show/words/found.ts';
import { wrap } from '../../show/words/wrap.ts';
import { EXIT } from '../exit-codes.ts';
import { showDoing } from '../progress/doing.ts';
import { reportersFrom, writeFor } from '../reporters.ts';
import { saves } from './saves.ts';
import { fileToWatch, watchDiagnosis } from './watch.ts';

/** The command line's options: what is diagnosed, the probed model, a run, and how to show the answer. */
interface OneDiagnosis extends ProbedArguments {
  readonly network?: string | undefined;
  readonly answers?: string;
  readonly questions: string;
  readonly json?: true;
  readonly reporter?: readonly string[];
}

export interface DiagnoseArguments extends OneDiagnosis {
  readonly watch?: true;
}

export interface DiagnoseTerminal {
  readonly stream: NodeJS.WriteStream;
  readonly errors: NodeJS.WriteStream; // for progress, if it is a terminal
}

/** Diagnoses one network, or the answers of one, and says what is wrong with it; with --watch again at each save. @returns the exit code */
export async function diagnoseCommand({ watch, ...given }: DiagnoseArguments, typed: Given, terminal: DiagnoseTerminal): Promise<number> {
  if (!watch) return isRight(await diagnoseOnce(given, typed, terminal)) ? EXIT.done : EXIT.notSo;
  if (given.network === undefined || given.answers !== undefined)
    throw new Fault('--watch: name the file of the network that is to be watched, such as mine.py.');
  const file = await fileToWatch(given.network);
  await watchDiagnosis(file, () => diagnoseOnce(given, typed, terminal), saves(file), terminal);
  return EXIT.done;
}

async function diagnoseOnce(
  { network, answers, questions, json, reporter, ...options }: OneDiagnosis,
  given: Given,
  terminal: DiagnoseTerminal,
): Promise<Diagnosis> {
  const reporters = reportersFrom(reporter);
  const file = network === undefined ? undefined : (await ownFile(network))?.file;
  const reported = (diagnosis: Diagnosis) => ({
    title: 'mlp-compare diagnose',
    suites: testsOfDiagnosis(diagnosis, file),
    summary: summaryOfDiagnosis(diagnosis),
  });
  const told = async ({ diagnosis, found, more }: { diagnosis: Diagnosis; found?: FoundNetwork; more?: string }) => {
    const text = json ? JSON.stringify({ ...diagnosis, ...(found && { found }) }, null, 1) : await dressed(diagnosis, terminal.stream);
    terminal.stream.write(`${text}\n`);
    if (more) (json ? terminal.errors : terminal.stream).write(`\n${wrap(more, textOptions(terminal.stream).width)}\n`);
    if (reporters.length > 0) writeFor(reporters, reported(diagnosis), (line) => void (json ? terminal.errors : terminal.stream).write(`${line}\n`));
    return diagnosis;
  };
  if (answers !== undefined && network !== undefined) throw new Fault('--answers and --network both say what to diagnose; give one of them.');
  if (answers !== undefined) return told(await (await import('./answers.ts')).diagnoseFolder(answers, questions));
  if (network === undefined) throw new Fault("Which network? Name a file, such as mine.py or mine.ts, a command, 'python3 mine.py', or --answers, a folder.");
  const doing = showDoing(json ? undefined : terminal.errors, network);
  const loading = import('../../diagnose/diagnose-brought.ts'); // while the network starts, in a thread or process of its own
  const diagnosing = async (backend: Backend) => {
    const { diagnoseBrought } = await loading;
    const { diagnosis, found, warned } = await diagnoseBrought(backend, options, given, doing.show);
    doing.stop();
    if (found && !json) terminal.stream.write(`${foundText(backend.name, found, warned, textOptions(terminal.stream).width)}\n\n`);
    return told({ diagnosis, ...(found && { found }) });
  };
  return withBackend(network, probed(options).spec, diagnosing).finally(doing.stop);
}

async function dressed(diagnosis: Diagnosis, stream: NodeJS.WriteStream): Promise<string> {
  const { toText } = await import('../../show/words/diagnosis.ts');
  const { bold, green, red } = palette(stream.isTTY);
  return toText(diagnosis, { bold, good: (text) => bold(green(text)), bad: (text) => bold(red(text)) }, textOptions(stream).width);
}
