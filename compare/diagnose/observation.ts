import type { Matrix } from '../../src/numbers/matrix.ts';
import { DOWN } from '../../src/numbers/norms.ts';
import type { Probe } from './probe-plan.ts';
import type { ShownTensor } from './tensor.ts';

/** One tensor that a network showed to a probe. */
export type Observation = ShownTensor & {
  readonly probe: Probe;
  readonly step: number; // 0, 1, … of the probe
  readonly values: Matrix;
  /** L2 of what rounding alone may put into the values: ulp(W)/η for an implied gradient. */
  readonly floor: number;
};

/** What float32 loses of each term in sums that cancel: a few halves of an ulp. */
const SUMMATION = 2 ** -21;

/** How far two observations of the same thing lie apart. */
export interface Gap {
  readonly agrees: boolean;
  /** ‖a − b‖/‖b‖, over the numbers that are finite in both; of a gradient over the norm of its terms where they cancel. */
  readonly relative: number;
  /** The share of what rounding may take; 0 where the rounding of the weights hides the rest. */
  readonly share: number;
}

/**
 * Whether `observed` is `predicted` to within the probe's tolerance and the rounding floor. Where both hold numbers that
 * are not finite, only those that are finite in both are compared: how far NaN spreads through a product, and whether
 * overflow ends in ∞ or NaN, depends on how it is summed.
 */
export function compare(observed: Observation, predicted: Observation): Gap {
  const a = observed.values.data;
  const b = predicted.values.data;
  if (a.length !== b.length) return { agrees: false, relative: NaN, share: Infinity };
  const plain = plainDistances(a, b);
  if (!plain && hasInfinite(a) !== hasInfinite(b)) return { agrees: false, relative: Infinity, share: Infinity };
  const { distance, size, factor } = plain ?? distances(a, b);
  const terms = factor * termsOf(observed);
  const floor = factor * observed.floor;
  const summed = b.some((value) => value !== 0); // zeros were not summed: nothing cancelled
  const allowed = observed.probe.tolerance * size + 2 * floor + (summed ? SUMMATION * terms : 0);
  return {
    agrees: distance <= allowed,
    relative: distance === 0 ? 0 : distance / Math.max(size, terms),
    share: distance === 0 || 4 * floor > allowed ? 0 : distance / allowed,
  };
}

/** The size of what it is summed from; 0 where that is not known. */
function termsOf({ probe: { sizes }, quantity, name, layer }: Observation): number {
  // biome-ignore format: a table, a case a line
  switch (quantity) {
    case 'logits':
    case 'loss': return sizes[quantity];
    case 'reported':
    case 'gradient': return sizes.gradients[layer - 1]?.[name] ?? 0;
    default: return 0;
  }
}

interface Distances {
  readonly distance: number;
  readonly size: number;
  readonly factor: number;
}

/** ‖a − b‖ and ‖b‖; undefined where a square overflows or a number is not finite: either shows in the sums. */
function plainDistances(a: ArrayLike<number>, b: ArrayLike<number>): Distances | undefined {
  let gap = 0;
  let size = 0;
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i]!, b[i]!];
    gap += (x - y) ** 2;
    size += y * y;
  }
  return Number.isFinite(gap + size) ? { distance: Math.sqrt(gap), size: Math.sqrt(size), factor: 1 } : undefined;
}

function hasInfinite(values: ArrayLike<number>): boolean {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) return true;
  return false;
}

/** The same over the numbers that are finite in both, each times `factor`: 1 unless their squares overflow. */
function distances(a: ArrayLike<number>, b: ArrayLike<number>, factor = 1): Distances {
  let gap = 0;
  let size = 0;
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i]! * factor, b[i]! * factor];
    if (!Number.isFinite(x) || !Number.isFinite(y)) continue;
    gap += (x - y) ** 2;
    size += y * y;
  }
  const overflown = gap + size === Infinity && factor === 1;
  return overflown ? distances(a, b, DOWN) : { distance: Math.sqrt(gap), size: Math.sqrt(size), factor };
}
