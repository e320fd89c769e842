import type { Formulas } from '../../../scratch/formulas.ts';
import { map } from '../../../src/numbers/algebra.ts';
import { type MistakeRecord, mistake } from '../record.ts';
import { sigmoid } from './functions.ts';
import { having, hidden } from './where.ts';

/** dZ = dA ⊙ slope(z, a), with f' as a network has it. */
const slope = (of: (z: number, a: number) => number) => (): Partial<Formulas> => ({
  activationGradient: (pass, l) => {
    const [z, a] = [pass.Z[l]!.data, pass.A[l + 1]!.data];
    return map(pass.dA[l]!, (d, i) => d * of(z[i]!, a[i]!));
  },
});

const RIGHT = "dZ[l] = dA[l] ⊙ f'(Z[l])";
const BENT = 'The layers below learn from a gradient that is wrong in size and, where the slope turns negative, in sign.';
const Z_OR_A = "Write f' either in z or in a = f(z), and give it that one: tanh' = 1 − a², sigmoid' = a·(1 − a).";

// biome-ignore format: what and where on the first line of a record, then its words, then its formula
const masks = [
  mistake({ id: 'mask-missing', channel: 'derivative', first: 'dZ', layers: having('relu'),
    says: 'The ReLU mask is missing going back',
    right: RIGHT, mend: 'dZ = dA where z > 0, else 0. (a ≥ 0 is always true: it masks nothing.)',
    effect: 'Units that were silent learn as if they had spoken.',
    change: slope(() => 1),
  }),
  mistake({ id: 'mask-inverted', channel: 'derivative', first: 'dZ', layers: having('relu'),
    says: 'The ReLU mask is inverted',
    right: RIGHT, mend: 'dZ = dA where z > 0, else 0.',
    effect: 'Only silent units learn.',
    change: slope((z) => (z > 0 ? 0 : 1)),
  }),
  mistake({ id: 'mask-of-gradient', channel: 'derivative', first: 'dZ', layers: having('relu'), // as in 'guided' backpropagation gone wrong
    says: "The ReLU mask is taken from the gradient's sign, not from z",
    right: RIGHT, mend: 'dZ = dA where z > 0, else 0.',
    effect: "Every gradient that would lower an activation's part in the loss is lost.",
    change: () => ({ activationGradient: (pass, l) => map(pass.dA[l]!, (d) => Math.max(0, d)) }),
  }),
  mistake({ id: 'mask-at-zero', channel: 'kink', first: 'dZ', layers: having('relu'),
    says: "relu'(0) is taken as 1",
    right: RIGHT, mend: 'The mask is z > 0, not z ≥ 0; a convention, the one that TensorFlow and PyTorch follow.',
    effect: 'Only units at exactly 0 are touched, as a unit with zero weights is.',
    change: slope((z) => (z >= 0 ? 1 : 0)),
  }),
  mistake({ id: 'mask-half', channel: 'kink', first: 'dZ', layers: having('relu'),
    says: "relu'(0) is taken as 1/2",
    right: RIGHT, mend: 'The mask is z > 0; a convention, the one that TensorFlow and PyTorch follow.',
    effect: 'Only units at exactly 0 are touched.',
    change: slope((z) => (z > 0 ? 1 : z === 0 ? 0.5 : 0)),
  }),
  mistake({ id: 'mask-leaky', channel: 'derivative', first: 'dZ', layers: having('relu'),
    estimate: { name: 'slope', starts: [0.01], plausible: (alpha) => Math.abs(alpha) > 1e-5 && alpha < 0.99 },
    says: ({ value, where }) => `The derivative is a leaky ReLU's, of slope ${Number(value.toPrecision(4))}, where the activation is ReLU${where}`,
    right: RIGHT, mend: 'dZ = dA where z > 0, else 0.',
    effect: 'Silent units learn a little.',
    change: (_right, { value: alpha }) => slope((z) => (z > 0 ? 1 : alpha))(),
  }),
];

