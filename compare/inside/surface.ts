import { outputsOf } from '../../src/model/losses/batch.ts';
import type { Output } from '../../src/model/model-spec.ts';
import type { Matrix } from '../../src/numbers/matrix.ts';
import { predict } from '../../src/run/metrics/classification.ts';
import { toBase64 } from './quantise.ts';

/** A class and its certainty share a byte. */
const CERTAINTIES = 15;

/** Logits (points, K) → a byte a point in base64: its class · 16 + how surely, 0 (as likely as any) … 15. */
export function packSurface(Z: Matrix, output: Output): string {
  const classes = predict(Z, output);
  const P = outputsOf(Z, output);
  const K = output.kind === 'softmax' ? output.classes : 2;
  return toBase64(
    Uint8Array.from(classes, (k, r) => {
      const p = output.kind === 'softmax' ? P.data[r * K + k]! : Math.max(P.data[r]!, 1 - P.data[r]!);
      const certainty = (p - 1 / K) / (1 - 1 / K);
      return k * (CERTAINTIES + 1) + (Math.round(CERTAINTIES * Math.max(0, Math.min(1, certainty))) || 0);
    }),
  );
}
