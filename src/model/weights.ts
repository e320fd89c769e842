import { copy, ShapeError, shape, zeros, type Dtype, type Matrix } from '../numbers/matrix.ts';
import { layersOf, type LayerSpec, type ModelSpec } from './model-spec.ts';
import type { LayerWeights } from './network.ts';
import type { Stream } from '../numbers/random.ts';

/**
 * - he-normal: W ~ N(0, 2/in), b = 0 (He et al., 2015)
 * - glorot-uniform: W ~ U(±√(6/(in + out))), b = 0 (Glorot and Bengio, 2010)
 * - pytorch-default: W and b ~ U(±1/√in), as `torch.nn.Linear` does
 */
export const INITIALISERS = ['he-normal', 'glorot-uniform', 'pytorch-default'] as const;
export type Initialiser = (typeof INITIALISERS)[number];

/** Draws in float64, layer by layer, W by rows before b, and rounds once to float32: the same bits for every network. */
export function initialWeights(model: ModelSpec, initialiser: Initialiser, stream: Stream): LayerWeights[] {
  return layersOf(model).map((layer) => {
    const { weight, bias } = draws(layer, initialiser, stream);
    return { W: filled(layer.inputs, layer.outputs, weight), b: filled(1, layer.outputs, bias) };
  });
}

interface Draws {
  weight(): number;
  bias(): number;
}

function draws(layer: LayerSpec, initialiser: Initialiser, stream: Stream): Draws {
  const none = () => 0;
  switch (initialiser) {
    case 'he-normal': {
      const deviation = Math.sqrt(2 / layer.inputs);
      return { weight: () => deviation * stream.normal(), bias: none };
    }
    case 'glorot-uniform': {
      const limit = Math.sqrt(6 / (layer.inputs + layer.outputs));
      return { weight: () => stream.uniform(-limit, limit), bias: none };
    }
    case 'pytorch-default': {
      const limit = 1 / Math.sqrt(layer.inputs);
      const draw = () => stream.uniform(-limit, limit);
      return { weight: draw, bias: draw };
    }
  }
}

function filled(rows: number, cols: number, draw: () => number): Matrix {
  const M = zeros(rows, cols);
  for (let i = 0; i < M.data.length; i++) M.data[i] = draw();
  return M;
}

/** Copies that share no memory with the originals, rounded to `dtype` where one is given. */
export function copyWeights(weights: readonly LayerWeights[], dtype?: Dtype): LayerWeights[] {
  return weights.map(({ W, b }) => ({ W: copy(W, dtype), b: copy(b, dtype) }));
}

/** Every parameter tensor with its name, W1, b1, W2, …, in the order of the layers. */
export function tensorsOf(weights: readonly LayerWeights[]): { name: string; values: Matrix }[] {
  return weights.flatMap(({ W, b }, l) => [
    { name: `W${l + 1}`, values: W },
    { name: `b${l + 1}`, values: b },
  ]);
}

/** @throws ShapeError unless there are as many layers as the model has, W (in, out) and b (1, out) each. */
export function checkWeights(model: ModelSpec, weights: readonly LayerWeights[]): void {
  const layers = layersOf(model);
  if (weights.length !== layers.length) {
    throw new ShapeError(`The model has ${layers.length} layers, got weights for ${weights.length}.`);
  }
  layers.forEach((layer, l) => {
    const { W, b } = weights[l] as LayerWeights;
    check(`W${l + 1}`, W, layer.inputs, layer.outputs);
    check(`b${l + 1}`, b, 1, layer.outputs);
  });
}

function check(name: string, M: Matrix, rows: number, cols: number): void {
  if (M.rows !== rows || M.cols !== cols || M.data.length !== rows * cols) {
    const hint = M.rows === cols && M.cols === rows ? ' Is it kept as (out, in)?' : '';
    throw new ShapeError(`${name} must be (${rows}, ${cols}), got ${shape(M)} with ${M.data.length} numbers.${hint}`);
  }
}
