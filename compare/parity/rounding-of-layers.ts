import type { Formulas, MatrixActivation, Normalised, Normalising, Pass } from '../../scratch/formulas.ts';
import { matrixActivation, textbook } from '../../scratch/textbook.ts';
import { activationOf } from '../../src/model/activations/activations.ts';
import type { Statistics } from '../../src/model/network.ts';
import { map, sumRows, times } from '../../src/numbers/algebra.ts';
import type { Matrix } from '../../src/numbers/matrix.ts';
import { isPiecewiseLinear } from './kinks.ts';
import { type Coin, HALF_ULP, OF_A_FUNCTION, ofSum, pushed, squared } from './push.ts';

/**
 * An activation as a library may round it. z is moved before f, so that what f cuts off stays cut off. A slope that is curved
 * may be a small difference, as 1 − a² is near saturation, and is off by roundings of 1; one that is a number for each
 * piece is not. Where f itself is a product that dies away, as z/2·(1 + tanh …) does, a is off by roundings of 1, too.
 */
export function pushedActivation(coin: Coin, written: string): MatrixActivation {
  const right = matrixActivation(written);
  const ofOne = isPiecewiseLinear(written) ? 0 : 1;
  const isProduct = activationOf(written).record.slopeFrom === 'z';
  return {
    value(Z) {
      const A = right.value(pushed(coin, Z, (z) => OF_A_FUNCTION * Math.abs(z)));
      return isProduct ? pushed(coin, A, (_, i) => OF_A_FUNCTION * Math.min(1, Math.abs(Z.data[i]!))) : A;
    },
    gradient: (Z, A, dA) => pushed(coin, right.gradient(Z, A, dA), (dz, i) => OF_A_FUNCTION * (Math.abs(dz) + ofOne * Math.abs(dA.data[i]!))),
  };
}

/** What is normalised together with number i: a column of the batch, or a row. */
function groupOf(normalise: 'batch' | 'layer' | undefined, cols: number): (i: number) => number {
  return normalise === 'batch' ? (i) => i % cols : (i) => Math.floor(i / cols);
}

/** The mean of the sizes in each group. */
function meanSizes(M: Matrix, group: (i: number) => number, size: number): number[] {
  const means: number[] = [];
  M.data.forEach((value, i) => {
    means[group(i)] = (means[group(i)] ?? 0) + Math.abs(value) / size;
  });
  return means;
}

/** (Z − μ)/√(σ² + ε): z − μ is off by roundings of z, and with it a whole group by those of its mean; the root, too, is a group's. */
export function pushedNormalised(coin: Coin, Z: Matrix, at: Normalising): Normalised {
  const { normalise } = at.layer;
  const { gamma, beta } = at.weights;
  if (!normalise || !gamma || !beta) return textbook.normalised(Z, at);
  const { by, statistics } = textbook.normalised(
    pushed(coin, Z, (z) => 2 * Math.abs(z)),
    at,
  );
  if (!by) return { values: Z };
  const group = groupOf(normalise, Z.cols);
  const size = normalise === 'batch' ? Z.rows : Z.cols;
  const roundings = HALF_ULP * (Math.sqrt(size) + OF_A_FUNCTION);
  const means = meanSizes(Z, group, size);
  const shifts = means.map((mean) => coin() * roundings * mean);
  const scales = means.map(() => 1 + coin() * roundings);
  const inverse = map(by.inverse, (value, i) => value * scales[group(i)]!);
  const unit = map(by.unit, (u, i) => u * scales[group(i)]! + shifts[group(i)]! * inverse.data[i]!);
  const [γ, β] = [(i: number) => gamma.data[i % Z.cols]!, (i: number) => beta.data[i % Z.cols]!];
  const values = map(unit, (u, i) => γ(i) * u + β(i));
  return {
    values: pushed(coin, values, (_, i) => OF_A_FUNCTION * (Math.abs(γ(i) * unit.data[i]!) + Math.abs(β(i)))),
    by: { unit, inverse },
    ...(statistics && { statistics: pushedStatistics(coin, statistics, shifts, roundings) }),
  };
}

/** What is kept of the batch: the mean as it was taken off, the variance off by the roundings of its sum. */
function pushedStatistics(coin: Coin, { mean, variance }: Statistics, shifts: readonly number[], roundings: number): Statistics {
  return {
    mean: map(mean, (value, i) => value + shifts[i]!),
    variance: map(variance, (value, i) => Math.max(0, value * (1 + coin() * roundings) + shifts[i]! ** 2)),
  };
}

/** dZ = 1/√(σ² + ε)·(dU − mean dU − unit·mean(dU ⊙ unit)): off by roundings of each of the three, the means by a whole group's. */
export function pushedGradient(coin: Coin, pass: Pass, l: number, dN: Matrix): ReturnType<Formulas['normalisationGradient']> {
  const { dZ, gamma, beta } = textbook.normalisationGradient(pass, l, dN);
  const { by } = pass.N[l]!;
  if (!by || !gamma || !beta) return { dZ };
  const { normalise } = pass.layers[l]!;
  const γ = pass.weights[l]!.gamma!.data;
  const dU = map(dN, (d, i) => d * γ[i % dN.cols]!);
  const along = times(dU, by.unit);
  const group = groupOf(normalise, dN.cols);
  const size = normalise === 'batch' ? dN.rows : dN.cols;
  const roundings = HALF_ULP * (Math.sqrt(size) + OF_A_FUNCTION);
  const [shifts, slopes] = [dU, along].map((M) => meanSizes(M, group, size).map((mean) => coin() * roundings * mean)) as [number[], number[]];
  const moved = map(dZ, (d, i) => d + by.inverse.data[i]! * (shifts[group(i)]! + by.unit.data[i]! * slopes[group(i)]!));
  const summed = (M: Matrix, terms: Matrix) => {
    const sizes = ofSum(M, sumRows(squared(terms)), dN.rows);
    return pushed(coin, M, (_, i) => sizes.data[i]!);
  };
  return {
    dZ: pushed(coin, moved, (d, i) => OF_A_FUNCTION * (Math.abs(d) + by.inverse.data[i]! * Math.abs(dU.data[i]!))),
    gamma: summed(gamma, times(dN, by.unit)),
    beta: summed(beta, dN),
  };
}
