import type { Stream } from '../../numbers/random.ts';
import type { LayerSpec } from '../model-spec.ts';
import type { Word } from '../word.ts';

/** The number of each place of a tensor, by rows; asked for once each and in this order. */
export type Draw = (place: number) => number;

/** How a layer's numbers are drawn, all that the program knows of it in one record. c is the number in the word: the 0.01 of 'normal(0.01)'. */
export interface InitialiserRecord extends Word {
  /** W (in, out). */
  readonly weight: (layer: LayerSpec, stream: Stream, c: number) => Draw;
  /** b (out). */
  readonly bias: (layer: LayerSpec, stream: Stream) => Draw;
  /** Its weights are the same under every seed. */
  readonly fixed?: true;
}

export const initialiser = <const R extends InitialiserRecord>(record: R): R => record;

/** N(0, σ²) */
export function normal(σ: number, stream: Stream): Draw {
  return () => σ * stream.normal();
}

/** U(±limit) */
export function uniform(limit: number, stream: Stream): Draw {
  return () => stream.uniform(-limit, limit);
}
