import { outputsAnswered } from '../../src/model/losses/batch.ts';
import type { Output } from '../../src/model/model-spec.ts';
import { rowOf } from '../../src/numbers/algebra.ts';
import type { Matrix } from '../../src/numbers/matrix.ts';
import { predict } from '../../src/run/metrics/classification.ts';
import { toBase64 } from './quantise.ts';

/** A class and its certainty share a byte. */
const CERTAINTIES = 15;

/** What is predicted, A (points, K) → a byte a point in base64: its class · 16 + how surely, 0 (as likely as any) … 15. */
export function packSurface(A: Matrix, output: Output): string {
  const classes = predict(A, output);
  const P = outputsAnswered(A, output);
  return toBase64(
    Uint8Array.from(classes, (k, r) => {
      const certainty = certaintyOf(rowOf(P, r), k, output);
      return k * (CERTAINTIES + 1) + (Math.round(CERTAINTIES * Math.max(0, Math.min(1, certainty))) || 0);
    }),
  );
}

/** From 0 where class k is as likely as any other to 1; of outputs that are no chances of one another, by how much the largest leads. */
function certaintyOf(p: ArrayLike<number>, k: number, { kind }: Output): number {
  if (kind === 'softmax') return (p[k]! - 1 / p.length) / (1 - 1 / p.length);
  if (kind === 'sigmoid') return Math.abs(2 * p[0]! - 1);
  return p[k]! - Math.max(...Array.from(p).filter((_, j) => j !== k));
}
