import { Fault, quoted } from '../../../src/fault.ts';
import type { ModelSpec } from '../../../src/model/model-spec.ts';
import { parseRunSpec, type RunSpec } from '../../../src/run/config.ts';
import { DEFAULT_THRESHOLD } from '../../../src/run/settings/model.ts';
import { diagnose } from '../../diagnose/diagnose.ts';
import type { Diagnosis } from '../../diagnose/diagnosis.ts';
import { isRight } from '../../diagnose/right.ts';
import { withBackend } from '../../networks/backends.ts';
import { palette } from '../../show/terminal/palette.ts';
import { toText } from '../../show/words/diagnosis.ts';
import { CLEAR_LINE } from '../progress/cursor.ts';
import { isLively } from '../progress/progress.ts';

/** The command line's options: those of the probed model, of a run, and how to show the answer. */
export interface DiagnoseArguments {
  readonly network: string;
  readonly inputs: string;
  readonly classes: string;
  readonly json?: true;
  readonly [runOption: string]: unknown; // hidden, activation, output, batchSize, …
}

export interface DiagnoseTerminal {
  readonly stream: NodeJS.WriteStream;
  readonly errors: NodeJS.WriteStream; // for progress, if it is a terminal
}

/** The exit code where something is wrong with the network. */
const MISTAKEN = 1;

/** Diagnoses one network and says what is wrong with it. @returns the exit code */
export async function diagnoseCommand({ network, inputs, classes, json, ...options }: DiagnoseArguments, terminal: DiagnoseTerminal): Promise<number> {
  const spec = parseRunSpec(options, (option) => `--${option}`);
  const model = modelOf(spec, wholeNumber('--inputs', inputs, 1), wholeNumber('--classes', classes, 2));
  return withBackend(network, spec, async (backend) => {
    const { batchSize, learningRate, seed } = spec;
    const onProbe = isLively(terminal.errors) && !json ? progress(terminal.errors) : () => {};
    const diagnosis = await diagnose(backend, model, { ...(batchSize !== 'full' && { batchSize }), learningRate, seed, onProbe });
    terminal.stream.write(`${json ? JSON.stringify(diagnosis, null, 1) : dressed(diagnosis, terminal.stream)}\n`);
    return isRight(diagnosis) ? 0 : MISTAKEN;
  });
}

function modelOf({ hidden, activation, output, threshold }: RunSpec, inputs: number, classes: number): ModelSpec {
  return {
    inputs,
    hidden: hidden.map((units, l) => ({ units, activation: activation[l] ?? activation[0]! })),
    output: output === 'sigmoid' ? { kind: 'sigmoid', threshold: threshold ?? DEFAULT_THRESHOLD } : { kind: 'softmax', classes },
  };
}

function wholeNumber(option: string, text: string, least: number): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new Fault(`${option}: expected a whole number from ${least}, got ${quoted(text)}.`);
}

function progress(stream: NodeJS.WriteStream): (done: number, of: number) => void {
  return (done, of) => void stream.write(`${CLEAR_LINE}${done < of ? `Probe ${done} of ${of}` : ''}`);
}

function dressed(diagnosis: Diagnosis, stream: NodeJS.WriteStream): string {
  const { bold, green, red } = palette(stream.isTTY);
  return toText(diagnosis, { bold, good: (text) => bold(green(text)), bad: (text) => bold(red(text)) }, stream.columns);
}
