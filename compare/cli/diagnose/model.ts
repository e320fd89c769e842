import { Fault, quoted } from '../../../src/fault.ts';
import type { ModelSpec } from '../../../src/model/model-spec.ts';
import { parseRunSpec, type RunSpec } from '../../../src/run/config.ts';
import { DEFAULT_THRESHOLD } from '../../../src/run/settings/model.ts';

/** The command line's options of a model that is probed, and of the run. */
export interface ProbedArguments {
  readonly inputs: string;
  readonly classes: string;
  readonly [runOption: string]: unknown; // hidden, activation, output, batchSize, …
}

/** The settings, and the model that they say. @throws Fault where one is wrong */
export function probed({ inputs, classes, ...options }: ProbedArguments): { readonly spec: RunSpec & Counted; readonly model: ModelSpec } {
  const spec = counted(parseRunSpec(options, (option) => `--${option}`));
  return { spec, model: modelOf(spec, wholeNumber('--inputs', inputs, 1), wholeNumber('--classes', classes, 2)) };
}

function modelOf({ hidden, activation, output, threshold }: RunSpec, inputs: number, classes: number): ModelSpec {
  return {
    inputs,
    hidden: hidden.map((units, l) => ({ units, activation: activation[l] ?? activation[0]! })),
    output: output === 'sigmoid' ? { kind: 'sigmoid', threshold: threshold ?? DEFAULT_THRESHOLD } : { kind: 'softmax', classes },
  };
}

interface Counted {
  readonly batchSize: number;
}

/** Where rows are drawn there is no whole set of them for a batch to be. @throws Fault */
export function counted(spec: RunSpec): RunSpec & Counted {
  const { batchSize } = spec;
  if (batchSize === 'full') throw new Fault('--batch-size full: the rows are drawn here, so that their number is to be said.');
  return { ...spec, batchSize };
}

/** @throws Fault unless it is one, and at least that */
export function wholeNumber(option: string, text: string, least: number): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new Fault(`${option}: expected a whole number from ${least}, got ${quoted(text)}.`);
}
