import type { LayerSpec } from '../../../src/model-spec.ts';
import { map } from '../../reference/reference.ts';
import { everyAndEach, type Family, type Mistake, type Suspect, type Suspects } from '../mistake.ts';
import { sigmoid } from './functions.ts';

type Slope = (z: number, a: number) => number;

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
    ...each(
      sigmoids,
      'derivative-at-a',
      "sigmoid's derivative σ(z)·(1 − σ(z)) is taken at a, not at z",
      atA,
      bent,
      (_z, a) => sigmoid(a) * (1 - sigmoid(a)),
    ),
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

const RIGHT = "dZ[l] = dA[l] ⊙ f'(Z[l])";

function derivative(id: string, name: string, mend: string, effect: string, last: number, isIn: (l: number) => boolean, slope: Slope): Mistake {
  return {
    id,
    name,
    stage: 'gradient',
    tensor: `dZ${last + 1}`,
    right: RIGHT,
    mend,
    effect,
    wrong: (right) => ({
      activationGradient: (pass, l) => {
        if (!isIn(l)) return right.activationGradient(pass, l);
        const [z, a] = [pass.Z[l]!.data, pass.A[l + 1]!.data];
        return map(pass.dA[l]!, (d, i) => d * slope(z[i]!, a[i]!));
      },
    }),
  };
}

/** The mask of the gradient's own sign, as in 'guided' backpropagation gone wrong. */
function gradientSign(relu: readonly number[]): Mistake[] {
  return everyAndEach(relu, (isIn, where, suffix, last) => ({
    ...derivative(
      `mask-of-gradient${suffix}`,
      `The ReLU mask is taken from the gradient's sign, not from z${where}`,
      'dZ = dA where z > 0, else 0.',
      "Every gradient that would lower an activation's part in the loss is lost.",
      last,
      isIn,
      () => 1,
    ),
    wrong: (right) => ({ activationGradient: (pass, l) => (isIn(l) ? map(pass.dA[l]!, (d) => Math.max(0, d)) : right.activationGradient(pass, l)) }),
  }));
}

function leakyMask(relu: readonly number[]): Family[] {
  return everyAndEach<Family>(relu, (isIn, where, suffix, last) => ({
    id: `mask-leaky${suffix}`,
    stage: 'gradient',
    starts: [0.01],
    plausible: (alpha) => Math.abs(alpha) > 1e-5 && alpha < 0.99,
    make: (alpha) => ({
      ...derivative(
        `mask-leaky${suffix}`,
        `The derivative is a leaky ReLU's, of slope ${Number(alpha.toPrecision(4))}, where the activation is ReLU${where}`,
        'dZ = dA where z > 0, else 0.',
        'Silent units learn a little.',
        last,
        isIn,
        (z) => (z > 0 ? 1 : alpha),
      ),
      parameter: { name: 'slope', value: alpha },
    }),
  }));
}

/** f' of the layer above or below, where the widths allow it without a word. */
function otherLayersMask(layers: readonly LayerSpec[], hidden: readonly number[]): Suspect[] {
  const from = (step: -1 | 1, id: string, name: string): Mistake[] => {
    const fitting = hidden.filter(
      (l) => (step === 1 ? l + 1 < layers.length && layers[l + 1]!.outputs : l > 0 && layers[l - 1]!.outputs) === layers[l]!.outputs,
    );
    return everyAndEach(fitting, (isIn, where, suffix, last) => ({
      ...derivative(
        `${id}${suffix}`,
        `${name}${where}`,
        'Layer l uses the Z, or the A, that it computed itself.',
        'Units learn by whether other units spoke.',
        last,
        isIn,
        () => 1,
      ),
      wrong: (right) => ({
        activationGradient: (pass, l) => {
          if (!isIn(l)) return right.activationGradient(pass, l);
          const Z = pass.Z.with(l, pass.Z[l + step]!);
          return right.activationGradient({ ...pass, Z, A: pass.A.with(l + 1, pass.A[l + 1 + step]!) }, l);
        },
      }),
    }));
  };
  return [
    ...from(-1, 'mask-of-layer-below', "The activation's derivative is that of the layer below"),
    ...from(1, 'mask-of-layer-above', "The activation's derivative is that of the layer above"),
  ];
}
