import { textbook } from '../../../scratch/textbook.ts';
import { rowOf } from '../../../src/numbers/algebra.ts';
import { finding, type Known, type Outcome } from './known.ts';
import { gradientOf, type OutputRow, rightText, rowsAt } from './output-forms.ts';
import { leaf, type Point } from './search/bank.ts';
import { innerScale } from './search/inner-scale.ts';
import { type Formula, recover } from './search/recover.ts';
import type { Row } from './table.ts';

/** What is known at output k of a row. */
export function pointAt({ z, t }: OutputRow, p: ArrayLike<number>, k: number): Point {
  const s = 1 / (1 + Math.exp(-z[k]!));
  const sum = (f: (j: number) => number) => Array.from(p as ArrayLike<number>, (_, j) => f(j)).reduce((a, b) => a + b, 0);
  const one = { e: p[k]! - t[k]!, p: p[k]!, y: t[k]!, z: z[k]! };
  if (p.length === 1) return one;
  return { ...one, 'σ(z)': s, p_y: sum((j) => p[j]! * t[j]!), Σpe: sum((j) => p[j]! * (p[j]! - t[j]!)) };
}

/** δ as a formula of p, y and z; as one, or apart for the class and the others. */
export function recovered(known: Known, rows: readonly Row[], target: readonly number[]): Outcome | undefined {
  const points = rows.flatMap(({ pass }) => rowsAt(pass).flatMap((row) => [...pass.P.data].map((_, k) => pointAt(row, pass.P.data, k))));
  const names = Object.keys(points[0]!);
  const over = (at: readonly number[], leave: readonly string[], cost: number): Formula | undefined =>
    recover(
      names
        .filter((name) => !leave.includes(name))
        .map((name) =>
          leaf(
            name,
            at.map((i) => points[i]![name]!),
          ),
        ),
      at.map((i) => target[i]!),
      known.tolerance.formula,
      { cost },
    );
  const all = points.map((_, i) => i);
  const whole = over(all, [], 4);
  const [on, off] =
    whole && whole.cost <= 6
      ? []
      : [1, 0].map((y) =>
          over(
            all.filter((i) => points[i]!['y'] === y),
            ['y', 'e'],
            3,
          ),
        );
  const isSplit = on && off && (!whole || on.cost + off.cost <= whole.cost + 2);
  const formula = isSplit ? bySides(on, off) : (whole ?? ofError(known, points, target));
  if (!formula) return undefined;
  const { text, at } = formula;
  return finding('output gradient', {
    computed: `δ = ${text}${/\be\b/.test(text) ? ', where e = p − y' : ''}`,
    right: rightText(known.task),
    evidence: { points: target.length, worst: 0 },
    formulas: () => ({
      lossGradient: gradientOf((row, pass, r) =>
        Array.from(rowOf(pass.P, r), (_, k) => at(pointAt({ ...row, t: rowOf(textbook.targets(pass.target, pass.task), r) }, rowOf(pass.P, r), k))),
      ),
    }),
  });
}

function bySides(on: Formula, off: Formula): Pick<Formula, 'text' | 'at'> {
  return { text: `${on.text} where y = 1, ${off.text} where y = 0`, at: (point) => (point['y'] === 1 ? on : off).at(point) };
}

/** α·g(k·e) + β: a bounded error, by any bound. */
function ofError({ tolerance }: Known, points: readonly Point[], target: readonly number[]): Pick<Formula, 'text' | 'at'> | undefined {
  return innerScale(
    'e',
    points.map(({ e }) => e!),
    target,
    tolerance.formula,
  );
}
