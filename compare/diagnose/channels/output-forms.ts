import type { Formulas, Pass } from '../../../scratch/formulas.ts';
import { LOSSES, lossNamed } from '../../../src/model/losses/losses.ts';
import type { Output } from '../../../src/model/model-spec.ts';
import { OUTPUTS } from '../../../src/model/outputs.ts';
import type { Task } from '../../../src/model/training-spec.ts';
import { rowOf } from '../../../src/numbers/algebra.ts';
import { type Matrix, zeros } from '../../../src/numbers/matrix.ts';
import type { Found } from './finding.ts';

/** One row at the output. */
export interface OutputRow {
  readonly z: ArrayLike<number>;
  readonly t: ArrayLike<number>;
}

/** ∂L/∂z of a row as some loss on some output has it, or as people write it. */
export interface GradientForm {
  readonly text: string;
  readonly name: string;
  readonly reading?: { readonly loss: string; readonly output: string };
  of(row: OutputRow): Float64Array;
}

const SYMBOLS: Readonly<Record<string, string>> = { softmax: 'softmax(z)', sigmoid: 'σ(z)', sigmoids: 'σ(z)', linear: 'z', tanh: 'tanh z' };

/** The outputs that a row of logits can have: what is declared first. */
export function outputsFor(
  { kind }: Output,
  K: number,
): {
  readonly kind: Output['kind'];
  readonly symbol: string;
  readonly apply: (z: ArrayLike<number>) => Float64Array;
  readonly back: (typeof OUTPUTS)[number]['back'];
}[] {
  const possible = OUTPUTS.filter(
    (record) => record.kind === kind || (K === 1 ? ['sigmoid', 'linear', 'tanh'] : ['softmax', 'sigmoids', 'linear', 'tanh']).includes(record.kind),
  );
  return possible
    .toSorted((a, b) => Number(b.kind === kind) - Number(a.kind === kind))
    .map((record) => ({
      kind: record.kind,
      symbol: record.kind === kind && kind !== 'linear' ? 'p' : SYMBOLS[record.kind]!,
      back: record.back,
      apply(z) {
        const p = new Float64Array(z.length);
        record.apply(z, p);
        return p;
      },
    }));
}

interface Slope {
  readonly text: (s: string) => string;
  readonly name: string;
  readonly loss: string;
  /** ∂ℓ/∂p, or ∂ℓ/∂z where the loss contains the output. */
  readonly of: (row: { readonly z: ArrayLike<number>; readonly p: Float64Array; readonly t: ArrayLike<number> }, k: number) => number;
  readonly at: 'z' | 'p';
}

const LOSS_TEXT: Readonly<Record<string, (s: string) => string>> = {
  'absolute-error': (s) => `sign(${s} − y)`,
  huber: (s) => `(${s} − y, at most ±1)`,
  hinge: () => "the hinge's slope",
  'squared-hinge': () => "the squared hinge's slope",
};

function slopes(kind: Output['kind']): Slope[] {
  const records = LOSSES.filter(({ name, on }) => name !== 'squared-error' && ((on as readonly string[]).includes(kind) || name.endsWith('hinge')));
  const own = records.map(({ name }): Slope => {
    const loss = lossNamed(name);
    return {
      text: LOSS_TEXT[name] ?? ((s) => `(${s} − y)`),
      name: loss.record.says.split(',')[0]!,
      loss: name,
      of: (row, k) => loss.slope(row, k),
      at: loss.record.slopeAt,
    };
  });
  if (kind !== 'softmax' && kind !== 'sigmoid' && kind !== 'sigmoids') return own;
  const log: Slope = {
    text: (s) => (kind === 'softmax' ? `(−y/${s})` : `(−y/${s} + (1 − y)/(1 − ${s}))`),
    name: 'cross-entropy, its derivative by the probability',
    loss: 'cross-entropy',
    of: ({ p, t }, k) => -t[k]! / p[k]! + (kind === 'softmax' ? 0 : (1 - t[k]!) / (1 - p[k]!)),
    at: 'p',
  };
  const bent = [1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8].map(
    (ε): Slope => ({
      text: (s) => (kind === 'softmax' ? `(−y/(${s} + ${ε}))` : `(−y/(${s} + ${ε}) + (1 − y)/(1 − ${s} + ${ε}))`),
      name: `cross-entropy with log(p + ${ε})`,
      loss: 'cross-entropy',
      of: ({ p, t }, k) => -t[k]! / (p[k]! + ε) + (kind === 'softmax' ? 0 : (1 - t[k]!) / (1 - p[k]! + ε)),
      at: 'p',
    }),
  );
  return [...own, log, ...bent];
}

