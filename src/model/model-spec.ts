import type { Activation } from './activations/activations.ts';

export interface HiddenLayer {
  readonly units: number;
  readonly activation: Activation;
  /** A layer without bias: its b is 0 and stays 0. */
  readonly bias?: false;
  /** What stands between the product and the activation: over the rows of a batch, or over the units of a row. */
  readonly normalise?: 'batch' | 'layer';
  /** The probability with which an activation is left out of a step. */
  readonly dropout?: number;
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
  /** An output layer without bias. */
  readonly outputBias?: false;
  readonly normalisation?: Normalisation;
  /** Whether activations that stay are divided by 1 − p in a step (as if absent), or those of a prediction multiplied by it. */
  readonly dropoutScaling?: 'inverted' | 'prediction';
}

/** The numbers of batch and layer normalisation. */
export interface Normalisation {
  readonly epsilon: number;
  /** m: running ← (1 − m)·running + m·of the batch (PyTorch's; Keras calls 1 − m the momentum). */
  readonly momentum: number;
  /** Whether the running variance has divisor B − 1, as PyTorch has it, or B. */
  readonly unbiased: boolean;
}

export const USUAL_NORMALISATION: Normalisation = { epsilon: 1e-5, momentum: 0.1, unbiased: true };

/** A dense layer: a (in, out) product, a bias, perhaps a normalisation, then the activation, perhaps dropout; the last layer is linear. */
export interface DenseSpec {
  readonly kind: 'dense';
  readonly inputs: number;
  readonly outputs: number;
  readonly activation: Activation | 'linear';
  readonly bias?: false;
  readonly normalise?: 'batch' | 'layer';
  readonly dropout?: number;
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
    ...(layer.bias === false && { bias: false }),
    ...(layer.normalise && { normalise: layer.normalise }),
    ...(layer.dropout && { dropout: layer.dropout }),
  }));
  const last: LayerSpec = { kind: 'dense', inputs: widths.at(-1) as number, outputs: logitsWidth(model.output), activation: 'linear' };
  return [...layers, { ...last, ...(model.outputBias === false && { bias: false }) }];
}

/** All that is learnt: weights, biases, and γ and β of normalisations. */
export function parameterCount(model: ModelSpec): number {
  const vectors = ({ bias, normalise }: LayerSpec) => (bias === false ? 0 : 1) + (normalise ? 2 : 0);
  return layersOf(model).reduce((sum, layer) => sum + (layer.inputs + vectors(layer)) * layer.outputs, 0);
}

/** '196 → 64 relu → 64 relu → 2 (softmax)'. */
export function describeModel(model: ModelSpec): string {
  const hidden = model.hidden.map(({ units, activation, bias, normalise, dropout }) =>
    [units, ...(bias === false ? ['no bias'] : []), ...(normalise ? [`${normalise} norm`] : []), activation, ...(dropout ? [`dropout ${dropout}`] : [])].join(
      ' ',
    ),
  );
  const { output, normalisation, dropoutScaling } = model;
  const numbers = [
    ...(normalisation
      ? [`norms with ε ${normalisation.epsilon}, keeping ${normalisation.momentum} of a batch, its variance by ${normalisation.unbiased ? 'B − 1' : 'B'}`]
      : []),
    ...(dropoutScaling === 'prediction' ? ['dropout scaled in the prediction'] : []),
  ];
  const last = `${logitsWidth(output)} (${output.kind}${'threshold' in output ? `, p ≥ ${output.threshold}` : ''})`;
  return [[String(model.inputs), ...hidden, last].join(' → '), ...numbers].join('; ');
}
