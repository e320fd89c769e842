import type { BiasInit } from '../model/initialisers/biases.ts';
import { type Initialiser, initialWeights, isDrawn, withBiases } from '../model/initialisers/initialisers.ts';
import type { ModelSpec } from '../model/model-spec.ts';
import type { LayerWeights } from '../model/tensors.ts';
import { stream } from '../numbers/random.ts';
import { readWeights } from './weights-file.ts';

const FILE = /^file:(?=.)/s;

/** What --init names: an initialiser, or 'file:weights.json'. */
export type Init = Initialiser | `file:${string}`;

interface InitialSettings {
  readonly init: Init;
  readonly biasInit?: BiasInit | undefined;
}

export function isFile(init: unknown): init is `file:${string}` {
  return typeof init === 'string' && FILE.test(init);
}

/** 'file:weights.json' → 'weights.json' */
export function pathOf(init: `file:${string}`): string {
  return init.replace(FILE, '');
}

/** What a model's weights begin as. @throws Fault if they are to come from a file that does not fit */
export function initialOf({ init, biasInit, seed }: InitialSettings & { readonly seed: number }, model: ModelSpec): LayerWeights[] {
  const biases = biasInit === undefined ? undefined : { init: biasInit, stream: stream(seed, 'initial/biases') };
  if (!isFile(init)) return initialWeights(model, init, stream(seed, 'initial'), biases);
  const read = readWeights(pathOf(init), model, `--init ${init}`);
  return biases ? withBiases(model, read, biases) : read;
}

/** Whether another seed has other initial weights. */
export function variesWithSeed({ init, biasInit }: InitialSettings): boolean {
  return isFile(init) ? biasInit === 'pytorch' : isDrawn(init, biasInit);
}
