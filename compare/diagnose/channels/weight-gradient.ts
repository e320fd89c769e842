import type { Formulas, Pass } from '../../../scratch/formulas.ts';
import { map, scale } from '../../../src/numbers/algebra.ts';
import type { Matrix } from '../../../src/numbers/matrix.ts';
import { finding, type Known, type Outcome, symbol, verdict } from './known.ts';
import { neverUpdated } from './never-updated.ts';
import { TERMS, type Term, termOf } from './readings.ts';
import { leaf } from './search/bank.ts';
import { close, leastSquares, snapped, times } from './search/numbers.ts';
import { recover } from './search/recover.ts';
import { flat, type Row } from './table.ts';
import { candidates } from './weight-operands.ts';

/** dW of a layer from its own δ. */
export function examineWeightGradient(
  known: Known,
  rows: readonly Row[],
  l: number,
  read: Term | undefined,
): { readonly outcome: Outcome; readonly term?: Term } {
  const term = read ? termOf(read) : () => 0;
  const isTermKnown = read !== undefined;
  const own = rows.map(({ pass, own: gradient }) => map(gradient[l]!.W, (g, i) => g - term(pass.weights[l]!.W.data[i]!)));
  const target = flat(own);
  const { tensor } = known.tolerance;
  const right = { right: `dW${l + 1} = ${l === 0 ? 'x' : symbol('a', l - 1)}ᵀ·δ${l + 1}` };
  const made = (of: (pass: Pass) => Matrix) => ({
    formulas: (formulas: Formulas): Partial<Formulas> => ({ weightGradient: (pass, m) => (m === l ? of(pass) : formulas.weightGradient(pass, m)) }),
  });
  const usual = flat(rows.map(({ pass }) => known.formulas.weightGradient(pass, l)));
  if (close(usual, target, tensor)) return { outcome: verdict('weight gradient', 'right', l + 1) };
  if (target.every((v) => v === 0)) return { outcome: finding('weight gradient', { ...right, ...neverUpdated('W', l) }, l + 1) };
  const all = candidates(known, l).flatMap(({ text, of }) => {
    const values = rows.map(({ pass }) => of(pass));
    return values[0]!.rows === own[0]!.rows && values[0]!.cols === own[0]!.cols ? [{ text, of, values }] : [];
  });
  const weights = rows.flatMap(({ pass }) => [...pass.weights[l]!.W.data]);
  for (const more of isTermKnown ? [undefined] : [undefined, ...TERMS]) {
    const column = more && weights.map(more.of);
    for (const { text, of, values } of all) {
      const { x } = leastSquares(column ? [flat(values), column] : [flat(values)], target);
      const [free, factor] = [x[0]!, x[1] ?? 0];
      if (
        Math.abs(free) < 1e-12 ||
        !close(
          flat(values).map((v, i) => free * v + factor * (column?.[i] ?? 0)),
          target,
          tensor,
        )
      )
        continue;
      const c = snapped(free, 10 * tensor);
      const found = finding(
        'weight gradient',
        { computed: `dW${l + 1} = ${times(c)}${text}`, ...right, evidence: { points: target.length, worst: 0 }, ...made((pass) => scale(of(pass), c)) },
        l + 1,
      );
      return { outcome: found, ...(more && { term: { text: more.text, factor } }) };
    }
  }
  return { outcome: byElement(known, rows, l, target, right) ?? verdict('weight gradient', 'open', l + 1) };
}

/** dW = f(a, δ, …), where there is one input or the numbers are no product. */
function byElement(known: Known, rows: readonly Row[], l: number, target: readonly number[], right: { readonly right: string }): Outcome | undefined {
  const { W } = rows[0]!.pass.weights[l]!;
  const points = (pass: Pass) =>
    [...W.data].map((_, i) => ({ a: pass.A[l]!.data[Math.floor(i / W.cols)]!, δ: pass.dZ[l]!.data[i % W.cols]!, W: pass.weights[l]!.W.data[i]! }));
  const all = rows.flatMap(({ pass }) => points(pass));
  const formula = recover(
    (['a', 'δ', 'W'] as const).map((name) =>
      leaf(
        name,
        all.map((point) => point[name]),
      ),
    ),
    target,
    known.tolerance.formula,
    { cost: 3 },
  );
  if (!formula || formula.cost > 8) return undefined;
  return finding(
    'weight gradient',
    {
      computed: `dW${l + 1} = ${formula.text}, number by number`,
      ...right,
      evidence: { points: target.length, worst: 0 },
      formulas: (formulas) => ({
        weightGradient(pass, m) {
          if (m !== l) return formulas.weightGradient(pass, m);
          const { A, dZ, weights } = pass;
          return map(weights[l]!.W, (w, i) => {
            let sum = 0;
            for (let r = 0; r < dZ[l]!.rows; r++)
              sum += formula.at({ a: A[l]!.data[r * W.rows + Math.floor(i / W.cols)]!, δ: dZ[l]!.data[r * W.cols + (i % W.cols)]!, W: w });
            return sum;
          });
        },
      }),
    },
    l + 1,
  );
}
