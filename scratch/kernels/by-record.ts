import { activationOf } from '../../src/model/activations/activations.ts';
import { type OptimiserSpec, optimiserOf, type Slot } from '../../src/model/optimisers/optimisers.ts';
import type { ActivationPass, Pace, Update, Updated } from './kernels.ts';

/** Any activation, number by number, as its record has it. */
export function activationByRecord(written: string): ActivationPass {
  const { f, slope, record } = activationOf(written);
  if (record.name === 'linear') return AS_IT_IS;
  return {
    keepsZ: record.slopeFrom === 'z',
    apply(Z) {
      const { data } = Z;
      for (let i = 0, length = Z.rows * Z.cols; i < length; i++) data[i] = f(data[i]!);
    },
    gradient({ data: a, rows, cols }, { data: dA }, Z) {
      const z = Z?.data ?? a; // where it is not kept the slope does not ask for it
      for (let i = 0; i < rows * cols; i++) dA[i]! *= slope(z[i]!, a[i]!);
    },
  };
}

/** f(z) = z, of every output layer: no pass at all. */
const AS_IT_IS: ActivationPass = { keepsZ: false, apply() {}, gradient() {} };

/** Any optimiser, likewise. */
export function updateByRecord(name: OptimiserSpec['name']): Update {
  const { record } = optimiserOf({ name });
  return ({ values: { data: P }, gradient: { data: G }, remembered }: Updated, { learningRate, hyper, decay, l1, l2 }: Pace) => {
    const slot: Slot = { w: 0, g: 0 };
    const kept = record.remembers.map((key) => [key, remembered[key]!.data] as const);
    for (let i = 0; i < P.length; i++) {
      const w = P[i]!;
      slot.w = w;
      slot.g = l1 === 0 && l2 === 0 ? G[i]! : G[i]! + 2 * l2 * w + l1 * Math.sign(w);
      for (const [key, data] of kept) slot[key] = data[i]!;
      const d = record.direction(slot, hyper);
      P[i] = w - learningRate * (decay === 0 ? d : d + decay * w);
      for (const [key, data] of kept) data[i] = slot[key]!;
    }
  };
}
