import { count, Fault } from '../../src/fault.ts';
import { ACTIVATIONS, type Activation } from '../../src/model/activations/activations.ts';
import type { ModelSpec } from '../../src/model/model-spec.ts';
import type { FoundNetwork } from '../../src/model/network.ts';
import { expectedOf, isWritten } from '../../src/model/word.ts';
import { isObject } from './take-answer.ts';
import { oneLine, whatCame } from './wording.ts';

type Model = FoundNetwork['model'];

/**
 * What is told of a network that was found in a file: how it is written, and the model that it is of. What the file declares itself goes
 * before what was read off. @throws Fault where it declares what makes no sense
 */
export function takeFound(about: unknown): FoundNetwork | undefined {
  if (!isObject(about)) return undefined;
  const { says, model, declared } = about;
  const lines = Array.isArray(says) ? says.filter((line): line is string => typeof line === 'string').map(oneLine) : [];
  const own = isObject(declared) ? readDeclared(declared) : {};
  const told = Object.entries(own).map(([name, value]) => `${name} ${Array.isArray(value) ? value.join(', ') : String(value)}`);
  const declares = told.length > 0 ? [`declared by the file: ${told.join('; ')}`] : [];
  return { says: [...lines, ...declares], model: { ...(isObject(model) ? readModel(model) : {}), ...own }, isSure: about['sure'] === true };
}

/** `sizes`, `activation` and `output`, as a file may declare them. */
function readDeclared({ sizes, activation, output }: Record<string, unknown>): Model {
  const activations = activation === undefined || Array.isArray(activation) ? (activation as unknown[] | undefined) : [activation];
  const odd = activations?.find((name) => !isWritten(ACTIVATIONS, name));
  if (odd !== undefined) throw new Fault(`The file declares an activation: expected ${expectedOf(ACTIVATIONS, odd)}, got ${whatCame(odd)}.`);
  const read = readModel({ widths: sizes, activations, output });
  if (sizes !== undefined && !read.widths) {
    throw new Fault(`The file declares sizes: expected widths from the inputs to the outputs, such as [20, 64, 3], got ${whatCame(sizes)}.`);
  }
  if (output !== undefined && !read.output) throw new Fault(`The file declares an output: expected softmax or sigmoid, got ${whatCame(output)}.`);
  return read;
}

function readModel({ layers, widths, activations, output, bias }: Record<string, unknown>): Model {
  const isSizes = Array.isArray(widths) && widths.length > 1 && widths.every((width) => Number.isSafeInteger(width) && width > 0);
  const sizes = isSizes ? (widths as number[]) : undefined;
  const names = Array.isArray(activations) ? activations.filter((name): name is Activation => isWritten(ACTIVATIONS, name)) : [];
  const depth = sizes ? sizes.length - 1 : layers;
  return {
    ...(Number.isSafeInteger(depth) && { layers: depth as number }),
    ...(sizes && { widths: sizes }),
    ...(names.length > 0 && { activations: names }),
    ...((output === 'softmax' || output === 'sigmoid') && { output }),
    ...(bias === false && { bias }),
  };
}

/**
 * What a reader should know who trains or probes the network in this model. @param name of the network
 * @throws Fault where it cannot be of this model: it has another number of layers
 */
export function foundIn(name: string, { model, isSure }: FoundNetwork, asked: ModelSpec): string[] {
  const depth = asked.hidden.length + 1;
  if (model.layers !== undefined && model.layers !== depth) {
    const hidden = model.layers - 1;
    const widths =
      hidden === 0
        ? 'none'
        : Array<number>(hidden)
            .fill(asked.hidden[0]?.units ?? 64)
            .join(',');
    throw new Fault(
      `${name}: it has ${count(model.layers, 'layer')} of weights, the model ${depth}. Give it ${count(hidden, 'hidden layer')}: --hidden ${widths}.`,
    );
  }
  const other = asked.hidden.findIndex(({ activation }, l) => activation !== (model.activations?.[l] ?? model.activations?.[0] ?? activation));
  const output = model.output !== undefined && model.output !== asked.output.kind;
  if (!isSure || (other < 0 && !output)) return [];
  const own = other < 0 ? `--output ${model.output}` : `--activation ${(model.activations ?? []).join(',')}`;
  const read = other < 0 ? `a ${model.output} output` : `${model.activations?.[other] ?? model.activations?.[0]} in layer ${other + 1}`;
  return [`${name} answers as a network with ${read} does, which the model has not: ${own} trains what it is.`];
}
