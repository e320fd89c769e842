import type { Formulas, Pass } from '../../../scratch/formulas.ts';
import { textbook } from '../../../scratch/textbook.ts';
import { logitsWidth } from '../../../src/model/model-spec.ts';
import { map } from '../../../src/numbers/algebra.ts';
import { type Known, number } from './known.ts';
import { type LossForm, lossForms } from './loss-forms.ts';
import { type OutputRow, rowsAt } from './output-forms.ts';
import { leastSquares, snapped } from './search/numbers.ts';
import { fits } from './search/recover.ts';
import type { Row } from './table.ts';

/** ℓ of a row that was found: a·ℓ + β, β for what the weights themselves add. */
export interface Fit {
  readonly text: string;
  readonly a: number;
  readonly β: number;
  readonly right: boolean;
  readonly of: (pass: Pass) => number; // Σ over the rows
  readonly form?: LossForm;
}

function sumOver(of: (row: OutputRow) => number, targets?: (pass: Pass) => Pass['Y']): (pass: Pass) => number {
  return (pass) => rowsAt(targets ? { ...pass, Y: targets(pass) } : pass).reduce((sum, row) => sum + of(row), 0);
}

/** The loss that is declared; with the labels as they are given; any other of the vocabulary: times a, plus β. */
export function fitted(known: Known, rows: readonly Row[], t: readonly number[]): Fit | undefined {
  const { task } = known;
  const own = (formulas: Formulas) => (pass: Pass) => formulas.loss(pass) * pass.X.rows;
  const plainTargets = (pass: Pass) => textbook.targets(pass.target, task);
  const candidates: Omit<Fit, 'a' | 'β'>[] = [
    { text: 'the loss', right: true, of: own(known.formulas) },
    { text: 'that of the labels as they are given, 0 and 1', right: false, of: (pass) => own(known.formulas)({ ...pass, Y: plainTargets(pass) }) },
    ...lossForms(task.model.output, logitsWidth(task.model.output)).flatMap((form) => [
      { text: form.text, right: false, of: sumOver(form.of), form },
      { text: form.text, right: false, of: sumOver(form.of, plainTargets), form },
    ]),
  ];
  const { formula: tolerance } = known.tolerance;
  const fitsOf = (β: boolean) =>
    candidates.flatMap((candidate) =>
      ((found) => (found ? [{ ...candidate, ...found }] : []))(
        affine(
          rows.map(({ pass }) => candidate.of(pass)),
          t,
          β,
          tolerance,
        ),
      ),
    );
  for (const β of [false, true]) {
    const all = fitsOf(β);
    const plain = all.find(({ right }) => right) ?? all.find(({ a }) => a === 1) ?? all[0];
    if (plain) return plain;
  }
  return smoothed(known, rows, t);
}

function affine(v: readonly number[], t: readonly number[], shifted: boolean, tolerance: number): Pick<Fit, 'a' | 'β'> | undefined {
  if (!v.every(Number.isFinite) || !t.every(Number.isFinite)) return undefined;
  const { x } = leastSquares(shifted ? [v, v.map(() => 1)] : [v], t);
  const [a, β] = [Math.abs(x[0]! - 1) < 1e-5 ? 1 : snapped(x[0]!, 30 * tolerance), x[1] ?? 0]; // as near to 1 as that it is 1, or another formula
  return Math.abs(a) > 1e-9 &&
    fits(
      t,
      v.map((value) => a * value + β),
      3 * tolerance,
    )
    ? { a, β }
    : undefined;
}

/** Cross-entropy with smoothed labels, where the gradient has them not. */
function smoothed(known: Known, rows: readonly Row[], t: readonly number[]): Fit | undefined {
  const { model } = known.task;
  if (model.output.kind !== 'softmax') return undefined;
  const uniform = (pass: Pass) => known.formulas.loss({ ...pass, Y: map(pass.Y, () => 1 / pass.Y.cols) }) * pass.X.rows;
  const own = (pass: Pass) => known.formulas.loss(pass) * pass.X.rows;
  const { x } = leastSquares([rows.map(({ pass }) => own(pass)), rows.map(({ pass }) => uniform(pass))], t);
  const [a, ε] = x as [number, number];
  if (
    Math.abs(a + ε - 1) > 1e-4 ||
    !fits(
      t,
      rows.map(({ pass }) => a * own(pass) + ε * uniform(pass)),
      3 * known.tolerance.formula,
    )
  )
    return undefined;
  const s = snapped(ε, 1e-4);
  return {
    text: `the cross-entropy with labels smoothed by ε = ${number(s)}, which its gradient is not of`,
    a: 1,
    β: 0,
    right: false,
    of: (pass) => (1 - s) * own(pass) + s * uniform(pass),
  };
}
