import { textbook } from '../../../scratch/textbook.ts';
import { type Laws, lawsFinding } from './batch-findings.ts';
import { type Law, lawOf } from './batch-laws.ts';
import { part } from './draws.ts';
import { type Known, type Outcome, verdict } from './known.ts';
import { otherBatch } from './other-batches.ts';
import { type Term, termOf } from './readings.ts';
import { largestOf, leastSquares } from './search/numbers.ts';
import { gradientsAt, isZero, type Row, rowStep, type Stepping } from './table.ts';

const SIZES = [4, 12] as const;
const TINY = 2 ** -18;

/** How the gradients of a batch come from those of its rows: one factor for each tensor, and its law. */
export async function examineBatch(known: Known, stepping: Stepping, rows: readonly Row[], terms: readonly (Term | undefined)[]): Promise<Outcome> {
  const rate = stepping.ofRate ? (known.float === 'float32' ? 1 : TINY) : stepping.rate;
  const singles = stepping.ofRate
    ? await Promise.all(rows.slice(0, 12).map(async (_, r) => (await gradientsAt(known, stepping, known.draw.weights, [rowStep(known, r, rate)]))?.own))
    : rows.map(({ own }) => own);
  const batches = await Promise.all(
    SIZES.map(async (B) => (await gradientsAt(known, stepping, known.draw.weights, [{ ...part(known.draw, 0, B), rate }]))?.own),
  );
  if (batches.some((own) => !own) || singles.some((own) => !own)) return verdict('batch', 'not asked');
  const tolerance = stepping.ofRate ? 2e-3 : known.float === 'float32' ? 1e-3 : 1e-6;
  const laws = known.layers.map((_, l) => ({ W: lawAt('W', l), b: lawAt('b', l) }));

  function lawAt(name: 'W' | 'b', l: number): Law | 'zero' | undefined {
    const term = name === 'W' ? terms[l] : undefined;
    const weights = known.draw.weights[l]![name].data;
    const seen = SIZES.map((B, s): readonly [number, number] | 'zero' | undefined => {
      const target = batches[s]![l]![name].data;
      const size = largestOf(singles[0]![l]!.W.data);
      const added = (i: number) => (term ? termOf(term)(weights[i]!) : 0);
      const own = sumOver(B, (r) => singles[r]![l]![name].data.map((g, i) => g - added(i)));
      if (isZero(own, size) && isZero(target, size)) return 'zero';
      const isStill = own.every((v) => v === 0); // on single rows alone
      const sum = isStill ? sumOver(B, (r) => textbook[name === 'W' ? 'weightGradient' : 'biasGradient'](rows[r]!.pass, l).data) : own;
      const { x, relative } = leastSquares(term ? [sum, Float64Array.from(weights, termOf(term))] : [sum], target);
      return relative < tolerance ? [B, x[0]!] : undefined;
    });
    const [first, second] = seen;
    if (first === 'zero' && second === 'zero') return 'zero';
    return first && second && first !== 'zero' && second !== 'zero' ? lawOf([first, second], tolerance) : undefined;
  }
  const shown = laws.flatMap(({ W, b }) => [W, b]);
  return shown.includes(undefined) ? otherBatch(known) : lawsFinding(laws as readonly Laws[]);
}

/** The sum of rows' numbers, place by place. */
function sumOver(rows: number, of: (r: number) => ArrayLike<number>): Float64Array {
  const sum = Float64Array.from(of(0));
  for (let r = 1; r < rows; r++) Array.from(of(r)).forEach((v, i) => (sum[i]! += v));
  return sum;
}
