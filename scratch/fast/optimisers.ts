import { type Hyper, type OptimiserRecord, type OptimiserSpec, optimiserOf, type Slot } from '../../src/model/optimisers.ts';
import type { Matrix } from '../../src/numbers/matrix.ts';
import type { Kernels } from '../kernels/kernels.ts';

/** A parameter tensor with its gradient, and what the optimiser remembers of it. */
export interface Parameter {
  readonly values: Matrix;
  readonly gradient: Matrix;
  readonly remembered: Readonly<Record<string, Matrix>>;
}

/** Takes one tensor a step down its gradient; `t` = 1, 2, … */
export type Descend = (parameter: Parameter, learningRate: number, t: number) => void;

/** The names of what is remembered, and the step: the kernels' where they have one, else number by number, as the record has it. */
export function fastOptimiser(spec: OptimiserSpec, kernels: Kernels): { readonly remembers: readonly string[]; readonly descend: Descend } {
  const { record, hyper } = optimiserOf(spec);
  const descend: Descend =
    record.name === 'sgd' ? ({ values, gradient }, learningRate) => kernels.descend(values, gradient, learningRate) : byRecord(record, hyper);
  return { remembers: record.remembers, descend };
}

function byRecord(record: OptimiserRecord, hyper: Hyper): Descend {
  const slot: Slot = { w: 0, g: 0 };
  return ({ values, gradient, remembered }, learningRate, t) => {
    const kept = record.remembers.map((key) => [key, remembered[key]!.data] as const);
    for (let i = 0; i < values.data.length; i++) {
      slot.w = values.data[i]!;
      slot.g = gradient.data[i]!;
      for (const [key, data] of kept) slot[key] = data[i]!;
      values.data[i]! -= learningRate * record.direction(slot, hyper, t);
      for (const [key, data] of kept) data[i] = slot[key]!;
    }
  };
}
