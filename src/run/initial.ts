import type { BiasInit } from '../model/initialisers/biases.ts';
import { initialWeights, isDrawn, withBiases } from '../model/initialisers/initialisers.ts';
import { type Init, isFile, pathOf } from '../model/initialisers/named.ts';
import type { ModelSpec } from '../model/model-spec.ts';
import type { LayerWeights } from '../model/tensors.ts';
import { stream } from '../numbers/random.ts';
import { readWeights } from './weights-file.ts';

interface InitialSettings {
  readonly init: Init;
  readonly biasInit?: BiasInit | undefined;
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
