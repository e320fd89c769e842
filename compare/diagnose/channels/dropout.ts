import { product, times, transpose } from '../../../src/numbers/algebra.ts';
import type { Matrix } from '../../../src/numbers/matrix.ts';
import { finding, type Known, number, type Outcome, verdict } from './known.ts';
import { close, largestOf } from './search/numbers.ts';
import { type Row, rowsSingly } from './table.ts';

/** What a row's own gradients show of what was drawn: a = dW/db as the step saw it, and by what it differs from f(z). */
interface Seen {
  readonly masks: readonly Float64Array[];
  readonly back: 'masked' | 'plain' | 'neither' | 'same';
}

const STEPPING = { keep: { W: 1, b: 1 }, c: 1, stale: false, rate: 2 ** 20, ofRate: false } as const;

/** Something is drawn at random in step: whether it is dropout, with which probability, and whether its mask is applied going back. */
export async function examineDropout(known: Known): Promise<Outcome> {
  const rows = await rowsSingly(known, STEPPING);
  const seen = rows.map((row) => seenIn(known, row));
  if (known.layers.length < 2 || seen.some((one) => !one)) return verdict('manners', 'open');
  const all = seen as Seen[];
  const factors = [...new Set(all.flatMap(({ masks }) => masks.flatMap((mask) => [...mask].filter((m) => !Number.isNaN(m)).map((m) => number(m)))))];
  const kept = factors.find((factor) => factor !== '0');
  if (factors.length !== 2 || !factors.includes('0') || kept === undefined) return verdict('manners', 'open');
  const factor = all.flatMap(({ masks }) => masks.flatMap((mask) => [...mask])).find((m) => m > 1e-6)!;
  const shares = all.map(({ back }) => back);
  const state = shares.includes('neither') ? 'neither' : shares.includes('plain') ? 'plain' : 'masked';
  const p = factor > 1 ? number(1 - 1 / factor) : 'p';
  const what = `dropout in step: hidden activations are multiplied by 0 or ${kept} at random`;
  if (state === 'neither')
    return finding('forward', { computed: `${what}; the backward pass fits neither with nor without its mask`, right: 'dA ⊙ mask', formulas: () => ({}) });
  return state === 'plain'
    ? finding('derivative', {
        computed: `δ = dA ⊙ f′(z): the mask of dropout is not applied going back (${what})`,
        right: 'δ = dA ⊙ mask ⊙ f′(z)',
        known: { name: 'The mask of dropout is not applied going back' },
        formulas: () => ({}),
      })
    : finding('forward', {
        computed: `${what}; its mask is applied going back, as it should be`,
        right: 'no dropout, as none is declared',
        severity: 'intention',
        declare: `dropout: ${p} in the hidden layers, with the masks that step is given`,
        formulas: () => ({}),
      });
}

function seenIn({ layers, formulas }: Known, { pass, own }: Row): Seen | undefined {
  const masks: Float64Array[] = [];
  const Z: Matrix[] = [];
  const A: Matrix[] = [pass.A[0]!];
  for (let l = 0; l < layers.length - 1; l++) {
    Z[l] = formulas.affine(A[l]!, pass.weights[l]!, l);
    const above = own[l + 1]!;
    const k = [...above.b.data].map(Math.abs).indexOf(largestOf(above.b.data));
    const a = Float64Array.from({ length: above.W.rows }, (_, i) => above.W.data[i * above.W.cols + k]! / above.b.data[k]!);
    const plain = formulas.activation(layers[l]!, l).value(Z[l]!).data;
    masks.push(a.map((v, j) => (Math.abs(plain[j]!) < 1e-9 ? Number.NaN : v / plain[j]!)));
    A.push({ rows: 1, cols: a.length, data: a });
  }
  return { masks, back: backOf() };

  function backOf(): Seen['back'] {
    let state: Seen['back'] = 'same';
    for (let l = layers.length - 2; l >= 0; l--) {
      const dA = product(own[l + 1]!.b, transpose(pass.weights[l + 1]!.W));
      const { value, gradient } = formulas.activation(layers[l]!, l);
      const plain = gradient(Z[l]!, value(Z[l]!), dA);
      const masked = times(plain, { ...plain, data: masks[l]!.map((m) => (Number.isNaN(m) ? 0 : m)) });
      const is = (M: Matrix) => close(M.data, own[l]!.b.data, 1e-5);
      if (is(masked) && is(plain)) continue;
      if (is(plain)) return 'plain';
      if (!is(masked)) return 'neither';
      state = 'masked';
    }
    return state;
  }
}
