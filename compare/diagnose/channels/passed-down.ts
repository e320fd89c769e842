import type { Pass } from '../../../scratch/formulas.ts';
import type { Matrix } from '../../../src/numbers/matrix.ts';
import { type Known, type Outcome, together, verdict } from './known.ts';
import { close } from './search/numbers.ts';
import { byRecovery, otherDerivative } from './slopes.ts';
import { flat, type Row } from './table.ts';
import { factor, type Passed, passings, replaced, type Values, wayFinding } from './ways-down.ts';

/** What goes down to layer l and by what it is multiplied there, from the network's own numbers of the layer above. */
export function examinePassedDown(known: Known, rows: readonly Row[], l: number, target: readonly number[]): Outcome {
  const { tensor } = known.tolerance;
  const own = flat(rows.map(({ pass }) => known.formulas.activationGradient({ ...pass, dA: replaced(pass, l, known.formulas.inputGradient(pass, l + 1)) }, l)));
  if (close(own, target, tensor)) return together(verdict('passed down', 'right', l + 1), verdict('derivative', 'right', l + 1));
  const passed = passings(known, l).map((way) => asked(known, rows, way));
  const ownSlope = (dA: Matrix, pass: Pass) => known.formulas.activationGradient({ ...pass, dA: replaced(pass, l, dA) }, l);
  for (const { way, values } of passed) {
    const found = factor(flat(values().map((dA, r) => ownSlope(dA, rows[r]!.pass))), target, tensor);
    if (found !== undefined) return together(wayFinding(l, way, found, target.length), verdict('derivative', 'right', l + 1));
  }
  const right = passed.filter(({ way }) => way.right);
  return (
    otherDerivative(known, rows, l, target, right) ??
    byRecovery(known, rows, l, target, right) ??
    otherDerivative(known, rows, l, target, passed.slice(1)) ??
    byRecovery(
      known,
      rows,
      l,
      target,
      passed.slice(1).filter(({ way }) => way.plain),
    ) ??
    together(verdict('passed down', 'open', l + 1), verdict('derivative', 'open', l + 1))
  );
}

/** What goes down in every row, computed once it is asked for. */
function asked({ formulas }: Known, rows: readonly Row[], way: Passed): Values[number] {
  let values: readonly Matrix[] | undefined;
  return { way, values: () => (values ??= rows.map(({ pass }) => way.of(pass, formulas))) };
}
