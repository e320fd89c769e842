import { type Dtype, type Matrix, zeros } from '../../src/numbers/matrix.ts';
import { activationByRecord, updateByRecord } from './by-record.ts';
import type { ActivationPass, Kernels, Pace, Update } from './kernels.ts';

/** The parts of the kernels in plain JavaScript that are one pass over their numbers; naive and blocked share them. */
export function elementwise(dtype: Dtype): Omit<Kernels, 'name' | 'description' | 'affine' | 'weightGradient' | 'inputGradient'> {
  return {
    matrix: (rows, cols) => zeros(rows, cols, dtype),
    biasGradient,
    activation: (written) => (written === 'relu' ? relu : activationByRecord(written)),
    update: (optimiser) => (optimiser === 'sgd' ? descend : updateByRecord(optimiser)),
  };
}

function biasGradient(dY: Matrix, db: Matrix): void {
  const cols = dY.cols;
  db.data.fill(0);
  for (let r = 0; r < dY.rows; r++) for (let j = 0; j < cols; j++) db.data[j]! += dY.data[r * cols + j]!;
}

const relu: ActivationPass = {
  keepsZ: false,
  apply(Z) {
    const length = Z.rows * Z.cols;
    for (let i = 0; i < length; i++) if (Z.data[i]! < 0) Z.data[i] = 0; // a NaN stays one
  },
  gradient(A, dA) {
    const length = A.rows * A.cols;
    for (let i = 0; i < length; i++) if (!(A.data[i]! > 0)) dA.data[i] = 0;
  },
};

const sgdByRecord = updateByRecord('sgd');

/** By the record, but in a loop of its own where there is nothing else to it. */
const descend: Update = (parameter, pace) => {
  if (!isPlain(pace)) return sgdByRecord(parameter, pace);
  const { values: P, gradient: G } = parameter;
  const length = P.rows * P.cols;
  for (let i = 0; i < length; i++) P.data[i]! -= pace.learningRate * G.data[i]!;
};

/** Whether w becomes w − η·d and nothing else comes in. */
export function isPlain({ decay, l1, l2 }: Pace): boolean {
  return decay === 0 && l1 === 0 && l2 === 0;
}
