import type { Formulas, Pass } from '../../../scratch/formulas.ts';
import { backward } from '../../../scratch/plain.ts';
import { textbook } from '../../../scratch/textbook.ts';
import { logitsWidth } from '../../../src/model/model-spec.ts';
import { map } from '../../../src/numbers/algebra.ts';
import { lawOf } from './batch-laws.ts';
import { part } from './draws.ts';
import { finding, type Known, number, type Outcome, together, verdict } from './known.ts';
import { type LossForm, lossForms } from './loss-forms.ts';
import { type OutputRow, rowsAt } from './output-forms.ts';
import { pointAt } from './output-gradient.ts';
import { penaltyInLoss } from './penalty-in-loss.ts';
import { Bank, leaf } from './search/bank.ts';
import { leastSquares, snapped, times } from './search/numbers.ts';
import { fits, recover } from './search/recover.ts';
import type { Row } from './table.ts';

/** ℓ of a row that was found: a·ℓ + β, β for what the weights themselves add. */
interface Fit {
  readonly text: string;
  readonly a: number;
  readonly β: number;
  readonly right: boolean;
  readonly of: (pass: Pass) => number; // Σ over the rows
  readonly form?: LossForm;
}

/** The loss of single rows, what the weights add to it, and how those of a batch are put together. */
export async function examineLoss(known: Known, rows: readonly Row[]): Promise<Outcome> {
  const target = rows.map(({ loss }) => loss);
  if (target.every((loss) => loss === undefined)) return verdict('loss', 'not asked');
  if (target.every((loss) => Number.isNaN(loss))) {
    return finding('loss', {
      computed: 'the loss that step answers is always NaN',
      right: 'the loss of the batch, or none',
      severity: 'note',
      formulas: () => ({ reported: () => Number.NaN }),
    });
  }
  const t = target.map((loss) => loss ?? Number.NaN);
  const fit = fitted(known, rows, t) ?? recovered(known, rows, t);
  if (!fit) return verdict('loss', 'open');
  const penalty = fit.β === 0 ? undefined : await penaltyInLoss(known, (pass) => fit.a * fit.of(pass));
  const added = penalty?.outcome ?? { found: [], verdicts: [] };
  const plain = fit.right && fit.a === 1 ? verdict('loss', 'right') : lossFinding(known, fit, rows.length);
  return together(plain, added, await overBatch(known, fit, penalty?.value));
}

function sumOver(of: (row: OutputRow) => number, targets?: (pass: Pass) => Pass['Y']): (pass: Pass) => number {
  return (pass) => rowsAt(targets ? { ...pass, Y: targets(pass) } : pass).reduce((sum, row) => sum + of(row), 0);
}

/** The loss that is declared; with the labels as they are given; any other of the vocabulary: times a, plus β. */
function fitted(known: Known, rows: readonly Row[], t: readonly number[]): Fit | undefined {
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

/** ℓ as a formula of the class's numbers, or as a sum of formulas over the outputs. */
function recovered(known: Known, rows: readonly Row[], t: readonly number[]): Fit | undefined {
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
  if (single) return undefined;
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
  return (
    sum && { text: sum.text, a: 1, β: 0, right: false, of: eachRow((row, p) => Array.from(p, (_, k) => sum.at(pointAt(row, p, k))).reduce((a, b) => a + b, 0)) }
  );
}

function eachRow(of: (row: OutputRow, p: ArrayLike<number>) => number): Fit['of'] {
  return (pass) => rowsAt(pass).reduce((sum, row, r) => sum + of(row, pass.P.data.subarray(r * pass.P.cols, (r + 1) * pass.P.cols)), 0);
}

function lossFinding({ task }: Known, { text, a, of, form }: Fit, points: number): Outcome {
  const K = logitsWidth(task.model.output);
  const reported = text === 'the loss' ? `${times(a, K).replace('·', '')} times the loss` : `${times(a, K)}${text}`;
  return finding('loss', {
    computed: `the loss reported of a row is ${reported.replace(/^1 times /, '').replace('2·the half squared error', 'the squared error')}`,
    right: `the ${task.training.loss}`,
    evidence: { points, worst: 0 },
    ...(form?.reading && { reading: { ...form.reading, factor: a } }),
    ...(text === 'the loss' && { scaled: a }),
    formulas: () => ({ loss: (pass) => (a * of(pass)) / pass.X.rows }),
  });
}

/** c(B) of L = c(B)·Σ over the rows. */
async function overBatch(known: Known, { a, of }: Fit, added: ((pass: Pass) => number) | undefined): Promise<Outcome> {
  const { task, draw, asker, formulas } = known;
  const at = async (B: number): Promise<readonly [number, number] | undefined> => {
    const batch = part(draw, 0, B);
    const reply = await asker.ask({ title: `the loss of ${B} rows`, weights: draw.weights, steps: [{ ...batch, rate: 0 }] });
    const pass = backward(task, { weights: draw.weights }, batch, 0, formulas);
    return reply?.losses[0] === undefined
      ? undefined
      : [B, (reply.losses[0] - (added?.(pass) ?? 0) - (formulas.reported(pass, pass.weights) - pass.loss)) / (a * of(pass))];
  };
  const [first, second] = [await at(4), await at(12)];
  if (!first || !second) return verdict('batch loss', 'not asked');
  const law = lawOf([first, second], known.float === 'float32' ? 1e-4 : 1e-7);
  if (law?.name === 'mean') return verdict('batch loss', 'right');
  if (!law) return pairs(known, of, a) ?? verdict('batch loss', 'open');
  return finding('batch loss', {
    computed: `the loss of a batch is ${law.text}`,
    right: '(1/B)·Σ over the rows',
    law: law.name,
    ...(law.name === 'sum' && { known: { name: 'The loss is summed over the batch, not averaged' } }),
    formulas: (right) => ({ loss: (pass) => right.loss(pass) * law.factor(pass.X.rows) * pass.X.rows }),
  });
}

/** Every label with every row: Yᵀ·log P in place of Y ⊙ log P. */
function pairs(known: Known, of: Fit['of'], a: number): Outcome | undefined {
  const every = (pass: Pass) => {
    let sum = 0;
    for (let shift = 0; shift < pass.Y.rows; shift++)
      sum += of({ ...pass, Y: map(pass.Y, (_, i) => pass.Y.data[(i + shift * pass.Y.cols) % pass.Y.data.length]!) });
    return (a * sum) / pass.Y.rows;
  };
  const made = { ...known.formulas, loss: every };
  const right = known.exhibits
    .filter(({ question }) => question.steps.length === 1)
    .every(({ question: { steps, weights }, reply }) => {
      const { loss } = backward(known.task, { weights }, steps[0]!, 0, made);
      return Math.abs(loss - reply.losses[0]!) < 1e-4 * Math.abs(loss);
    });
  return right
    ? finding('batch loss', {
        computed: "the loss pairs every label with every row's probability: an outer product, Yᵀ·log P",
        right: 'each label with its own row',
        formulas: () => ({ loss: every }),
      })
    : undefined;
}
