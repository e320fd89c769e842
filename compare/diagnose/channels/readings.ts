import type { Matrix } from '../../../src/numbers/matrix.ts';
import type { Known } from './known.ts';
import { close, dot } from './search/numbers.ts';
import { flat, isZero, type Row } from './table.ts';

/** What a penalty may add to each number of a gradient. */
export const TERMS = [
  { text: 'W', of: (w: number) => w },
  { text: 'sign W', of: Math.sign },
  { text: '1', of: () => 1 },
] as const;

export interface Term {
  readonly text: (typeof TERMS)[number]['text'];
  readonly factor: number;
}

export function termOf({ text, factor }: Term): (w: number) => number {
  const { of } = TERMS.find((term) => term.text === text)!;
  return (w) => factor * of(w);
}

/** δ of a layer, row by row, as its dW has it and as its db has it; either may be wrong. */
export interface Reading {
  /** Undefined where dW is no product of the activations below and anything. */
  readonly fromW: readonly Matrix[] | undefined;
  readonly term: Term | undefined;
  readonly fromB: readonly Matrix[];
}

/** dW = aᵀ·δ + c·f(W): δ by least squares in every row, c in all of them together. */
export function readingOf(known: Known, rows: readonly Row[], l: number): Reading {
  const fromB = rows.map(({ own }) => own[l]!.b);
  for (const term of [undefined, ...TERMS]) {
    const read = rows.map((row) => projected(row, l, term?.of));
    let [above, below] = [0, 0];
    for (const { rest, restOfTerm } of read) {
      above += dot(rest, restOfTerm);
      below += dot(restOfTerm, restOfTerm);
    }
    const factor = below > 0 ? above / below : 0;
    const deltas = read.map(({ d, dOfTerm }): Matrix => ({ rows: 1, cols: d.length, data: d.map((v, j) => v - factor * dOfTerm[j]!) }));
    const fits = rows.every(({ pass, own }, r) => {
      const W = pass.weights[l]!.W;
      const value = own[l]!.W.data.map(
        (_, i) => pass.A[l]!.data[Math.floor(i / W.cols)]! * deltas[r]!.data[i % W.cols]! + factor * (term?.of(W.data[i]!) ?? 0),
      );
      return close(value, own[l]!.W.data, known.tolerance.tensor);
    });
    if (!fits) continue;
    if (isZero(flat(deltas), 1) && !isZero(flat(fromB), 1)) break;
    return { fromW: deltas, term: term && { text: term.text, factor }, fromB };
  }
  return { fromW: undefined, term: undefined, fromB };
}

/** dW and f(W) of one row, each as a ⊗ d and what is at right angles to a. */
function projected({ pass, own }: Row, l: number, of: ((w: number) => number) | undefined) {
  const [a, W, G] = [pass.A[l]!.data, pass.weights[l]!.W, own[l]!.W];
  const size = dot(a, a);
  const [d, dOfTerm] = [new Float64Array(W.cols), new Float64Array(W.cols)];
  W.data.forEach((w, i) => {
    d[i % W.cols]! += (a[Math.floor(i / W.cols)]! * G.data[i]!) / size;
    if (of) dOfTerm[i % W.cols]! += (a[Math.floor(i / W.cols)]! * of(w)) / size;
  });
  const rest = Float64Array.from(G.data, (g, i) => g - a[Math.floor(i / W.cols)]! * d[i % W.cols]!);
  const restOfTerm = Float64Array.from(W.data, (w, i) => (of ? of(w) : 0) - a[Math.floor(i / W.cols)]! * dOfTerm[i % W.cols]!);
  return { d, dOfTerm, rest, restOfTerm };
}

/**
 * Which of the two is the layer's own δ: what follows from the layers above decides, else dW, whose δ is of every row at once. Where dW
 * is no product of the activations below, and of something else with the δ that follows, db is what is wrong, as where it is 0.
 */
export function chosen(known: Known, { fromW, fromB }: Reading, expected: readonly Matrix[], preferB: boolean, isOfExpected: () => boolean): readonly Matrix[] {
  const { tensor } = known.tolerance;
  const is = (deltas: readonly Matrix[]) => close(flat(deltas), flat(expected), tensor);
  if (fromW && is(fromW)) return fromW;
  if (!fromW && !is(fromB) && (isZero(flat(fromB), 1) || isOfExpected())) return expected;
  if (is(fromB) || !fromW || (preferB && !isZero(flat(fromB), 1))) return fromB;
  return fromW;
}
