import { logitsWidth } from '../../../src/model/model-spec.ts';
import { scale } from '../../../src/numbers/algebra.ts';
import type { Matrix } from '../../../src/numbers/matrix.ts';
import { finding, type Known, number, type Outcome, verdict } from './known.ts';
import { gradientForms, gradientOf, ofOtherSquares, RIGHT_DELTA, rightText, rowsAt } from './output-forms.ts';
import { recovered } from './output-recovery.ts';
import { factorOf, snapped, times } from './search/numbers.ts';
import { fits } from './search/recover.ts';
import { flat, type Row } from './table.ts';
import { otherTargets } from './targets.ts';

/** δ at the output, as the gradients of single rows show it. */
export function examineOutputGradient(known: Known, rows: readonly Row[], deltas: readonly Matrix[]): Outcome {
  const target = flat(deltas);
  const last = known.layers.length - 1;
  const own = flat(
    rows.map(({ pass }) =>
      known.formulas.activationGradient({ ...pass, dA: Object.assign([...pass.dA], { [last]: known.formulas.lossGradient(pass) }) }, last),
    ),
  );
  const { formula: tolerance } = known.tolerance;
  if (fits(target, own, tolerance)) return verdict('output gradient', 'right');
  if (target.every((v) => v === 0))
    return finding('output gradient', { computed: 'δ = 0: nothing is learnt', right: RIGHT_DELTA, formulas: () => ({ lossGradient: ({ P }) => scale(P, 0) }) });
  return (
    scaledOwn(known, target, own) ??
    otherTargets(known, rows, deltas) ??
    generated(known, rows, target) ??
    recovered(known, rows, target) ??
    verdict('output gradient', 'open')
  );
}

function scaledOwn(known: Known, target: readonly number[], own: readonly number[]): Outcome | undefined {
  const free = factorOf(target, own);
  if (
    free === 0 ||
    !fits(
      target,
      own.map((v) => v * free),
      known.tolerance.formula,
    )
  )
    return undefined;
  const c = snapped(free, 30 * known.tolerance.formula, logitsWidth(known.task.model.output));
  const computed = c === -1 ? 'δ = y − p' : `δ = ${times(c, logitsWidth(known.task.model.output))}(p − y)`;
  return finding('output gradient', {
    computed: /cross-entropy/.test(known.task.training.loss) ? computed : `δ = ${number(c)} times ∂L/∂z`,
    right: rightText(known.task),
    ...(c === -1 && { known: { name: 'The gradient has the wrong sign' } }),
    ...ofOtherSquares(known.task, c),
    evidence: { points: target.length, worst: 0 },
    scaled: c,
    formulas: (right) => ({ lossGradient: (pass) => scale(right.lossGradient(pass), c) }),
  });
}

/** The gradient of another loss, or on another output, or of these passed back otherwise. */
function generated(known: Known, rows: readonly Row[], target: readonly number[]): Outcome | undefined {
  const { model } = known.task;
  const K = logitsWidth(model.output);
  const given = rows.flatMap(({ pass }) => rowsAt(pass));
  for (const { text, name, reading, of } of gradientForms(model.output, K)) {
    const values = given.flatMap((row) => [...of(row)]);
    const free = factorOf(target, values);
    if (
      free === 0 ||
      !fits(
        target,
        values.map((v) => v * free),
        known.tolerance.formula,
      )
    )
      continue;
    const c = snapped(free, 30 * known.tolerance.formula, K);
    return finding('output gradient', {
      computed: `δ = ${times(c, K)}${text}`,
      right: rightText(known.task),
      known: { name: capital(c === 2 ? name.replace('half the squared', 'squared') : name) },
      evidence: { points: target.length, worst: 0 },
      ...(reading && { reading: { ...reading, factor: c } }),
      formulas: () => ({ lossGradient: gradientOf((row) => of(row).map((v) => v * c)) }),
    });
  }
  return undefined;
}

function capital(text: string): string {
  return text[0]!.toUpperCase() + text.slice(1);
}
