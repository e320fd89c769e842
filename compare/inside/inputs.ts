import type { LayerWeights } from '../../src/model/tensors.ts';
import { norm } from '../../src/numbers/norms.ts';
import type { FirstInputs } from './schema.ts';

const UNITS = 12;
const INPUTS = 5;

/** The first layer's units with the largest weights, the same of every network, and the inputs that each answers to most. */
export function firstInputsOf(weights: readonly (readonly LayerWeights[] | undefined)[], features: readonly string[]): (FirstInputs | undefined)[] {
  const first = weights.find((own) => own)?.[0]?.W;
  if (!first) return weights.map(() => undefined);
  const units = largestFirst(Array.from({ length: first.cols }, (_, unit) => norm(column(first, unit)))).slice(0, UNITS);
  return weights.map((own) =>
    own
      ? units.map((unit) => {
          const w = column(own[0]!.W, unit);
          const top = largestFirst(w.map(Math.abs)).slice(0, INPUTS);
          return { unit: unit + 1, norm: norm(w), top: top.map((input) => ({ feature: features[input] ?? `input ${input + 1}`, weight: w[input]! })) };
        })
      : undefined,
  );
}

function column({ data, rows, cols }: LayerWeights['W'], c: number): number[] {
  return Array.from({ length: rows }, (_, r) => data[r * cols + c]!);
}

/** The places of the values, the largest's first. */
function largestFirst(values: readonly number[]): number[] {
  return values.map((_, i) => i).sort((a, b) => values[b]! - values[a]!);
}
