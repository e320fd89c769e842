import { type Matrix, zeros } from '../numbers/matrix.ts';
import type { Stream } from '../numbers/random.ts';
import { type LayerSpec, layersOf, type ModelSpec } from './model-spec.ts';
import type { LayerWeights } from './tensors.ts';

/** How a layer's numbers are drawn, all that the program knows of it in one record. */
export interface InitialiserRecord {
  readonly name: string;
  readonly says: string;
  readonly weight: (layer: LayerSpec, stream: Stream) => number;
  readonly bias: (layer: LayerSpec, stream: Stream) => number;
}

const initialiser = <const R extends InitialiserRecord>(record: R): R => record;
const none = () => 0;

export const heNormal = initialiser({
  name: 'he-normal',
  says: 'W ~ N(0, 2/in), b = 0 (He et al., 2015)',
  weight: ({ inputs }, stream) => Math.sqrt(2 / inputs) * stream.normal(),
  bias: none,
});

export const glorotUniform = initialiser({
  name: 'glorot-uniform',
  says: 'W ~ U(±√(6/(in + out))), b = 0 (Glorot and Bengio, 2010)',
  weight: ({ inputs, outputs }, stream) => within(Math.sqrt(6 / (inputs + outputs)), stream),
  bias: none,
});

export const pytorchDefault = initialiser({
  name: 'pytorch-default',
  says: 'W and b ~ U(±1/√in), as torch.nn.Linear does',
  weight: ({ inputs }, stream) => within(1 / Math.sqrt(inputs), stream),
  bias: ({ inputs }, stream) => within(1 / Math.sqrt(inputs), stream),
});

function within(limit: number, stream: Stream): number {
  return stream.uniform(-limit, limit);
}

export const INITIALISERS = [heNormal, glorotUniform, pytorchDefault] as const;
export type Initialiser = (typeof INITIALISERS)[number]['name'];

/** Draws in float64, layer by layer, W by rows before b, and rounds once to float32: the same bits for every network. */
export function initialWeights(model: ModelSpec, initialiser: Initialiser, stream: Stream): LayerWeights[] {
  const { weight, bias } = INITIALISERS.find(({ name }) => name === initialiser)!;
  return layersOf(model).map((layer) => ({
    W: filled(layer.inputs, layer.outputs, () => weight(layer, stream)),
    b: filled(1, layer.outputs, () => (layer.bias === false ? 0 : bias(layer, stream))),
    ...(layer.normalise && { gamma: filled(1, layer.outputs, () => 1), beta: filled(1, layer.outputs, () => 0) }),
  }));
}

function filled(rows: number, cols: number, draw: () => number): Matrix {
  const M = zeros(rows, cols);
  for (let i = 0; i < M.data.length; i++) M.data[i] = draw();
  return M;
}
