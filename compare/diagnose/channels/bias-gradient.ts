import type { Formulas, Pass } from '../../../scratch/formulas.ts';
import { times as elementByElement, map, scale, sumRows } from '../../../src/numbers/algebra.ts';
import type { Matrix } from '../../../src/numbers/matrix.ts';
import type { Option } from './finding.ts';
import { finding, type Known, number, type Outcome, symbol, verdict } from './known.ts';
import { neverUpdated } from './never-updated.ts';
import { close, factorOf, largestOf, leastSquares, snapped, times, total } from './search/numbers.ts';
import { flat, isZero, type Row } from './table.ts';

interface Candidate {
  readonly text: string;
  readonly of: (pass: Pass, formulas: Formulas) => Matrix; // (1, out)
  readonly terms?: number; // of a sum that is not over the rows
}

const everyUnit = (M: Matrix, value: number): Matrix => map(M, () => value);

/** What is known when db[l] is computed, number by number, or put together over the units or out of dW. */
function candidates({ layers }: Known, l: number): Candidate[] {
  const last = l === layers.length - 1;
  const { inputs, outputs } = layers[l]!;
  const δ = symbol('δ', l);
  const bases: { readonly text: string; readonly of: (pass: Pass) => Matrix }[] = [
    { text: δ, of: ({ dZ }) => dZ[l]! },
    last ? { text: '(p − y)', of: ({ P, Y }) => map(P, (p, i) => (p - Y.data[i]!) / P.rows) } : { text: symbol('dA', l), of: ({ dA }) => dA[l]! },
    { text: `${δ}·${last ? 'p' : symbol('a', l)}`, of: (pass) => elementByElement(pass.dZ[l]!, last ? pass.P : pass.A[l + 1]!) },
    { text: `${δ}·z${l + 1}`, of: ({ dZ, Z }) => elementByElement(dZ[l]!, Z[l]!) },
    { text: `${δ}·b${l + 1}`, of: ({ dZ, weights }) => map(dZ[l]!, (d, i) => d * weights[l]!.b.data[i % dZ[l]!.cols]!) },
    { text: `${δ}²`, of: ({ dZ }) => map(dZ[l]!, (d) => d * d) },
    { text: last ? 'p' : symbol('a', l), of: (pass) => (last ? pass.P : pass.A[l + 1]!) },
  ];
  const summed = bases.map(({ text, of }): Candidate => ({ text, of: (pass) => sumRows(of(pass)) }));
  const overUnits = bases.slice(0, 2).map(
    ({ text, of }): Candidate => ({
      text: `the sum of ${text} over all units too, one number for the layer`,
      of: (pass) => ((s) => everyUnit(s, total(s.data)))(sumRows(of(pass))),
      terms: outputs,
    }),
  );
  const ofW: Candidate = {
    text: `the sum of dW${l + 1} over the inputs`,
    of: (pass, formulas) => sumRows(formulas.weightGradient(pass, l)),
    terms: inputs,
  };
  return [...summed, ...overUnits, ofW];
}

/** The same as ways to compute it, where the gradients themselves cannot be seen. */
export function biasOptions(known: Known, l: number): Option[] {
  if (known.layers[l]!.bias === false) return [];
  return candidates(known, l).map(({ text, of }) => ({
    channel: 'bias gradient',
    computed: `db${l + 1} = ${text}`,
    right: `db${l + 1} = Σ over the rows of δ${l + 1}`,
    formulas: (right) => ({ biasGradient: (pass, m) => (m === l ? of(pass, right) : right.biasGradient(pass, m)) }),
  }));
}

