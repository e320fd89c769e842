import type { LayerSpec } from '../../../src/model/model-spec.ts';
import { map } from '../../../src/numbers/algebra.ts';
import { everyAndEach, type Family, type Mistake, type Suspect } from '../mistake.ts';

/** f' as a network has it, of z and a = f(z). */
export type Slope = (z: number, a: number) => number;

const RIGHT = "dZ[l] = dA[l] ⊙ f'(Z[l])";

/** f' of a mistake: dZ = dA ⊙ slope(z, a) in the layers that `isIn` says, the `last` of which is found first. */
export function derivative(id: string, name: string, mend: string, effect: string, last: number, isIn: (l: number) => boolean, slope: Slope): Mistake {
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
export function gradientSign(relu: readonly number[]): Mistake[] {
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

/** f' of a leaky ReLU, its slope yet to be found. */
export function leakyMask(relu: readonly number[]): Family[] {
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
export function otherLayersMask(layers: readonly LayerSpec[], hidden: readonly number[]): Suspect[] {
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
