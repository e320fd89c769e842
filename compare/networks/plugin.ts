/** `mlp-compare/plugin`: what a file with a network of one's own imports. */

export type { Activation } from '../../src/model/activations/activations.ts';
export type { LayerSpec, ModelSpec, Output } from '../../src/model/model-spec.ts';
export { layersOf } from '../../src/model/model-spec.ts';
export type { State } from '../../src/model/network.ts';
export type { Target } from '../../src/model/target.ts';
export type { LayerWeights } from '../../src/model/tensors.ts';
export type { TrainingSpec } from '../../src/model/training-spec.ts';
export type { Matrix } from '../../src/numbers/matrix.ts';
export { fromNested, oneHot, toNested, toVector, transposed } from './adapters.ts';
export type { HandWrittenGradientNetwork, HandWrittenNetwork, LooseLayerWeights, LooseState, NetworkMaker, Rows, Vector } from './define-network.ts';
export { defineNetwork } from './define-network.ts';
