import { describe, expect, it } from 'vitest';
import { matrixActivation } from '../../../../scratch/textbook.ts';
import type { Task } from '../../../../src/model/training-spec.ts';
import { map, product } from '../../../../src/numbers/algebra.ts';
import { examined, type Plant, small, softmax } from './planted.ts';

const other = (name: string): Plant => {
  const { value, gradient } = matrixActivation(name);
  return (right) => ({
    activation: (layer, l) => (layer.activation === 'linear' ? right.activation(layer, l) : { value, gradient }),
    activationGradient: (pass, l) => (l < pass.layers.length - 1 ? gradient(pass.N[l]!.values, pass.F[l]!, pass.dA[l]!) : right.activationGradient(pass, l)),
  });
};
const withoutBias =
  (where: (l: number) => boolean): Plant =>
  (right) => ({
    affine: (A, weights, l) => (where(l) ? product(A, weights.W) : right.affine(A, weights, l)),
    biasGradient: (pass, l) => ((db) => (where(l) ? map(db, () => 0) : db))(right.biasGradient(pass, l)),
  });
const one: Task = ((task) => ({ ...task, model: { inputs: 4, hidden: [{ units: 5, activation: 'relu' as const }], output: softmax } }))(small('relu'));

describe('an activation that is not the declared one, where biases are left out', () => {
  it.each([
    ['of the only hidden layer', one, 'leaky-relu(0.2)', (l: number) => l === 0, ['leaky ReLU, max(z, αz), with 0.2', 'no bias is added, in layer 1']],
    ['of the first of two', small('relu'), 'leaky-relu(0.2)', (l: number) => l === 0, ['leaky ReLU, max(z, αz), with 0.2', 'no bias is added, in layer 1']],
    ['of every layer', small('relu'), 'elu', () => true, ['ELU', 'z = a·W: no bias is added']],
  ] as const)('is told all the same: %s', async (_, task, activation, where, says) => {
    const { findings, proof } = await examined([other(activation), withoutBias(where)], task);
    const told = findings.map(({ computed }) => computed).join('; ');
    for (const what of says) expect(told).toContain(what);
    expect(proof.state).toBe('confirmed');
  });
});
