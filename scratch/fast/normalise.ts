import { type LayerSpec, type ModelSpec, USUAL_NORMALISATION } from '../../src/model/model-spec.ts';
import type { Statistics } from '../../src/model/network.ts';
import type { Matrix } from '../../src/numbers/matrix.ts';
import { keptStatistics, newStatistics } from '../normalisation.ts';
import type { Parameter } from './optimisers.ts';

/** Normalisation on preallocated memory, in place; `unit` (B, units) is kept from forward to backward. */
export interface Normaliser {
  /** Z becomes γ ⊙ unit + β; in a step over the batch the running statistics move on. */
  forward(Z: Matrix, unit: Matrix, purpose: 'predict' | 'step'): void;
  /** dN becomes dZ; the gradients of γ and β are left in their parameters. */
  backward(dN: Matrix, unit: Matrix): void;
  running: Statistics | undefined;
}

/** The normaliser of a layer; undefined where it has none. */
export function normaliserOf(
  { normalise, outputs }: LayerSpec,
  { normalisation = USUAL_NORMALISATION }: ModelSpec,
  gamma: Parameter,
  beta: Parameter,
): Normaliser | undefined {
  if (!normalise) return undefined;
  const { epsilon: ε } = normalisation;
  let inverse = new Float64Array(outputs); // 1/√(σ² + ε): of each column over the batch, else of each row
  const [mean, variance] = [new Float64Array(outputs), new Float64Array(outputs)];

  function affine(Z: Matrix, unit: Matrix): void {
    for (let i = 0; i < Z.data.length; i++) Z.data[i] = gamma.values.data[i % outputs]! * unit.data[i]! + beta.values.data[i % outputs]!;
  }

  /** Sums over what is normalised together: n groups, number i in group `of(i)`. */
  const grouped =
    normalise === 'batch' ? { of: (i: number) => i % outputs, size: (B: number) => B } : { of: (i: number) => Math.floor(i / outputs), size: () => outputs };

  function backward(dN: Matrix, unit: Matrix): void {
    const groups = normalise === 'batch' ? outputs : dN.rows;
    const [sum, along] = [new Float64Array(groups), new Float64Array(groups)];
    gamma.gradient.data.fill(0);
    beta.gradient.data.fill(0);
    for (let i = 0; i < dN.data.length; i++) {
      const [d, u, c, g] = [dN.data[i]!, unit.data[i]!, i % outputs, grouped.of(i)];
      gamma.gradient.data[c]! += d * u;
      beta.gradient.data[c]! += d;
      const dU = d * gamma.values.data[c]!;
      dN.data[i] = dU;
      sum[g]! += dU;
      along[g]! += dU * u;
    }
    const n = grouped.size(dN.rows);
    for (let i = 0; i < dN.data.length; i++) {
      const g = grouped.of(i);
      dN.data[i] = inverse[g]! * (dN.data[i]! - sum[g]! / n - (unit.data[i]! * along[g]!) / n);
    }
  }

  if (normalise === 'layer') {
    return {
      running: undefined,
      backward,
      forward(Z, unit) {
        if (inverse.length < Z.rows) inverse = new Float64Array(Z.rows);
        for (let r = 0; r < Z.rows; r++) {
          const row = Z.data.subarray(r * outputs, (r + 1) * outputs);
          let [middle, apart] = [0, 0];
          for (const z of row) middle += z / outputs;
          for (const z of row) apart += (z - middle) ** 2 / outputs;
          inverse[r] = 1 / Math.sqrt(apart + ε);
          for (let c = 0; c < outputs; c++) unit.data[r * outputs + c] = (row[c]! - middle) * inverse[r]!;
        }
        affine(Z, unit);
      },
    };
  }
  return {
    running: newStatistics(outputs),
    backward,
    forward(Z, unit, purpose) {
      const kept = this.running!;
      if (purpose === 'step') ofColumns(Z, mean, variance);
      else mean.set(kept.mean.data), variance.set(kept.variance.data);
      for (let c = 0; c < outputs; c++) inverse[c] = 1 / Math.sqrt(variance[c]! + ε);
      for (let i = 0; i < Z.data.length; i++) unit.data[i] = (Z.data[i]! - mean[i % outputs]!) * inverse[i % outputs]!;
      affine(Z, unit);
      const asMatrix = (data: Float64Array) => ({ rows: 1, cols: outputs, data });
      if (purpose === 'step') this.running = keptStatistics(kept, { mean: asMatrix(mean), variance: asMatrix(variance) }, Z.rows, normalisation);
    },
  };
}

function ofColumns({ rows, cols, data }: Matrix, mean: Float64Array, variance: Float64Array): void {
  mean.fill(0);
  variance.fill(0);
  for (let i = 0; i < data.length; i++) mean[i % cols]! += data[i]! / rows;
  for (let i = 0; i < data.length; i++) variance[i % cols]! += (data[i]! - mean[i % cols]!) ** 2 / rows;
}
