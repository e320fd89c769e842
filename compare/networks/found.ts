import { count, Fault } from '../../src/fault.ts';
import { ACTIVATIONS, type Activation } from '../../src/model/activations/activations.ts';
import { LOSSES } from '../../src/model/losses/losses.ts';
import type { ModelSpec } from '../../src/model/model-spec.ts';
import type { FoundNetwork } from '../../src/model/network.ts';
import type { Task, TrainingSpec } from '../../src/model/training-spec.ts';
import { isWritten } from '../../src/model/word.ts';
import { isOutput, readDeclared } from './declared.ts';
import { isObject } from './take-answer.ts';
import { oneLine } from './wording.ts';

/**
 * What is told of a network that was found in a file: how it is written, and the model that it is of. What the file declares itself goes
 * before what was read off. @throws Fault where it declares what makes no sense
 */
export function takeFound(about: unknown): FoundNetwork | undefined {
  if (!isObject(about)) return undefined;
  const { says, model, training, declared } = about;
  const lines = Array.isArray(says) ? says.filter((line): line is string => typeof line === 'string').map(oneLine) : [];
  const read = isObject(model) ? readModel(model) : {};
  const isSure = about['sure'] === true;
  const learnt = isObject(training) ? readTraining(training) : {};
  if (!isObject(declared)) return { says: lines, model: read, training: learnt, isSure };
  const own = readDeclared(declared);
  return { says: [...lines, own.says], model: { ...read, ...readModel(own.model) }, training: { ...learnt, ...own.training }, isSure };
}

/** What makes sense of a model as it is told. */
function readModel({ layers, widths, activations, output, outputs, bias }: Record<string, unknown>): FoundNetwork['model'] {
  const isSizes = Array.isArray(widths) && widths.length > 1 && widths.every((width) => Number.isSafeInteger(width) && width > 0);
  const sizes = isSizes ? (widths as number[]) : undefined;
  const names = Array.isArray(activations) ? activations.filter((name): name is Activation => isWritten(ACTIVATIONS, name)) : [];
  const depth = sizes ? sizes.length - 1 : layers;
  return {
    ...(Number.isSafeInteger(depth) && { layers: depth as number }),
    ...(sizes && { widths: sizes }),
    ...(names.length > 0 && { activations: names }),
    ...(isOutput(output) && { output }),
    ...(outputs === 1 && { outputs }),
    ...(bias === false && { bias }),
  };
}

/** What was read off of how it is trained. */
function readTraining({ loss, outputReduction }: Record<string, unknown>): NonNullable<FoundNetwork['training']> {
  return { ...(isWritten(LOSSES, loss) && { loss }), ...(outputReduction === 'mean' && { outputReduction }) };
}

/**
 * What a reader should know who trains or probes the network in this model. @param name of the network
 * @throws Fault where it cannot be of this model: it has another number of layers
 */
export function foundIn(name: string, found: FoundNetwork, { model, training }: Task): string[] {
  return [...otherModel(name, found, model), ...otherTraining(name, found.training ?? {}, training)];
}

function otherModel(name: string, { model, isSure }: FoundNetwork, asked: ModelSpec): string[] {
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

/** What the file declares of its training, or was read off it, and is otherwise here. */
function otherTraining(name: string, { loss, optimiser, l1, l2 }: NonNullable<FoundNetwork['training']>, { penalty, ...training }: TrainingSpec): string[] {
  const pairs: [option: string, declared: unknown, here: unknown][] = [
    ['loss', loss, training.loss],
    ['optimizer', optimiser, training.optimiser.name],
    ['l1', l1, penalty?.l1 ?? 0],
    ['l2', l2, penalty?.l2 ?? 0],
  ];
  const other = pairs.filter(([, declared, here]) => declared !== undefined && declared !== here);
  return other.map(([option, declared, here]) => `${name} learns by --${option} ${String(declared)}; here it is ${String(here)}.`);
}
