import type { ACTIVATIONS } from '../../src/model/activations/activations.ts';
import type { Name, OnnxGraph } from './onnx-graph.ts';

type Made = (graph: OnnxGraph, z: Name, α: number) => Name;

const own =
  (type: string): Made =>
  (graph, z) =>
    graph.op(type, [z]);

const within =
  (low: number, high: number): Made =>
  (graph, z) =>
    graph.op('Clip', [z, graph.number(low), graph.number(high)]);

const times = (graph: OnnxGraph, a: Name, b: Name) => graph.op('Mul', [a, b]);

/** 0.5·z·(1 + inner) */
const halved = (graph: OnnxGraph, z: Name, inner: Name) => times(graph, times(graph, graph.number(0.5), z), graph.op('Add', [graph.number(1), inner]));

const gelu: Made = (graph, z) => halved(graph, z, graph.op('Erf', [times(graph, z, graph.number(Math.SQRT1_2))]));

/** √(2/π)·(z + 0.044715·z³) under the tanh */
const geluTanh: Made = (graph, z) => {
  const cubed = times(graph, graph.number(0.044715), times(graph, z, times(graph, z, z)));
  return halved(graph, z, graph.op('Tanh', [times(graph, graph.number(Math.sqrt(2 / Math.PI)), graph.op('Add', [z, cubed]))]));
};

/** Every activation of the vocabulary by operators of ONNX. */
export const ONNX_ACTIVATIONS: Readonly<Record<(typeof ACTIVATIONS)[number]['name'], Made>> = {
  relu: own('Relu'),
  tanh: own('Tanh'),
  sigmoid: own('Sigmoid'),
  'leaky-relu': (graph, z, alpha) => graph.op('LeakyRelu', [z], { alpha }),
  elu: (graph, z, alpha) => graph.op('Elu', [z], { alpha }),
  selu: own('Selu'),
  gelu,
  'gelu-tanh': geluTanh,
  silu: (graph, z) => times(graph, z, graph.op('Sigmoid', [z])),
  mish: (graph, z) => times(graph, z, graph.op('Tanh', [graph.op('Softplus', [z])])),
  softplus: own('Softplus'),
  softsign: own('Softsign'),
  relu6: within(0, 6),
  'hard-sigmoid': (graph, z) => graph.op('HardSigmoid', [z], { alpha: 1 / 6, beta: 0.5 }),
  'hard-tanh': within(-1, 1),
  'scaled-tanh': (graph, z) => times(graph, graph.number(1.7159), graph.op('Tanh', [times(graph, graph.number(2 / 3), z)])),
  arctan: own('Atan'),
  sine: own('Sin'),
  gaussian: (graph, z) => graph.op('Exp', [graph.op('Neg', [times(graph, z, z)])]),
  linear: own('Identity'),
};
