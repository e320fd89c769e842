import type { layers } from '@tensorflow/tfjs';
import { activationOf } from '../src/model/activations/activations.ts';
import type { Tensor } from '../src/model/tf.ts';
import type { Tf } from './runtime.ts';

/** How a dense layer of TensorFlow.js has an activation: by a name that it knows, else by a layer of its own after it. */
export function activationIn(tf: Tf, written: string): { readonly named: 'relu' | 'tanh' | 'sigmoid' | 'linear'; readonly after: readonly layers.Layer[] } {
  const { record, parameter } = activationOf(written);
  const { tfjs } = record;
  if (typeof tfjs === 'string') return { named: tfjs, after: [] };
  return { named: 'linear', after: [elementwise(tf, (Z) => tfjs(tf, Z, parameter))] };
}

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
