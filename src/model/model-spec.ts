import type { Activation } from './activations/activations.ts';

export interface HiddenLayer {
  readonly units: number;
  readonly activation: Activation;
}

/**
 * The output layer is linear; the function after it stands here. A sigmoid answers for class 1 of two; several for one class
 * each, or for a label each that a row may have or not; linear and tanh for values.
 */
export type Output =
  | { readonly kind: 'softmax'; readonly classes: number }
  | { readonly kind: 'sigmoid'; readonly threshold: number }
  | { readonly kind: 'sigmoids'; readonly outputs: number; readonly threshold: number }
  | { readonly kind: 'linear' | 'tanh'; readonly outputs: number };

/** A multi-layer perceptron as plain data. */
export interface ModelSpec {
  readonly inputs: number;
  readonly hidden: readonly HiddenLayer[];
  readonly output: Output;
}

/** A dense layer: a (in, out) product, a bias, then the activation; the last layer is linear. */
export interface DenseSpec {
  readonly kind: 'dense';
  readonly inputs: number;
  readonly outputs: number;
  readonly activation: Activation | 'linear';
}

/** One layer of the model. */
export type LayerSpec = DenseSpec;

/** The columns of the logits: one per class or output, a single one for one sigmoid. */
export function logitsWidth(output: Output): number {
  if (output.kind === 'softmax') return output.classes;
  return output.kind === 'sigmoid' ? 1 : output.outputs;
}

/** The classes that labels may be of: two for one sigmoid. */
export function classCount(output: Output): number {
  return output.kind === 'sigmoid' ? 2 : logitsWidth(output);
}

/** The dense layers, first to last. */
export function layersOf(model: ModelSpec): LayerSpec[] {
  const widths = [model.inputs, ...model.hidden.map((layer) => layer.units)];
  const layers: LayerSpec[] = model.hidden.map((layer, l) => ({
    kind: 'dense',
    inputs: widths[l]!,
    outputs: layer.units,
    activation: layer.activation,
  }));
  return [...layers, { kind: 'dense', inputs: widths.at(-1) as number, outputs: logitsWidth(model.output), activation: 'linear' }];
}

/** Weights and biases together. */
export function parameterCount(model: ModelSpec): number {
  return layersOf(model).reduce((sum, layer) => sum + (layer.inputs + 1) * layer.outputs, 0);
}

/** '196 → 64 relu → 64 relu → 2 (softmax)'. */
export function describeModel(model: ModelSpec): string {
  const hidden = model.hidden.map((layer) => `${layer.units} ${layer.activation}`);
  const { output } = model;
  const last = `${logitsWidth(output)} (${output.kind}${'threshold' in output ? `, p ≥ ${output.threshold}` : ''})`;
  return [String(model.inputs), ...hidden, last].join(' → ');
}
