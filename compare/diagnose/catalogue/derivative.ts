import type { LayerSpec } from '../../../src/model/model-spec.ts';
import { everyAndEach, type Mistake, type Suspects } from '../mistake.ts';
import { sigmoid } from './functions.ts';
import { derivative, gradientSign, leakyMask, otherLayersMask, type Slope } from './mask.ts';

/** Mistakes in dZ = dA ⊙ f'(Z). */
export const derivativeMistakes: Suspects = ({ layers }) => {
  const hidden = layers.map((_, l) => l).slice(0, -1);
  const having = (activation: LayerSpec['activation']) => hidden.filter((l) => layers[l]!.activation === activation);
  const each = (among: readonly number[], id: string, name: string, mend: string, effect: string, slope: Slope): Mistake[] =>
    everyAndEach(among, (isIn, where, suffix, last) => derivative(`${id}${suffix}`, `${name}${where}`, mend, effect, last, isIn, slope));
  const relu = having('relu');
  const tanh = having('tanh');
  const sigmoids = having('sigmoid');
  const bent = 'The layers below learn from a gradient that is wrong in size and, where the slope turns negative, in sign.';
  const atA = "Write f' either in z or in a = f(z), and give it that one: tanh' = 1 − a², sigmoid' = a·(1 − a).";
  return [
    ...each(
      relu,
      'mask-missing',
      'The ReLU mask is missing going back',
      'dZ = dA where z > 0, else 0. (a ≥ 0 is always true: it masks nothing.)',
      'Units that were silent learn as if they had spoken.',
      () => 1,
    ),
    ...each(relu, 'mask-inverted', 'The ReLU mask is inverted', 'dZ = dA where z > 0, else 0.', 'Only silent units learn.', (z) => (z > 0 ? 0 : 1)),
    ...gradientSign(relu),
    ...each(
      relu,
      'mask-at-zero',
      "relu'(0) is taken as 1",
      'The mask is z > 0, not z ≥ 0; a convention, the one that TensorFlow and PyTorch follow.',
      'Only units at exactly 0 are touched, as a unit with zero weights is.',
      (z) => (z >= 0 ? 1 : 0),
    ),
    ...each(
      relu,
      'mask-half',
      "relu'(0) is taken as 1/2",
      'The mask is z > 0; a convention, the one that TensorFlow and PyTorch follow.',
      'Only units at exactly 0 are touched.',
      (z) => (z > 0 ? 1 : z === 0 ? 0.5 : 0),
    ),
    ...leakyMask(relu),
    ...each(
      [...tanh, ...sigmoids].sort((a, b) => a - b),
      'derivative-missing',
      "The activation's derivative is missing going back",
      "dZ = dA ⊙ f'(Z).",
      'Saturated units learn as fast as others: the gradient is too large.',
      () => 1,
    ),
    ...each(tanh, 'derivative-at-z', "tanh's derivative 1 − a² is taken at z, not at a", atA, bent, (z) => 1 - z * z),
    ...each(tanh, 'derivative-at-a', "tanh's derivative 1 − tanh²(z) is taken at a, not at z", atA, bent, (_z, a) => 1 - Math.tanh(a) ** 2),
    ...each(tanh, 'derivative-unsquared', "tanh's derivative is 1 − a, without the square", atA, bent, (_z, a) => 1 - a),
    ...each(sigmoids, 'derivative-at-z', "sigmoid's derivative a·(1 − a) is taken at z, not at a", atA, bent, (z) => z * (1 - z)),
    ...each(sigmoids, 'derivative-at-a', "sigmoid's derivative σ(z)·(1 − σ(z)) is taken at a, not at z", atA, bent, (_z, a) => sigmoid(a) * (1 - sigmoid(a))),
    ...each(
      [...relu, ...sigmoids].sort((a, b) => a - b),
      'derivative-of-tanh',
      "The derivative is tanh's, 1 − a²",
      atA,
      bent,
      (_z, a) => 1 - a * a,
    ),
    ...each(
      [...relu, ...tanh].sort((a, b) => a - b),
      'derivative-of-sigmoid',
      "The derivative is sigmoid's, a·(1 − a)",
      atA,
      bent,
      (_z, a) => a * (1 - a),
    ),
    ...each(
      [...tanh, ...sigmoids].sort((a, b) => a - b),
      'derivative-of-relu',
      "The derivative is ReLU's: 1 where z > 0, else 0",
      atA,
      bent,
      (z) => (z > 0 ? 1 : 0),
    ),
    ...otherLayersMask(layers, hidden),
  ];
};
