import { type Address, type LayerWeights, mapTensors, type NamedTensors, tensorsOf } from '../../src/model/tensors.ts';
import type { Matrix } from '../../src/numbers/matrix.ts';
import type { Observation } from './observation.ts';
import type { Probe } from './probe-plan.ts';
import { MANNERS, type Manner } from './tensor.ts';

/** What answers show, whoever gave them: a network that was asked, or the arithmetic of one that makes mistakes. */

export function weightsShown(probe: Probe, weights: NamedTensors): Observation[] {
  return tensorsOf(weights).map(({ name, layer, values }) => ({ probe, step: 0, quantity: 'weights', name, layer, values, floor: 0 }));
}

export function activationsShown(probe: Probe, A: readonly Matrix[]): Observation[] {
  return A.map((values, l) => ({ probe, step: 0, quantity: 'activation', layer: l + 1, values, floor: 0 }));
}

export function logitsShown(probe: Probe, values: Matrix): Observation[] {
  return [{ probe, step: 0, quantity: 'logits', layer: 0, values, floor: 0 }];
}

/** Nothing of a step that told no loss. */
export function lossShown(probe: Probe, step: number, loss: number | undefined): Observation[] {
  return loss === undefined ? [] : [{ probe, step, quantity: 'loss', layer: 0, values: single(loss), floor: 0 }];
}

export function reportedShown(probe: Probe, step: number, gradients: NamedTensors): Observation[] {
  return tensorsOf(gradients).map(({ name, layer, values }) => ({ probe, step, quantity: 'reported', name, layer, values, floor: 0 }));
}

/** What the change of every tensor implies. */
export function changeShown(probe: Probe, step: number, before: NamedTensors, after: NamedTensors): Observation[] {
  return tensorsOf(before).map((address) => changeOf(probe, step, address, { before, after }));
}

/** (W − W')/η of one tensor in float64, with its floor: half an ulp of float32 of W and of W' each, divided by η. */
export function changeOf(
  probe: Probe,
  step: number,
  { name, layer }: Address,
  { before, after }: { readonly before: NamedTensors; readonly after: NamedTensors },
): Observation {
  const { learningRate } = probe.steps[step]!;
  const { rows, cols, data: W } = before[layer - 1]![name]!;
  const next = after[layer - 1]![name]!.data;
  const data = new Float64Array(rows * cols);
  let floor = 0;
  for (let i = 0; i < data.length; i++) {
    const [w, v] = [W[i]!, next[i]!];
    data[i] = (w - v) / learningRate;
    const size = Math.max(Math.abs(w), Math.abs(v));
    if (Number.isFinite(size)) floor += (2 ** -23 * size) ** 2;
  }
  return { probe, step, quantity: 'gradient', name, layer, values: { rows, cols, data }, floor: Math.sqrt(floor) / learningRate };
}

export function mannersShown(probe: Probe, manners: Readonly<Record<Manner, boolean>>): Observation[] {
  return MANNERS.map((name) => ({ probe, step: 0, quantity: 'manner', name, layer: 0, values: single(Number(manners[name])), floor: 0 }));
}

/** The weights that a network is set to at the handover: other ones than it was made with. */
export function handedOver({ weights }: Probe): LayerWeights[] {
  return mapTensors(weights, (M, { name }) => ({ ...M, data: M.data.map((value) => value * (name === 'W' ? -0.5 : 2)) }));
}

function single(value: number): Matrix {
  return { rows: 1, cols: 1, data: Float64Array.of(value) };
}