// biome-ignore format: a record, as above
const slopes = [
  mistake({ id: 'derivative-missing', channel: 'derivative', first: 'dZ', layers: having('tanh', 'sigmoid'),
    says: "The activation's derivative is missing going back",
    right: RIGHT, mend: "dZ = dA ⊙ f'(Z).",
    effect: 'Saturated units learn as fast as others: the gradient is too large.',
    change: slope(() => 1),
  }),
  mistake({ id: 'derivative-at-z', channel: 'derivative', first: 'dZ', layers: having('tanh'),
    says: "tanh's derivative 1 − a² is taken at z, not at a",
    right: RIGHT, mend: Z_OR_A, effect: BENT,
    change: slope((z) => 1 - z * z),
  }),
  mistake({ id: 'derivative-at-a', channel: 'derivative', first: 'dZ', layers: having('tanh'),
    says: "tanh's derivative 1 − tanh²(z) is taken at a, not at z",
    right: RIGHT, mend: Z_OR_A, effect: BENT,
    change: slope((_z, a) => 1 - Math.tanh(a) ** 2),
  }),
  mistake({ id: 'derivative-unsquared', channel: 'derivative', first: 'dZ', layers: having('tanh'),
    says: "tanh's derivative is 1 − a, without the square",
    right: RIGHT, mend: Z_OR_A, effect: BENT,
    change: slope((_z, a) => 1 - a),
  }),
  mistake({ id: 'derivative-at-z', channel: 'derivative', first: 'dZ', layers: having('sigmoid'),
    says: "sigmoid's derivative a·(1 − a) is taken at z, not at a",
    right: RIGHT, mend: Z_OR_A, effect: BENT,
    change: slope((z) => z * (1 - z)),
  }),
  mistake({ id: 'derivative-at-a', channel: 'derivative', first: 'dZ', layers: having('sigmoid'),
    says: "sigmoid's derivative σ(z)·(1 − σ(z)) is taken at a, not at z",
    right: RIGHT, mend: Z_OR_A, effect: BENT,
    change: slope((_z, a) => sigmoid(a) * (1 - sigmoid(a))),
  }),
  mistake({ id: 'derivative-of-tanh', channel: 'derivative', first: 'dZ', layers: having('relu', 'sigmoid'),
    says: "The derivative is tanh's, 1 − a²",
    right: RIGHT, mend: Z_OR_A, effect: BENT,
    change: slope((_z, a) => 1 - a * a),
  }),
  mistake({ id: 'derivative-of-sigmoid', channel: 'derivative', first: 'dZ', layers: having('relu', 'tanh'),
    says: "The derivative is sigmoid's, a·(1 − a)",
    right: RIGHT, mend: Z_OR_A, effect: BENT,
    change: slope((_z, a) => a * (1 - a)),
  }),
  mistake({ id: 'derivative-of-relu', channel: 'derivative', first: 'dZ', layers: having('tanh', 'sigmoid'),
    says: "The derivative is ReLU's: 1 where z > 0, else 0",
    right: RIGHT, mend: Z_OR_A, effect: BENT,
    change: slope((z) => (z > 0 ? 1 : 0)),
  }),
];

/** f' of the layer so many further up, where the widths allow it without a word. */
const slopeOf = (step: -1 | 1): Pick<MistakeRecord, 'layers' | 'change'> => ({
  layers: (layer, l, setting) => hidden(layer, l, setting) && setting.layers[l + step]?.outputs === layer.outputs,
  change: (right) => ({
    activationGradient: (pass, l) => right.activationGradient({ ...pass, N: pass.N.with(l, pass.N[l + step]!), F: pass.F.with(l, pass.F[l + step]!) }, l),
  }),
});

/** Mistakes in dZ = dA ⊙ f'(Z). */
// biome-ignore format: a record, as above
export const derivativeMistakes: readonly MistakeRecord[] = [
  ...masks, ...slopes,
  mistake({ id: 'mask-of-layer-below', channel: 'derivative', first: 'dZ', ...slopeOf(-1),
    says: "The activation's derivative is that of the layer below",
    right: RIGHT, mend: 'Layer l uses the Z, or the A, that it computed itself.',
    effect: 'Units learn by whether other units spoke.',
  }),
  mistake({ id: 'mask-of-layer-above', channel: 'derivative', first: 'dZ', ...slopeOf(1),
    says: "The activation's derivative is that of the layer above",
    right: RIGHT, mend: 'Layer l uses the Z, or the A, that it computed itself.',
    effect: 'Units learn by whether other units spoke.',
  }),
];
