import { Fault } from '../../src/fault.ts';
import { activationOf } from '../../src/model/activations/activations.ts';
import { type DenseSpec, layersOf, type Output, USUAL_NORMALISATION } from '../../src/model/model-spec.ts';
import type { LayerWeights } from '../../src/model/tensors.ts';
import { ONNX_ACTIVATIONS } from './onnx-activations.ts';
import { type Name, OnnxGraph } from './onnx-graph.ts';
import type { Scale, Trained } from './trained.ts';

/** What stands after the last layer. */
const AFTER: Readonly<Record<Output['kind'], string>> = { softmax: 'Softmax', sigmoid: 'Sigmoid', sigmoids: 'Sigmoid', linear: 'Identity', tanh: 'Tanh' };

/**
 * A trained network as ONNX, in float32: from 'features', as they are in the data, standardised as in the run, to 'logits' and to 'output',
 * probabilities or, of a regression, values in their own units.
 * @throws Fault of what cannot be said so
 */
export function toOnnx({ model, features, targets, classes }: Trained, weights: readonly LayerWeights[]): Uint8Array {
  const graph = new OnnxGraph();
  let a = scaled(graph, 'features', features);
  layersOf(model).forEach((layer, l) => {
    const isLast = l === model.hidden.length;
    const z = affine(graph, a, weights[l]!, l + 1, isLast ? 'logits' : undefined);
    if (!isLast) a = hidden(graph, z, layer, weights[l]!, l + 1, model);
  });
  const { outputs } = layersOf(model).at(-1)!;
  const after = graph.op(AFTER[model.output.kind], ['logits'], model.output.kind === 'softmax' ? { axis: 1 } : {}, targets ? undefined : 'output');
  if (targets) unscaled(graph, after, targets);
  const columns = [
    ['logits', outputs],
    ['output', outputs],
  ] as const;
  return graph.model(['features', model.inputs], columns, { classes: JSON.stringify(classes) });
}

function affine(graph: OnnxGraph, a: Name, { W, b }: LayerWeights, layer: number, output?: Name): Name {
  const product = graph.op('MatMul', [a, graph.tensor(`W${layer}`, [W.rows, W.cols], W.data)]);
  return graph.op('Add', [product, graph.tensor(`b${layer}`, [b.cols], b.data)], {}, output);
}

function hidden(graph: OnnxGraph, z: Name, layer: DenseSpec, { gamma, beta }: LayerWeights, l: number, model: Trained['model']): Name {
  if (layer.normalise === 'batch') {
    throw new Fault(
      'A network with batch normalisation cannot be exported as ONNX: a run keeps its weights, not its running statistics. Try --format safetensors.',
    );
  }
  const { epsilon } = model.normalisation ?? USUAL_NORMALISATION;
  const [scale, shift] = gamma && beta ? [graph.tensor(`gamma${l}`, [gamma.cols], gamma.data), graph.tensor(`beta${l}`, [beta.cols], beta.data)] : [];
  const n = scale && shift ? graph.op('LayerNormalization', [z, scale, shift], { axis: 1, epsilon }) : z;
  const { record, parameter } = activationOf(layer.activation);
  const a = ONNX_ACTIVATIONS[record.name as keyof typeof ONNX_ACTIVATIONS](graph, n, parameter);
  const kept = model.dropoutScaling === 'prediction' && layer.dropout ? 1 - layer.dropout : 1;
  return kept === 1 ? a : graph.op('Mul', [a, graph.number(kept)]);
}

function scaled(graph: OnnxGraph, x: Name, { mean, unit }: Scale): Name {
  const centred = graph.op('Sub', [x, graph.tensor('mean', [mean.length], mean)]);
  return graph.op('Div', [centred, graph.tensor('unit', [unit.length], unit)]);
}

function unscaled(graph: OnnxGraph, y: Name, { mean, unit }: Scale): void {
  const grown = graph.op('Mul', [y, graph.tensor('target_unit', [unit.length], unit)]);
  graph.op('Add', [grown, graph.tensor('target_mean', [mean.length], mean)], {}, 'output');
}
