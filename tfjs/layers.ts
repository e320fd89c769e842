import type { Variable } from '@tensorflow/tfjs-core';
import type { layers, Sequential } from '@tensorflow/tfjs-layers';
import { activationOf } from '../src/model/activations/activations.ts';
import { type LayerSpec, layersOf, type ModelSpec } from '../src/model/model-spec.ts';
import type { Masks } from '../src/model/network.ts';
import type { TensorName } from '../src/model/tensors.ts';
import type { Tensor } from '../src/model/tf.ts';
import { Normaliser } from './normaliser.ts';
import type { Tf } from './runtime.ts';

/** The model in TensorFlow.js, and what is needed of it beside its answers. */
export interface BuiltModel {
  readonly sequential: Sequential;
  /** W1, b1, (gamma1, beta1,) W2, … */
  readonly variables: readonly { readonly name: TensorName; readonly layer: number; readonly variable: Variable }[];
  /** By layer; undefined where it is not normalised over the batch. */
  readonly normalisers: readonly (Normaliser | undefined)[];
  /** What the coming pass is: a step with these masks, or a prediction. */
  readonly passing: { purpose: 'predict' | 'step'; masks: readonly (Tensor | undefined)[] };
}

/** The model as `tf.sequential` of dense layers, and after them layers of our own for what the vocabulary has beside. */
export function build(tf: Tf, model: ModelSpec): BuiltModel {
  const passing: BuiltModel['passing'] = { purpose: 'predict', masks: [] };
  const specs = layersOf(model);
  const normalisers = specs.map((spec) => (spec.normalise ? new Normaliser(tf, spec, model) : undefined));
  const dense = specs.map((spec) => denseOf(tf, spec));
  const sequential = tf.sequential({ layers: specs.flatMap((spec, l) => [dense[l]!, ...after(tf, spec, model, { l, passing, normaliser: normalisers[l] })]) });
  const variables = dense.flatMap((layer, l) => {
    const [W, b] = layer.weights.map((weight) => weight.read() as Variable);
    const own: [TensorName, Variable | undefined][] = [
      ['W', W],
      ['b', b],
      ['gamma', normalisers[l]?.gamma],
      ['beta', normalisers[l]?.beta],
    ];
    return own.flatMap(([name, variable]) => (variable ? [{ name, layer: l + 1, variable }] : []));
  });
  return { sequential, variables, normalisers, passing };
}

/** An activation by a name that dense layers know is theirs, unless something stands between. */
function denseOf(tf: Tf, spec: LayerSpec): layers.Layer {
  const { tfjs } = activationOf(spec.activation).record;
  const activation = typeof tfjs === 'string' && !spec.normalise ? tfjs : 'linear';
  return tf.layers.dense({ units: spec.outputs, activation, inputShape: [spec.inputs], kernelInitializer: 'zeros' });
}

interface Standing {
  readonly l: number;
  readonly passing: BuiltModel['passing'];
  readonly normaliser: Normaliser | undefined;
}

function after(tf: Tf, spec: LayerSpec, { dropoutScaling }: ModelSpec, { l, passing, normaliser }: Standing): layers.Layer[] {
  const { record, parameter } = activationOf(spec.activation);
  const { tfjs } = record;
  const activate = typeof tfjs === 'string' ? (Z: Tensor) => (tfjs === 'linear' ? Z : tf[tfjs](Z)) : (Z: Tensor) => tfjs(tf, Z, parameter);
  const drop = (A: Tensor) => {
    const mask = passing.masks[l];
    if (passing.purpose === 'step') return mask ? tf.mul(A, mask) : A;
    return dropoutScaling === 'prediction' ? tf.mul(A, 1 - (spec.dropout ?? 0)) : A;
  };
  return [
    ...(normaliser ? [elementwise(tf, (Z) => normaliser.apply(Z, passing.purpose))] : []),
    ...(normaliser || typeof tfjs !== 'string' ? [elementwise(tf, activate)] : []),
    ...(spec.dropout ? [elementwise(tf, drop)] : []),
  ];
}

/** A layer of TensorFlow.js that is any function of its input, of the same shape. */
function elementwise(tf: Tf, f: (Z: Tensor) => Tensor): layers.Layer {
  class Elementwise extends tf.layers.Layer {
    static readonly className = 'Elementwise';

    override computeOutputShape(inputShape: number[]): number[] {
      return inputShape;
    }

    override call(inputs: Tensor | Tensor[]): Tensor {
      return f(Array.isArray(inputs) ? inputs[0]! : inputs);
    }
  }
  return new Elementwise({});
}

/** The plan's masks as tensors, to be disposed of. */
export function maskTensors(tf: Tf, masks: Masks | undefined): (Tensor | undefined)[] {
  return (masks ?? []).map((mask) => mask && tf.tensor2d(Float32Array.from(mask.data), [mask.rows, mask.cols]));
}
