import { classCount, type ModelSpec } from '../../src/model/model-spec.ts';
import type { FoundNetwork, FoundOutput } from '../../src/model/network.ts';
import { DEFAULT_THRESHOLD } from '../../src/run/settings/model.ts';

/** Options of the probed model that were given, and so are not read off. */
export type Given = ReadonlySet<string>;

/** The model that a network is probed in: as asked, and, where nothing is said, as its file has it. */
export function asFound(asked: ModelSpec, { model }: FoundNetwork, given: Given): ModelSpec {
  const { widths, activations, output, outputs, bias } = model;
  const layers = widths ? widths.length - 1 : model.layers;
  const units = asked.hidden.map((layer) => layer.units);
  const hidden = given.has('hidden') ? units : widths ? widths.slice(1, -1) : Array.from({ length: (layers ?? units.length + 1) - 1 }, () => units[0] ?? 6);
  const activationOf = (l: number) =>
    (given.has('activation') ? asked.hidden[l]?.activation : (activations?.[l] ?? activations?.[0])) ?? asked.hidden[0]?.activation ?? 'relu';
  return {
    inputs: given.has('inputs') ? asked.inputs : (widths?.[0] ?? asked.inputs),
    hidden: hidden.map((width, l) => ({ ...(asked.hidden[l] ?? asked.hidden[0]), units: width, activation: activationOf(l), ...(bias === false && { bias }) })),
    output: outputOf(asked.output, given.has('output') ? undefined : output, given.has('classes') ? undefined : (outputs ?? widths?.at(-1))),
    ...(bias === false && { outputBias: bias }),
  };
}

function outputOf(asked: ModelSpec['output'], found: FoundOutput | undefined, classes: number | undefined): ModelSpec['output'] {
  if (found === 'linear' || found === 'tanh') return { kind: found, outputs: classes ?? classCount(asked) };
  if (found === 'sigmoid') return { kind: 'sigmoid', threshold: asked.kind === 'sigmoid' ? asked.threshold : DEFAULT_THRESHOLD };
  return asked.kind === 'softmax' && classes !== undefined ? { ...asked, classes } : asked;
}

/** What a network's file declares of its training, or was read off its step, as options: those of the command line go before. */
export function declaredIn({ training = {} }: FoundNetwork): Record<string, string | number> {
  const { loss, outputReduction, optimiser, l1, l2 } = training;
  return {
    ...(loss && { loss }),
    ...(outputReduction && { outputReduction }),
    ...(optimiser && { optimizer: optimiser }),
    ...(l1 && { l1 }),
    ...(l2 && { l2 }),
  };
}
