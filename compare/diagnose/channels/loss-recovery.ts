import type { Known } from './known.ts';
import type { Fit } from './loss-fit.ts';
import { type OutputRow, rowsAt } from './output-forms.ts';
import { pointAt } from './output-recovery.ts';
import { Bank, leaf, type Point } from './search/bank.ts';
import { scaledSum } from './search/inner-scale.ts';
import { recover } from './search/recover.ts';
import type { Row } from './table.ts';

/** ℓ as a formula of the class's numbers, or as a sum of formulas over the outputs. */
export function recovered(known: Known, rows: readonly Row[], t: readonly number[]): Fit | undefined {
  const points = rows.map(({ pass }) => ((row) => [...pass.P.data].map((_, k) => pointAt(row, pass.P.data, k)))(rowsAt(pass)[0]!));
  const names = Object.keys(points[0]![0]!).filter((name) => name !== 'Σpe');
  const { formula: tolerance } = known.tolerance;
  const single = points[0]!.length === 1;
  const classAt = (r: number) =>
    single
      ? 0
      : Math.max(
          0,
          points[r]!.findIndex((point) => point['y']! > 0.5),
        );
  const whole = recover(
    (single ? names : ['p', 'z', 'σ(z)']).map((name) =>
      leaf(
        single ? name : `${name} of the class`,
        points.map((row, r) => row[classAt(r)]![name]!),
      ),
    ),
    t,
    tolerance,
  );
  if (whole && whole.cost < 9) {
    const of = ({ z, t: y }: OutputRow, p: ArrayLike<number>) => {
      const k = single
        ? 0
        : Math.max(
            0,
            Array.from(y).findIndex((v) => v > 0.5),
          );
      const point = pointAt({ z, t: y }, p, k);
      return whole.at(single ? point : Object.fromEntries(Object.entries(point).map(([name, value]) => [`${name} of the class`, value])));
    };
    return { text: whole.text, a: 1, β: 0, right: false, of: eachRow(of) };
  }
  if (single) return ofErrors(known, points, t);
  const cells = points.flat();
  const bank = new Bank(
    names
      .filter((name) => name !== 'p_y')
      .map((name) =>
        leaf(
          name,
          cells.map((point) => point[name]!),
        ),
      ),
    { cost: 4, size: 5000, fingerprinted: 40 },
  );
  const K = points[0]!.length;
  const sums = bank.all.map((e) => ({
    ...leaf(
      `Σ over the outputs of ${e.text}`,
      points.map((_, r) => e.values.subarray(r * K, (r + 1) * K).reduce((a, b) => a + b, 0)),
    ),
    at: e.at,
  }));
  const sum = recover(sums, t, tolerance, { cost: 1 });
  if (!sum) return ofErrors(known, points, t);
  return { text: sum.text, a: 1, β: 0, right: false, of: eachRow((row, p) => Array.from(p, (_, k) => sum.at(pointAt(row, p, k))).reduce((a, b) => a + b, 0)) };
}

/** α·Σ g(k·e) + β over the outputs: an error whose growth is bounded, by any bound. */
function ofErrors({ tolerance }: Known, points: readonly (readonly Point[])[], t: readonly number[]): Fit | undefined {
  const found = scaledSum(
    'e',
    points.map((row) => row.map(({ e }) => e!)),
    t,
    tolerance.formula,
  );
  if (!found) return undefined;
  const { text, shift, β, term } = found;
  const of = (row: OutputRow, p: ArrayLike<number>) => Array.from(p).reduce((sum, _, k) => sum + term(pointAt(row, p, k)['e']!), β);
  const sum = points[0]!.length > 1 ? `Σ over the outputs of ${text}` : text;
  return { text: `${sum}${shift}, where e = p − y`, a: 1, β: 0, right: false, of: eachRow(of) };
}

function eachRow(of: (row: OutputRow, p: ArrayLike<number>) => number): Fit['of'] {
  return (pass) => rowsAt(pass).reduce((sum, row, r) => sum + of(row, pass.P.data.subarray(r * pass.P.cols, (r + 1) * pass.P.cols)), 0);
}
