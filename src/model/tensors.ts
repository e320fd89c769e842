import { copy, type Dtype, Later, type Matrix, ShapeError, shape } from '../numbers/matrix.ts';
import { layersOf, type ModelSpec } from './model-spec.ts';

/** The parameters of one layer, z = a·W + b, with γ and β where it is normalised; or their gradients, or what an optimiser remembers of them. */
export interface LayerWeights {
  readonly W: Matrix; // (in, out)
  readonly b: Matrix; // (1, out); of a layer without bias 0
  readonly gamma?: Matrix; // (1, out)
  readonly beta?: Matrix; // (1, out)
}

/** Tensors by layer and name: tensors[0].W is W1. */
export type NamedTensors = readonly LayerWeights[];

export const TENSOR_NAMES = ['W', 'b', 'gamma', 'beta'] as const satisfies readonly (keyof LayerWeights)[];
export type TensorName = (typeof TENSOR_NAMES)[number];

/** Where a tensor stands: W of layer 2. */
export interface Address {
  readonly name: TensorName;
  readonly layer: number; // 1, 2, …
}

export interface NamedTensor extends Address {
  readonly label: string; // 'W2'
  readonly values: Matrix;
}

/** Every tensor with its address: W1, b1, W2, …, in the order of the layers. */
export function tensorsOf(tensors: NamedTensors): NamedTensor[] {
  return tensors.flatMap((layer, l) =>
    TENSOR_NAMES.flatMap((name) => {
      const values = layer[name];
      return values ? [{ name, layer: l + 1, label: `${name}${l + 1}`, values }] : [];
    }),
  );
}

/** f of every tensor; of one that is computed later, later. */
export function mapTensors(tensors: NamedTensors, f: (values: Matrix, address: Address) => Matrix): LayerWeights[] {
  return tensors.map(({ W, b, gamma, beta }, l) => {
    const plain = { W: mapped(W, f, { name: 'W', layer: l + 1 }), b: mapped(b, f, { name: 'b', layer: l + 1 }) };
    if (!gamma && !beta) return plain;
    return {
      ...plain,
      ...(gamma && { gamma: mapped(gamma, f, { name: 'gamma', layer: l + 1 }) }),
      ...(beta && { beta: mapped(beta, f, { name: 'beta', layer: l + 1 }) }),
    };
  });
}

function mapped(values: Matrix, f: (values: Matrix, address: Address) => Matrix, address: Address): Matrix {
  return values instanceof Later ? new Later(() => f(values, address)) : f(values, address);
}

/** Copies that share no memory with the originals, rounded to `dtype` where one is given. */
export function copyWeights(weights: NamedTensors, dtype?: Dtype): LayerWeights[] {
  return mapTensors(weights, (values) => copy(values, dtype));
}

/** The same of several sets of tensors, by what they are called: { velocity: [{ W, b }, …] }. */
export function copyEach(sets: Readonly<Record<string, NamedTensors>>, dtype?: Dtype): Record<string, NamedTensors> {
  return Object.fromEntries(Object.entries(sets).map(([name, tensors]) => [name, copyWeights(tensors, dtype)]));
}

/** @throws ShapeError unless there are as many layers as the model has, W (in, out) and b (1, out) each, γ and β (1, out) where it is normalised. */
export function checkWeights(model: ModelSpec, weights: NamedTensors): void {
  const layers = layersOf(model);
  if (weights.length !== layers.length) {
    throw new ShapeError(`The model has ${layers.length} layers, got weights for ${weights.length}.`);
  }
  for (const { name, layer, label, values } of tensorsOf(weights)) {
    const { inputs, outputs } = layers[layer - 1]!;
    check(label, values, name === 'W' ? inputs : 1, outputs);
  }
  layers.forEach(({ normalise }, l) => {
    const { gamma, beta } = weights[l]!;
    if (normalise && !(gamma && beta))
      throw new ShapeError(`Layer ${l + 1} is normalised: beside W and b it has gamma and beta, (1, ${layers[l]!.outputs}) each.`);
  });
}

function check(name: string, M: Matrix, rows: number, cols: number): void {
  if (M.rows !== rows || M.cols !== cols || M.data.length !== rows * cols) {
    const hint = M.rows === cols && M.cols === rows ? ' Is it kept as (out, in)?' : '';
    throw new ShapeError(`${name} must be (${rows}, ${cols}), got ${shape(M)} with ${M.data.length} numbers.${hint}`);
  }
}
