import type { Formulas, Pass } from '../../../scratch/formulas.ts';
import { map, product, scale, transpose } from '../../../src/numbers/algebra.ts';
import type { Matrix } from '../../../src/numbers/matrix.ts';
import { finding, type Known, type Outcome, symbol, verdict } from './known.ts';
import { close, factorOf, snapped, times } from './search/numbers.ts';

/** What may go down to layer l: a row vector of the layer above by a matrix of it. */
export interface Passed {
  readonly text: string;
  readonly right: boolean;
  readonly plain: boolean; // one of the two is as it should be
  readonly of: (pass: Pass, formulas: Formulas) => Matrix; // (B, out of l)
  /** The same without the 1/B that δ carries. */
  readonly whole?: (pass: Pass, formulas: Formulas) => Matrix;
  /** Another that is the same in a first step. */
  readonly later?: { readonly text: string; readonly of: (pass: Pass, formulas: Formulas) => Matrix };
}

interface Vector {
  readonly text: string;
  readonly of: (pass: Pass) => Matrix;
  readonly carries: boolean; // the mean, as δ does
}

/** The row vectors that are known by then, of the width of layer m = l + 1. */
function vectors({ layers }: Known, m: number): Vector[] {
  const last = m === layers.length - 1;
  const ofOutput: Vector[] = [
    { text: '(p − y)', of: ({ P, Y }) => map(P, (p, i) => p - Y.data[i]!), carries: false },
    { text: '(z − y)', of: ({ Z, Y }) => map(Z[m]!, (z, i) => z - Y.data[i]!), carries: false },
    { text: '(σ(z) − y)', of: ({ Z, Y }) => map(Z[m]!, (z, i) => 1 / (1 + Math.exp(-z)) - Y.data[i]!), carries: false },
    { text: 'p', of: ({ P }) => P, carries: false },
    { text: 'y', of: ({ Y }) => Y, carries: false },
  ];
  return [
    { text: symbol('δ', m), of: ({ dZ }) => dZ[m]!, carries: true },
    ...(last
      ? ofOutput
      : [
          { text: symbol('dA', m), of: ({ dA }: Pass) => dA[m]!, carries: true },
          { text: symbol('a', m), of: ({ A }: Pass) => A[m + 1]!, carries: false },
        ]),
    { text: symbol('z', m), of: ({ Z }) => Z[m]!, carries: false },
  ];
}

/** W as it is after the update of its layer, which may come too early. */
function updated(formulas: Formulas, { weights, gradients, ...pass }: Pass, m: number): Matrix {
  const filled = weights.map((layer, k) => gradients[k] ?? { ...layer, W: scale(layer.W, 0), b: scale(layer.b, 0) });
  const known = { ...pass, weights, gradients: filled };
  const { direction } = formulas.direction(formulas.treated(known, formulas.penalised(known, filled)), pass.memory, known);
  return formulas.updated(known, direction, formulas.rate(pass.learningRate, pass.memory))[m]!.W;
}

interface MatrixAbove {
  readonly text: string;
  readonly of: (pass: Pass, formulas: Formulas) => Matrix; // (in, out)
  /** What is the same where nothing is remembered from the steps before. */
  readonly later?: Omit<MatrixAbove, 'later'>;
}

/** The matrices that are known by then and may stand where W[m] stands, as (in, out). */
function matrices(known: Known, m: number): MatrixAbove[] {
  const { W } = known.draw.weights[m]!;
  const name = symbol('W', m);
  return [
    { text: `${name}ᵀ`, of: ({ weights }) => weights[m]!.W },
    {
      text: `(the updated ${name})ᵀ`,
      of: (pass, formulas) => updated(formulas, pass, m),
      later: {
        text: `(${name} − η·${symbol('dW', m)})ᵀ`,
        of: ({ weights, gradients, learningRate: η }) => map(weights[m]!.W, (w, i) => w - η * gradients[m]!.W.data[i]!),
      },
    },
    {
      text: `(${name} + the updated ${name})ᵀ`,
      of: (pass, formulas) => ((U) => map(pass.weights[m]!.W, (w, i) => w + U.data[i]!))(updated(formulas, pass, m)),
    },
    ...(W.rows === W.cols ? [{ text: name, of: ({ weights }: Pass) => transpose(weights[m]!.W) }] : []),
    { text: `${symbol('dW', m)}ᵀ`, of: ({ gradients }) => gradients[m]!.W },
    { text: `|${name}|ᵀ`, of: ({ weights }) => map(weights[m]!.W, Math.abs) },
  ];
}

export function passings(known: Known, l: number): Passed[] {
  return matrices(known, l + 1).flatMap((matrix, i) =>
    vectors(known, l + 1).map(({ text, of, carries }, j): Passed => {
      const by = (M: MatrixAbove['of']) => (pass: Pass, formulas: Formulas) => product(of(pass), transpose(M(pass, formulas)));
      const whole = by(matrix.of);
      return {
        text: `${text}·${matrix.text}`,
        right: i === 0 && j === 0,
        plain: i === 0 || j === 0,
        ...(matrix.later && carries && { later: { text: `${text}·${matrix.later.text}`, of: by(matrix.later.of) } }),
        ...(carries ? { of: whole } : { of: (pass, formulas) => scale(whole(pass, formulas), 1 / pass.X.rows), whole }),
      };
    }),
  );
}

export function replaced(pass: Pass, l: number, dA: Matrix): Matrix[] {
  return Object.assign([...pass.dA], { [l]: dA });
}

export function factor(made: readonly number[], target: readonly number[], tolerance: number): number | undefined {
  if (!made.every(Number.isFinite)) return undefined;
  const free = factorOf(target, made);
  return free !== 0 &&
    close(
      made.map((v) => v * free),
      target,
      tolerance,
    )
    ? snapped(free, 10 * tolerance)
    : undefined;
}

export function wayFinding(l: number, { text, of, whole, later, right }: Passed, c: number, points: number): Outcome {
  if (right && c === 1) return verdict('passed down', 'right', l + 1);
  const said = (what: string) => `${symbol('dA', l)} = ${times(c)}${what}`;
  const made =
    (dA: (pass: Pass, formulas: Formulas) => Matrix) =>
    (formulas: Formulas): Partial<Formulas> => ({ inputGradient: (pass, m) => (m === l + 1 ? scale(dA(pass, formulas), c) : formulas.inputGradient(pass, m)) });
  return finding(
    'passed down',
    {
      computed: said(text),
      right: `${symbol('dA', l)} = ${symbol('δ', l + 1)}·${symbol('W', l + 1)}ᵀ`,
      evidence: { points, worst: 0 },
      formulas: made(of),
      variants: [...(whole ? [{ formulas: made(whole) }] : []), ...(later ? [{ computed: said(later.text), formulas: made(later.of) }] : [])],
    },
    l + 1,
  );
}

/** Ways down with what they give in every row, computed once it is asked for. */
export type Values = readonly { readonly way: Passed; readonly values: () => readonly Matrix[] }[];
