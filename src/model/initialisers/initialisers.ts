import { type Matrix, zeros } from '../../numbers/matrix.ts';
import type { Stream } from '../../numbers/random.ts';
import { layersOf, type ModelSpec } from '../model-spec.ts';
import type { LayerWeights } from '../tensors.ts';
import { read, type Written } from '../word.ts';
import { type BiasInit, biasOf } from './biases.ts';
import type { Draw, InitialiserRecord } from './record.ts';
import { glorotNormal, glorotUniform, heNormal, heUniform, lecunNormal, lecunUniform, pytorchDefault } from './scaled.ts';
import { constant, normalInitialiser, orthogonal, uniformInitialiser, zerosInitialiser } from './unscaled.ts';

/** In the order in which help lists them. */
export const INITIALISERS = [
  heNormal,
  heUniform,
  glorotNormal,
  glorotUniform,
  lecunNormal,
  lecunUniform,
  orthogonal,
  pytorchDefault,
  zerosInitialiser,
  constant,
  normalInitialiser,
  uniformInitialiser,
] as const;

/** As written: 'he-normal', 'normal(0.01)'. */
export type Initialiser = Written<(typeof INITIALISERS)[number]>;

/** Biases that are not the initialiser's own, and a stream for them alone: the weights are the same whatever the biases. */
export interface GivenBiases {
  readonly init: BiasInit;
  readonly stream: Stream;
}

/**
 * Draws in float64, layer by layer, W by rows before b, and rounds once to float32: the same bits for every network.
 * @throws Fault where there is no such initialiser
 */
export function initialWeights(model: ModelSpec, initialiser: Initialiser, stream: Stream, biases?: GivenBiases): LayerWeights[] {
  const { record, parameter } = read<InitialiserRecord>(INITIALISERS, initialiser, 'initialiser');
  const drawn = layersOf(model).map((layer) => ({
    W: filled(layer.inputs, layer.outputs, record.weight(layer, stream, parameter)),
    b: filled(1, layer.outputs, layer.bias === false ? () => 0 : record.bias(layer, stream)),
    ...(layer.normalise && { gamma: filled(1, layer.outputs, () => 1), beta: filled(1, layer.outputs, () => 0) }),
  }));
  return biases && biasOf(biases.init) !== record.bias ? withBiases(model, drawn, biases) : drawn;
}

/** The same weights with these biases, but where the model has none. */
export function withBiases(model: ModelSpec, weights: readonly LayerWeights[], { init, stream }: GivenBiases): LayerWeights[] {
  const bias = biasOf(init);
  return layersOf(model).map((layer, l) => {
    const own = weights[l]!;
    return layer.bias === false ? own : { ...own, b: filled(1, layer.outputs, bias(layer, stream)) };
  });
}

/** Whether another seed has other weights, or biases. */
export function isDrawn(initialiser: Initialiser, biases?: BiasInit): boolean {
  return biases === 'pytorch' || !read<InitialiserRecord>(INITIALISERS, initialiser, 'initialiser').record.fixed;
}

function filled(rows: number, cols: number, draw: Draw): Matrix {
  const M = zeros(rows, cols);
  for (let i = 0; i < M.data.length; i++) M.data[i] = draw(i);
  return M;
}
