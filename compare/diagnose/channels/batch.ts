import type { Formulas } from '../../../scratch/formulas.ts';
import { textbook } from '../../../scratch/textbook.ts';
import { scale } from '../../../src/numbers/algebra.ts';
import { OTHER_BATCHES } from './batch-forms.ts';
import { type Law, lawOf, MEAN } from './batch-laws.ts';
import { part } from './draws.ts';
import { type Found, madeUpon } from './finding.ts';
import { gapsOf } from './holding.ts';
import { finding, type Known, type Outcome, together, verdict } from './known.ts';
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

interface Laws {
  readonly W: Law | 'zero';
  readonly b: Law | 'zero';
}

/** The law of δ is that of the last W; what differs from it is told apart. */
function lawsFinding(laws: readonly Laws[]): Outcome {
  const ofDelta =
    laws
      .flatMap(({ W, b }) => [W, b])
      .toReversed()
      .find((law): law is Law => law !== 'zero' && (law === laws.at(-1)!.W || laws.at(-1)!.W === 'zero')) ?? MEAN;
  const odd = laws.flatMap(({ W, b }, l) =>
    (['W', 'b'] as const).flatMap((name) => {
      const law = name === 'W' ? W : b;
      return law === 'zero' || law.text === ofDelta.text ? [] : [{ l, name, law }];
    }),
  );
  const whole =
    ofDelta.name === 'mean'
      ? []
      : [
          finding('batch', {
            computed: `the gradient of a batch is ${ofDelta.text}`,
            right: '(1/B)·Σ over the rows: one mean, once',
            ...named(ofDelta),
            law: ofDelta.name,
            ...(ofDelta.name === 'scaled mean' && { times: ofDelta.factor(1) }),
            formulas: by(ofDelta),
            ...(ofDelta.factor(1) !== 1 && { variants: [{ formulas: by(ofDelta, 2) }] }),
          }),
        ];
  const each = odd.map(({ l, name, law }) =>
    finding(
      'batch',
      {
        computed: `d${name}${l + 1} of a batch is ${law.text}`,
        right: '(1/B)·Σ over the rows: one mean, once',
        formulas: scaledTensor(l, name, (B) => law.factor(B) / ofDelta.factor(B)),
      },
      l + 1,
    ),
  );
  return whole.length + each.length > 0 ? together(...whole, ...each) : verdict('batch', 'right');
}

/** δ of a batch of so many rows or more by a law, which single rows did not show. */
export function by({ factor }: Law, least = 1): Found['formulas'] {
  return (right) => ({
    lossGradient: (pass) => ((d) => (pass.X.rows < least ? d : scale(d, factor(pass.X.rows) * pass.X.rows)))(right.lossGradient(pass)),
  });
}

export function named({ name }: Law): Pick<Found, 'known'> {
  const names: Readonly<Record<string, string>> = {
    'mean twice': 'The mean over the batch is taken twice',
    sum: 'The gradient is summed over the batch, not averaged',
  };
  return names[name] ? { known: { name: names[name] } } : {};
}

function scaledTensor(l: number, name: 'W' | 'b', factor: (B: number) => number): Found['formulas'] {
  const of = (right: Formulas) => (name === 'W' ? right.weightGradient : right.biasGradient);
  return (right) => ({
    [name === 'W' ? 'weightGradient' : 'biasGradient']: ((pass, m) =>
      ((G) => (m === l ? scale(G, factor(pass.X.rows)) : G))(of(right)(pass, m))) satisfies Formulas['weightGradient'],
  });
}

/** The steps of one batch, in which nothing is remembered yet. */
function single(known: Known): Known['exhibits'] {
  return known.exhibits.filter(({ question }) => question.steps.length === 1 && question.steps[0]!.X.rows > 1);
}

/** Whether all tensors of single steps come; losses are another channel's. */
export function tensorsAgree(known: Known, formulas: Formulas): boolean {
  return gapsOf(known.task, formulas, single(known), known.float).every(({ id, agrees }) => agrees || id.startsWith('loss') || id.startsWith('answers'));
}

/** What is done with the rows of a batch where its gradient is no multiple of their sum: each way, with every law, is tried. */
function otherBatch(known: Known): Outcome {
  for (const chosen of variantsOf(known.found)) {
    const formulas = madeUpon(textbook, chosen);
    for (const { law, scaled } of SCALES) {
      if (tensorsAgree(known, scaled(formulas))) return together(law ? lawsFinding(known.layers.map(() => ({ W: law, b: law }))) : verdict('batch', 'right'));
      for (const form of OTHER_BATCHES) {
        const made = { ...formulas, ...form.formulas(formulas) };
        if (!tensorsAgree(known, scaled(made))) continue;
        const other = finding('batch', form);
        return law ? together(other, lawsFinding([{ W: law, b: law }])) : other;
      }
    }
  }
  return verdict('batch', 'open');
}

const SUM: Law = { name: 'sum', text: 'the sum over the rows, not their mean', factor: () => 1 };
const SCALES: readonly { readonly law?: Law; readonly scaled: (formulas: Formulas) => Formulas }[] = [
  { scaled: (formulas) => formulas },
  { law: SUM, scaled: (formulas) => ({ ...formulas, lossGradient: (pass) => scale(formulas.lossGradient(pass), pass.X.rows) }) },
];

/** Every choice among readings that single rows do not tell apart; what was found first comes first. */
export function variantsOf(found: readonly Found[]): Found['formulas'][][] {
  let all: Found['formulas'][][] = [[]];
  for (const { formulas, variants = [] } of found) {
    const ways = [formulas, ...variants.map((variant) => variant.formulas)];
    all = all.length > 16 ? all.map((chosen) => [...chosen, formulas]) : ways.flatMap((way) => all.map((chosen) => [...chosen, way]));
  }
  return all;
}
