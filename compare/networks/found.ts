import { ACTIVATIONS, type Activation } from '../../src/model/activations/activations.ts';
import type { FoundNetwork } from '../../src/model/network.ts';
import { isWritten } from '../../src/model/word.ts';
import { isObject } from './take-answer.ts';
import { oneLine } from './wording.ts';

/** What `hello` may tell of a network that was found in a file: how it is written, and the model that it is of. Anything that makes no sense is left out. */
export function takeFound(about: unknown): FoundNetwork | undefined {
  if (!isObject(about)) return undefined;
  const { says, model, declared } = about;
  const lines = Array.isArray(says) ? says.filter((line): line is string => typeof line === 'string').map(oneLine) : [];
  const read = isObject(model) ? readModel(model) : {};
  const told = isObject(declared) ? readModel({ ...declared, widths: declared['sizes'], activations: several(declared['activation']) }) : {};
  return { says: lines, model: { ...read, ...told }, isSure: about['sure'] === true };
}

function several(value: unknown): unknown {
  return value === undefined || Array.isArray(value) ? value : [value];
}

function readModel({ layers, widths, activations, output, bias }: Record<string, unknown>): FoundNetwork['model'] {
  const sizes =
    Array.isArray(widths) && widths.length > 1 && widths.every((width) => Number.isSafeInteger(width) && width > 0) ? (widths as number[]) : undefined;
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
