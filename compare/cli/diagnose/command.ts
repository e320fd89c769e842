import { Fault } from '../../../src/fault.ts';
import { diagnose } from '../../diagnose/diagnose.ts';
import type { Diagnosis } from '../../diagnose/diagnosis.ts';
import { isRight } from '../../diagnose/right.ts';
import { withBackend } from '../../networks/backends.ts';
import { palette } from '../../show/terminal/palette.ts';
import { toText } from '../../show/words/diagnosis.ts';
import { wrap } from '../../show/words/wrap.ts';
import { CLEAR_LINE } from '../progress/cursor.ts';
import { isLively } from '../progress/progress.ts';
import { diagnoseFolder } from './answers.ts';
import { declared, type ProbedArguments } from './model.ts';

/** The command line's options: what is diagnosed, the probed model, a run, and how to show the answer. */
export interface DiagnoseArguments extends ProbedArguments {
  readonly network?: string;
  readonly answers?: string;
  readonly questions: string;
  readonly json?: true;
}

export interface DiagnoseTerminal {
  readonly stream: NodeJS.WriteStream;
  readonly errors: NodeJS.WriteStream; // for progress, if it is a terminal
}

/** The exit code where something is wrong with the network. */
const MISTAKEN = 1;

/** Diagnoses one network, or the answers of one, and says what is wrong with it. @returns the exit code */
export async function diagnoseCommand({ network, answers, questions, json, ...options }: DiagnoseArguments, terminal: DiagnoseTerminal): Promise<number> {
  const told = ({ diagnosis, more }: { diagnosis: Diagnosis; more?: string }) => {
    const text = json ? JSON.stringify(diagnosis, null, 1) : dressed(diagnosis, terminal.stream);
    terminal.stream.write(`${text}\n${more && !json ? `\n${wrap(more, terminal.stream.columns)}\n` : ''}`);
    return isRight(diagnosis) ? 0 : MISTAKEN;
  };
  if (answers !== undefined) return told(await diagnoseFolder(answers, questions));
  if (network === undefined) throw new Fault('Which network? --network names a file or a command; --answers a folder of answers.');
  const { spec, model, training } = declared(options);
  return withBackend(network, spec, async (backend) => {
    const { batchSize, learningRate, seed } = spec;
    const onProbe = isLively(terminal.errors) && !json ? progress(terminal.errors) : () => {};
    return told({ diagnosis: await diagnose(backend, model, { training, batchSize, learningRate, seed, onProbe }) });
  });
}

function progress(stream: NodeJS.WriteStream): (done: number, of: number) => void {
  return (done, of) => void stream.write(`${CLEAR_LINE}${done < of ? `Probe ${done} of ${of}` : ''}`);
}

function dressed(diagnosis: Diagnosis, stream: NodeJS.WriteStream): string {
  const { bold, green, red } = palette(stream.isTTY);
  return toText(diagnosis, { bold, good: (text) => bold(green(text)), bad: (text) => bold(red(text)) }, stream.columns);
}