/** db of a layer from its own δ. */
export function examineBiasGradient(known: Known, rows: readonly Row[], l: number): Outcome {
  const own = rows.map(({ own: gradient }) => gradient[l]!.b);
  const target = flat(own);
  const right = { right: `db${l + 1} = Σ over the rows of δ${l + 1}` };
  const made = (of: Candidate['of']) => ({
    formulas: (formulas: Formulas): Partial<Formulas> => ({ biasGradient: (pass, m) => (m === l ? of(pass, formulas) : formulas.biasGradient(pass, m)) }),
  });
  const { tensor } = known.tolerance;
  const sizes = largestOf(flat(rows.map(({ pass }) => pass.dZ[l]!)));
  const usual = flat(rows.map(({ pass }) => known.formulas.biasGradient(pass, l)));
  if (close(usual, target, tensor)) return verdict('bias gradient', 'right', l + 1);
  if (target.every((v) => v === 0)) return finding('bias gradient', { ...right, ...neverUpdated('b', l) }, l + 1);
  const whole = candidates(known, l);
  if (isZero(target, sizes)) return overUnitsIsZero(known, rows, l, right, made);
  for (const { text, of, terms = 1 } of whole) {
    const values = rows.map(({ pass }) => of(pass, known.formulas));
    if (isZero(flat(values), sizes)) continue;
    const free = factorOf(target, flat(values));
    if (!rows.every((_, r) => close(scale(values[r]!, free).data, own[r]!.data, 10 * tensor))) continue;
    const c = snapped(free, 10 * tensor);
    const mean = terms > 1 && Math.abs(c * terms - 1) < 1e-6;
    return finding(
      'bias gradient',
      {
        computed: `db${l + 1} = ${mean ? text.replace('the sum', 'the mean') : `${times(c)}${text}`}`,
        ...right,
        evidence: { points: target.length, worst: 0 },
        ...made((pass, formulas) => scale(of(pass, formulas), c)),
      },
      l + 1,
    );
  }
  return withTerm(known, rows, l, target, right) ?? verdict('bias gradient', 'open', l + 1);
}

/** Rounding dust where the sum of δ over the units is 0, as it is through softmax. */
function overUnitsIsZero(known: Known, rows: readonly Row[], l: number, right: { right: string }, made: (of: Candidate['of']) => Made): Outcome {
  const sum = candidates(known, l).find(({ text }) => text.startsWith('the sum of δ'))!;
  if (!rows.every(({ pass }) => isZero(sum.of(pass, known.formulas).data, largestOf(pass.dZ[l]!.data)))) return verdict('bias gradient', 'open', l + 1);
  return finding(
    'bias gradient',
    { computed: `db${l + 1} = ${sum.text}${known.layers.length === 1 ? ', which is 0 through softmax' : ''}`, ...right, ...made(sum.of), tellsApart: true },
    l + 1,
  );
}

type Made = { readonly formulas: (right: Formulas) => Partial<Formulas> };

/** db = c·δ + k or + k·b: a penalty on the biases, or a constant. */
function withTerm(known: Known, rows: readonly Row[], l: number, target: readonly number[], right: { right: string }): Outcome | undefined {
  const δ = flat(rows.map(({ pass }) => pass.dZ[l]!));
  const biases = rows.flatMap(({ pass }) => [...pass.weights[l]!.b.data]);
  for (const [text, of] of [
    ['b', (b: number) => b],
    ['sign b', Math.sign],
    ['1', () => 1],
  ] as const) {
    const { x, relative } = leastSquares([δ, biases.map(of)], target);
    if (relative > known.tolerance.tensor) continue;
    const [c, k] = [snapped(x[0]!, 1e-5), snapped(x[1]!, 1e-5)];
    return finding(
      text === '1' ? 'bias gradient' : 'penalty',
      {
        computed: `db${l + 1} = ${times(c)}δ${l + 1} ${k < 0 ? '−' : '+'} ${number(Math.abs(k))}${text === '1' ? '' : `·${text}${l + 1}`}`,
        ...right,
        evidence: { points: target.length, worst: 0 },
        variants: [{ formulas: termed(l, c, (b) => k * of(b), true) }],
        formulas: termed(l, c, (b) => k * of(b), false),
      },
      l + 1,
    );
  }
  return undefined;
}

function termed(l: number, c: number, term: (b: number) => number, overBatch: boolean): Made['formulas'] {
  return (formulas) => ({
    biasGradient(pass, m) {
      const db = formulas.biasGradient(pass, m);
      return m === l ? map(db, (d, j) => c * d + term(pass.weights[l]!.b.data[j]!) / (overBatch ? pass.X.rows : 1)) : db;
    },
  });
}
