import { layersOf } from '../../src/model/model-spec.ts';
import type { LayerWeights } from '../../src/model/tensors.ts';
import { transpose } from '../../src/numbers/algebra.ts';
import { asStored, type StoredTensor, toSafetensors } from './safetensors.ts';
import type { Trained } from './trained.ts';

/**
 * Weights as torch.nn.Sequential names them: '0.weight' (out, in), '0.bias', where each hidden layer is Linear, its normalisation if it has
 * one, its activation, and Dropout if it has that. Keras' set_weights takes the transposes in the same order.
 */
export function torchSafetensors({ model }: Trained, weights: readonly LayerWeights[]): Uint8Array {
  const tensors = new Map<string, StoredTensor>();
  let index = 0;
  layersOf(model).forEach((layer, l) => {
    const { W, b, gamma, beta } = weights[l]!;
    tensors.set(`${index}.weight`, asStored(transpose(W), false));
    if (layer.bias !== false) tensors.set(`${index}.bias`, asStored(b, true));
    if (gamma && beta) {
      tensors.set(`${++index}.weight`, asStored(gamma, true));
      tensors.set(`${index}.bias`, asStored(beta, true));
    }
    index += layer.dropout ? 3 : 2;
  });
  return toSafetensors({ tensors, metadata: { format: 'pt' } });
}
