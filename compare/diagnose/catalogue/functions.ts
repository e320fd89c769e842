import type { MatrixActivation } from '../../../scratch/formulas.ts';
import { outputsOf } from '../../../src/model/losses/batch.ts';
import { map } from '../../../src/numbers/algebra.ts';
import type { Matrix } from '../../../src/numbers/matrix.ts';
import { short } from '../figures.ts';

/** A function of one number and its derivative, as they are written in z. */
export interface Scalar {
  readonly name: string;
  /** What stands for the name where a name is all letters. */
  readonly id?: string;
  readonly f: (z: number) => number;
  readonly slope: (z: number) => number;
}

export const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));
const gaussian = (z: number): number => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
const tanhOfGelu = (z: number): number => Math.tanh(Math.sqrt(2 / Math.PI) * (z + 0.044715 * z ** 3));

export const relu: Scalar = { name: 'relu', f: (z) => Math.max(0, z), slope: (z) => (z > 0 ? 1 : 0) };
export const tanh: Scalar = { name: 'tanh', f: Math.tanh, slope: (z) => 1 - Math.tanh(z) ** 2 };
export const logistic: Scalar = { name: 'sigmoid', f: sigmoid, slope: (z) => sigmoid(z) * (1 - sigmoid(z)) };

/** Activations that a network may have instead of its own. */
export const SCALARS: readonly Scalar[] = [
  relu,
  tanh,
  logistic,
  { name: 'none', f: (z) => z, slope: () => 1 },
  { name: 'softplus', f: (z) => Math.log1p(Math.exp(-Math.abs(z))) + Math.max(0, z), slope: sigmoid },
  { name: 'elu', f: (z) => (z > 0 ? z : Math.expm1(z)), slope: (z) => (z > 0 ? 1 : Math.exp(z)) },
  { name: 'silu', f: (z) => z * sigmoid(z), slope: (z) => sigmoid(z) * (1 + z * (1 - sigmoid(z))) },
  {
    name: 'gelu (tanh form)',
    id: 'gelu-tanh',
    f: (z) => (z / 2) * (1 + tanhOfGelu(z)),
    slope: (z) => (1 + tanhOfGelu(z)) / 2 + (z / 2) * (1 - tanhOfGelu(z) ** 2) * Math.sqrt(2 / Math.PI) * (1 + 3 * 0.044715 * z * z),
  },
  { name: 'gelu', f: (z) => z * normal(z), slope: (z) => normal(z) + z * gaussian(z) },
  { name: 'softsign', f: (z) => z / (1 + Math.abs(z)), slope: (z) => 1 / (1 + Math.abs(z)) ** 2 },
  { name: 'relu6', f: (z) => Math.min(6, Math.max(0, z)), slope: (z) => (z > 0 && z < 6 ? 1 : 0) },
  { name: '|z|', id: 'absolute', f: Math.abs, slope: Math.sign },
];

export function leaky(alpha: number): Scalar {
  return { name: `leaky relu (slope ${short(alpha)})`, f: (z) => (z > 0 ? z : alpha * z), slope: (z) => (z > 0 ? 1 : alpha) };
}

/** The standard normal distribution function, by its series Σ (−1)ⁿ z²ⁿ⁺¹/(n!·2ⁿ·(2n+1)) (Abramowitz and Stegun, 26.2.10). */
function normal(z: number): number {
  if (Math.abs(z) > 6) return z > 0 ? 1 : 0;
  let term = z;
  let sum = z;
  for (let n = 1; n < 150; n++) {
    term *= (-z * z) / (2 * n);
    sum += term / (2 * n + 1);
    if (Math.abs(term) < 1e-17) break;
  }
  return 0.5 + sum / Math.sqrt(2 * Math.PI);
}

export function elementwise({ f, slope }: Scalar): MatrixActivation {
  return {
    value: (Z) => map(Z, f),
    gradient: (Z, _A, dA) => map(dA, (d, i) => d * slope(Z.data[i]!)),
  };
}

/** Softmax by rows as a layer's activation, with its whole Jacobian going back. */
export const softmaxLayer: MatrixActivation = {
  value: (Z) => softmax(Z),
  gradient: (_Z, A, dA) => softmaxJacobian(A, dA),
};

export function softmax(Z: Matrix): Matrix {
  return outputsOf(Z, { kind: 'softmax', classes: Z.cols });
}

/** J·dP row by row, J = diag(p) − p·pᵀ: p ⊙ (dP − Σ p·dP). For one column, the sigmoid's p·(1 − p)·dP. */
export function softmaxJacobian(P: Matrix, dP: Matrix): Matrix {
  if (P.cols === 1) return map(dP, (d, i) => d * P.data[i]! * (1 - P.data[i]!));
  const inner = new Float64Array(P.rows);
  P.data.forEach((p, i) => (inner[Math.floor(i / P.cols)]! += p * dP.data[i]!));
  return map(dP, (d, i) => P.data[i]! * (d - inner[Math.floor(i / P.cols)]!));
}

/** p·(1 − p) ⊙ dP: the Jacobian's diagonal alone. */
export function jacobianDiagonal(P: Matrix, dP: Matrix): Matrix {
  return map(dP, (d, i) => d * P.data[i]! * (1 - P.data[i]!));
}
