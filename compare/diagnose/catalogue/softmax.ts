import type { Pass } from '../../../scratch/formulas.ts';
import { map, transpose } from '../../../src/numbers/algebra.ts';
import type { Matrix } from '../../../src/numbers/matrix.ts';
import type { Mistake, Setting } from '../mistake.ts';
import { fromProbabilities } from './cross-entropy.ts';
import { softmax, softmaxJacobian } from './functions.ts';

/** Probabilities that are not softmax's by rows, once. */
export function softmaxMistakes({ classes }: Setting): Mistake[] {
  const overflowing = (id: string, name: string, lossToo: boolean): Mistake => ({
    id,
    name,
    stage: 'loss',
    tensor: lossToo ? 'loss' : 'output gradient',
    right: classes > 1 ? 'p = exp(z − max z)/Σexp(z − max z)' : 'p = 1/(1 + e^−z), written with e^−|z|',
    mend: classes > 1 ? "Subtract each row's largest logit before exp." : 'p = z ≥ 0 ? 1/(1 + e^−z) : e^z/(1 + e^z).',
    effect: 'NaN as soon as a logit is above 88 in float32 or 709 in float64; the same numbers below that.',
    wrong: () => ({
      outputs: (Z) => unshifted(Z),
      ...(lossToo ? { loss: ({ P, Y }: Pass) => fromProbabilities(P, Y, Math.log) } : {}),
    }),
  });
  const one = classes > 1 ? 'softmax is taken without the shift by max z: e^z overflows' : 'The sigmoid is taken as e^z/(1 + e^z): e^z overflows';
  const found = [overflowing('softmax-unshifted', one, true), overflowing('softmax-unshifted/gradient', `${one}, in the gradient; the loss is right`, false)];
  if (classes === 1) return found;
  const byColumns = (Z: Matrix) => transpose(softmax(transpose(Z)));
  const batchAxis = {
    stage: 'loss' as const,
    right: 'p[r][k] = exp(z[r][k])/Σ over k of exp(z[r][k]): each ROW sums to 1',
    mend: 'Sum over the classes of one row (axis = 1 where samples are rows).',
    effect: 'A row competes with the other rows of its batch; a batch of one is certain of every class.',
  };
  const twice = {
    stage: 'loss' as const,
    right: 'p = softmax(z), once',
    mend: 'Give the loss the logits, or take the softmax out of the loss.',
    effect: 'Probabilities of outputs: they stay between 1/(K − 1 + e) and e/(K − 1 + e), the loss cannot come near 0.',
  };
  const again = (Z: Matrix) => softmax(softmax(Z));
  return [
    ...found,
    {
      id: 'softmax-batch-axis',
      name: 'softmax is taken over the batch, not over the classes',
      tensor: 'loss',
      ...batchAxis,
      wrong: () => ({ outputs: byColumns, loss: ({ P, Y }) => fromProbabilities(P, Y, Math.log) }),
    },
    {
      id: 'softmax-batch-axis/gradient',
      name: 'softmax is taken over the batch, not over the classes, in the gradient',
      tensor: 'output gradient',
      ...batchAxis,
      wrong: () => ({ outputs: byColumns }),
    },
    {
      id: 'softmax-twice',
      name: 'softmax is applied twice before the logarithm',
      tensor: 'loss',
      ...twice,
      wrong: () => ({ outputs: again, loss: ({ P, Y }) => fromProbabilities(P, Y, Math.log) }),
    },
    {
      id: 'softmax-twice/jacobian',
      name: 'softmax is applied twice before the logarithm, and the gradient passes back through both',
      tensor: 'loss',
      ...twice,
      wrong: (formulas) => ({
        outputs: again,
        loss: ({ P, Y }) => fromProbabilities(P, Y, Math.log),
        lossGradient: (pass) => softmaxJacobian(softmax(pass.A.at(-1)!), formulas.lossGradient(pass)),
      }),
    },
  ];
}

/** e^z/Σe^z, or e^z/(1 + e^z), as it overflows. */
function unshifted(Z: Matrix): Matrix {
  const E = map(Z, Math.exp);
  if (Z.cols === 1) return map(E, (e) => e / (1 + e));
  const sums = new Float64Array(Z.rows);
  E.data.forEach((e, i) => (sums[Math.floor(i / Z.cols)]! += e));
  return map(E, (e, i) => e / sums[Math.floor(i / Z.cols)]!);
}