const THROUGH: Readonly<Record<string, (s: string) => string>> = {
  sigmoid: (s) => `·${s}(1 − ${s})`,
  sigmoids: (s) => `·${s}(1 − ${s})`,
  tanh: (s) => `·(1 − ${s}²)`,
  linear: () => '',
};

/** Every loss on every output, passed back through it, not passed back, or by the diagonal of its Jacobian alone: in the order of how plain they are. */
export function gradientForms(output: Output, K: number): GradientForm[] {
  const forms = outputsFor(output, K).flatMap(({ kind, symbol, apply, back }) =>
    slopes(kind).flatMap(({ text, name, loss, of, at }) => {
      const slope = ({ z, t }: OutputRow) => {
        const p = apply(z);
        return { p, d: p.map((_, k) => of({ z, p, t }, k)) };
      };
      const whole = text(symbol);
      const on = { softmax: 'softmax', sigmoid: 'a sigmoid', sigmoids: 'one sigmoid per class', linear: 'linear outputs', tanh: 'tanh' }[kind];
      const plain: GradientForm = {
        text: whole,
        name: at === 'z' || kind === 'linear' ? `${name} on ${on}` : `${name} on ${on}, without the output's derivative`,
        ...((at === 'z' || kind === 'linear') && { reading: { loss, output: kind } }),
        of: (row) => slope(row).d,
      };
      if (kind === 'linear') return [plain];
      const through: GradientForm = {
        text: kind === 'softmax' ? `${symbol}·(d − Σ ${symbol}·d), d = ${whole}` : `${whole}${THROUGH[kind]!(symbol)}`,
        name: at === 'z' ? `${name}, and the output's derivative once more` : `${name} on ${on}`,
        ...(at === 'p' && { reading: { loss, output: kind } }),
        of(row) {
          const { p, d } = slope(row);
          return d.map((_, k) => back(p, d, k));
        },
      };
      const diagonal: GradientForm = {
        text: `${whole}·${symbol}(1 − ${symbol})`,
        name: `${name} on ${on}, by the diagonal of the Jacobian alone`,
        of: (row) => ((s) => s.d.map((d, k) => d * s.p[k]! * (1 - s.p[k]!)))(slope(row)),
      };
      const divided: GradientForm = {
        text: `${whole}/(${symbol}(1 − ${symbol}))`,
        name: `${name} on ${on}, divided by the output's derivative`,
        of: (row) => ((s) => s.d.map((d, k) => d / (s.p[k]! * (1 - s.p[k]!))))(slope(row)),
      };
      return kind === 'softmax' ? [plain, through, diagonal] : [plain, through, divided];
    }),
  );
  return forms.toSorted((a, b) => Number(Boolean(b.reading)) - Number(Boolean(a.reading)));
}

export function rowsAt(pass: Pick<Pass, 'A' | 'Y'>): OutputRow[] {
  const Z = pass.A.at(-1)!;
  return Array.from({ length: Z.rows }, (_, r) => ({ z: rowOf(Z, r), t: rowOf(pass.Y, r) }));
}

/** A formula of one row as the gradient of a batch: the mean over its rows. */
export function gradientOf(of: (row: OutputRow, pass: Pass, r: number) => ArrayLike<number>): Formulas['lossGradient'] {
  return (pass): Matrix => {
    const rows = rowsAt(pass);
    const dZ = zeros(rows.length, pass.P.cols, 'float64');
    rows.forEach((row, r) => {
      const d = of(row, pass, r);
      for (let k = 0; k < dZ.cols; k++) dZ.data[r * dZ.cols + k] = d[k]! / rows.length;
    });
    return dZ;
  };
}

export const RIGHT_DELTA = 'δ = p − y';

/** The δ that is right, as it is written. */
export function rightText({ training }: Task): string {
  return /cross-entropy/.test(training.loss) ? RIGHT_DELTA : `δ = ∂L/∂z of the ${training.loss}`;
}

/** A squared error times c, where that is half of it in place of the whole, or the whole in place of half. */
export function ofOtherSquares({ model, training }: Task, c: number): Pick<Found, 'known' | 'reading'> {
  const reading = (loss: string) => ({ loss, output: model.output.kind, factor: 1 });
  if (training.loss === 'squared-error' && c === 0.5)
    return { known: { name: 'The 2 of the squared error is missing in its gradient' }, reading: reading('half-squared-error') };
  if (training.loss === 'half-squared-error' && c === 2)
    return { known: { name: 'The gradient is that of the whole squared error, not of half of it' }, reading: reading('squared-error') };
  return {};
}
