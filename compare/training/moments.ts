import type { NamedTensors } from '../../src/model/tensors.ts';

/** What a network was around the last step of an epoch: what moved, and from where. */
export interface Moment {
  readonly epoch: number;
  readonly step: number;
  readonly before: NamedTensors;
  readonly after: NamedTensors;
}

/** So many epochs of a training are looked at. */
const LOOKED_AT = 9;

/** Of so many epochs the first, the last, and some between, evenly. */
export function momentsOf(epochs: number): number[] {
  const spread = Array.from({ length: LOOKED_AT }, (_, i) => Math.round(1 + (i * (epochs - 1)) / (LOOKED_AT - 1)));
  return epochs < 1 ? [] : [...new Set(spread)];
}
