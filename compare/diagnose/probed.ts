import { Fault, quoted } from '../../src/fault.ts';
import { classCount, type ModelSpec, type Output } from '../../src/model/model-spec.ts';
import type { TrainingSpec } from '../../src/model/training-spec.ts';
import { parseRunSpec, type RunSpec } from '../../src/run/config.ts';
import { modelWith } from '../../src/run/model-for.ts';
import { DEFAULT_THRESHOLD } from '../../src/run/settings/model.ts';
import { trainingOf } from '../../src/run/training-of.ts';

/** The command line's options of a model that is probed, and of the run. */
export interface ProbedArguments {
  readonly inputs: string;
  readonly classes: string;
  readonly [runOption: string]: unknown; // hidden, activation, output, batchSize, …
}

/** The settings, and the model that they say. @param place how messages name an option @throws Fault where one is wrong */
export function probed(
  { inputs, classes, ...options }: ProbedArguments,
  place = (option: string) => `--${option}`,
): { readonly spec: RunSpec & Counted; readonly model: ModelSpec } {
  const spec = counted(parseRunSpec(options, place));
  const least = spec.output === 'softmax' ? 2 : 1;
  return { spec, model: modelWith(spec, wholeNumber(place('inputs'), inputs, 1), outputOf(spec, wholeNumber(place('classes'), classes, least))) };
}

/** How a network of that model is meant to be trained. @throws Fault where settings and model do not go together */
export function trainingSaid(spec: RunSpec, model: ModelSpec): TrainingSpec {
  const classes = Array.from({ length: classCount(model.output) }, (_, k) => String(k));
  return trainingOf(spec, model, { name: 'the network', y: new Uint32Array(), classes });
}

function outputOf({ output, threshold = DEFAULT_THRESHOLD }: RunSpec, width: number): Output {
  if (output === 'sigmoid') return { kind: output, threshold };
  if (output === 'sigmoids') return { kind: output, outputs: width, threshold };
  return output === 'softmax' ? { kind: output, classes: width } : { kind: output, outputs: width };
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
