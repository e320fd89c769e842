import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { count, Fault } from '../../../src/fault.ts';
import { whyNotWritten } from '../../../src/host/cannot-write.ts';
import { writeWhole } from '../../../src/host/write-whole.ts';
import { describeModel } from '../../../src/model/model-spec.ts';
import { parseRunSpec } from '../../../src/run/config.ts';
import { counted, wholeNumber } from '../../diagnose/probed.ts';
import { plannedTrace } from '../../record/planned.ts';
import { recorded, traceText } from '../../record/trace.ts';
import type { Terminal } from '../progress/show-run.ts';

export interface RecordArguments {
  readonly inputs: string;
  readonly classes: string;
  readonly steps: string;
  readonly out: string;
  readonly [runOption: string]: unknown; // hidden, activation, output, loss, optimizer, …
}

/** Writes the right numbers of a training into a file. */
export function recordCommand({ inputs, classes, steps, out, ...options }: RecordArguments, terminal: Terminal): void {
  const spec = counted(parseRunSpec(options, (option) => `--${option}`));
  const drawn = { inputs: wholeNumber('--inputs', inputs, 1), outputs: wholeNumber('--classes', classes, 1), steps: wholeNumber('--steps', steps, 1) };
  const { task, initial, batches } = plannedTrace(spec, drawn);
  const name = `${describeModel(task.model)}, ${task.training.loss}, ${task.training.optimiser.name}`;
  const text = traceText(recorded(name, task, initial, batches, spec.learningRate));
  try {
    mkdirSync(dirname(out), { recursive: true });
    writeWhole(out, text);
  } catch (error) {
    throw new Fault(`--out ${out}: it cannot be written: ${whyNotWritten(error)}.`);
  }
  terminal.print(`${out}: ${count(drawn.steps, 'step')} of ${name}, ${(text.length / 1000).toFixed(0)} kB.`);
}
