import { backward } from '../../../scratch/plain.ts';
import { map } from '../../../src/numbers/algebra.ts';
import { zeros } from '../../../src/numbers/matrix.ts';
import { part } from './draws.ts';
import type { Known } from './known.ts';

/** A step at given logits: what came, and what the formulas that were found make of it. */
export interface Asked {
  readonly z: readonly number[];
  readonly loss: number | undefined;
  readonly delta: readonly number[];
  /** Whether a weight is no number any more. */
  readonly broken: boolean;
  readonly expected: { readonly loss: number; readonly delta: readonly number[] };
}

const RATE = 1;

/** One row whose logits are the last bias: W = 0 there. */
export async function logitsAt(known: Known, wanted: readonly number[], label: number): Promise<Asked | undefined> {
  const { draw, task, formulas, asker } = known;
  const last = known.layers.length - 1;
  const z = Array.from({ length: known.layers[last]!.outputs }, (_, k) => wanted[k] ?? 0);
  const weights = draw.weights.map((layer, l) => (l === last ? { ...layer, W: zeros(layer.W.rows, layer.W.cols), b: map(layer.b, (_, k) => z[k]!) } : layer));
  const batch = { X: part(draw, 0, 1).X, y: Uint32Array.of(label) };
  const reply = await asker.ask({ title: `a step at the logits ${z.join(', ')}`, weights, steps: [{ ...batch, rate: RATE }] });
  if (!reply) return undefined;
  const { W, b } = reply.after[0]![last]!;
  const pass = backward(task, { weights }, batch, RATE, formulas);
  return {
    z,
    loss: reply.losses[0],
    delta: [...b.data].map((v, k) => (z[k]! - v) / RATE),
    broken: [W, b].some(({ data }) => data.some((v) => !Number.isFinite(v))),
    expected: { loss: formulas.reported(pass, weights), delta: [...formulas.biasGradient(pass, last).data] },
  };
}

/** Whether a moderate question is answered as the formulas have it: else the tails say nothing. */
export function isDecided({ delta, expected, broken }: Asked): boolean {
  return !broken && delta.every((d, k) => Math.abs(d - expected.delta[k]!) < 1e-4);
}
