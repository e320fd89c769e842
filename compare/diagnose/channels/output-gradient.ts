import { textbook } from '../../../scratch/textbook.ts';
import { logitsWidth } from '../../../src/model/model-spec.ts';
import { map, rowOf, scale } from '../../../src/numbers/algebra.ts';
import type { Matrix } from '../../../src/numbers/matrix.ts';
import { finding, type Known, number, type Outcome, verdict } from './known.ts';
import { gradientForms, gradientOf, type OutputRow, rowsAt } from './output-forms.ts';
import { leaf, type Point } from './search/bank.ts';
import { factorOf, shown, snapped, times, total } from './search/numbers.ts';
import { type Formula, fits, recover } from './search/recover.ts';
import { flat, type Row } from './table.ts';

const RIGHT = 'δ = p − y';

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
    return finding('output gradient', { computed: 'δ = 0: nothing is learnt', right: RIGHT, formulas: () => ({ lossGradient: ({ P }) => scale(P, 0) }) });
  return (
    scaledOwn(known, target, own) ??
    otherTargets(known, rows, deltas) ??
    generated(known, rows, target) ??
    recovered(known, rows, target) ??
    verdict('output gradient', 'open')
  );
}

function rightText({ task }: Known): string {
  return /cross-entropy/.test(task.training.loss) ? RIGHT : `δ = ∂L/∂z of the ${task.training.loss}`;
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
    right: rightText(known),
    ...(c === -1 && { known: { name: 'The gradient has the wrong sign' } }),
    evidence: { points: target.length, worst: 0 },
    scaled: c,
    formulas: (right) => ({ lossGradient: (pass) => scale(right.lossGradient(pass), c) }),
  });
}

/** t = s·p − δ depends on the label alone: other targets. s is their sum, as the gradient through softmax has it, or 1. */
function otherTargets(known: Known, rows: readonly Row[], deltas: readonly Matrix[]): Outcome | undefined {
  if (!/cross-entropy/.test(known.task.training.loss)) return undefined;
  const tolerance = 30 * known.tolerance.formula;
  const labels = rows.map(({ pass: { target } }) => (target instanceof Uint32Array ? target[0]! : -1));
  if (labels.includes(-1)) return undefined;
  const s = snapped(scaleOfP(rows, deltas, labels), tolerance);
  const byLabel = new Map<number, number[]>();
  for (const [r, { pass }] of rows.entries()) {
    const t = [...pass.P.data].map((p, k) => s * p - deltas[r]!.data[k]!);
    const before = byLabel.get(labels[r]!);
    if (before?.some((v, k) => Math.abs(v - t[k]!) > tolerance)) return undefined;
    if (!before)
      byLabel.set(
        labels[r]!,
        t.map((v) => snapped(v, tolerance)).map((v) => (Math.abs(v) < tolerance ? 0 : v)),
      );
  }
  const targets = [...byLabel].toSorted(([a], [b]) => a - b);
  const isOwn = targets.every(([, t]) => t.length === 1 || Math.abs(total(t) - s) < 10 * tolerance);
  if (!isOwn && s !== 1) return undefined;
  const { computed, declare } = targetsText(targets);
  return finding('targets', {
    computed: isOwn ? computed : `${computed}, and δ = p − t though their sum is not 1`,
    right: '1 for the class, 0 for the others',
    ...(declare && isOwn && { declare }),
    evidence: { points: rows.length, worst: 0 },
    formulas: (right) => ({
      targets(target, task) {
        const Y = right.targets(target, task);
        return target instanceof Uint32Array ? map(Y, (v, i) => byLabel.get(target[Math.floor(i / Y.cols)]!)?.[i % Y.cols] ?? v) : Y;
      },
      ...(!isOwn && { lossGradient: ({ P, Y }) => map(P, (p, i) => (p - Y.data[i]!) / P.rows) }),
    }),
  });
}

/** s of δ = s·p − t, t the same in all rows of a label. */
function scaleOfP(rows: readonly Row[], deltas: readonly Matrix[], labels: readonly number[]): number {
  let [along, size] = [0, 0];
  for (const label of new Set(labels)) {
    const own = rows.flatMap(({ pass }, r) => (labels[r] === label ? [{ p: pass.P.data, d: deltas[r]!.data }] : []));
    for (let k = 0; k < own[0]!.p.length; k++) {
      const mean = (of: (one: (typeof own)[number]) => number) => total(own.map(of)) / own.length;
      const [p, d] = [mean((one) => one.p[k]!), mean((one) => one.d[k]!)];
      for (const one of own) {
        along += (one.p[k]! - p) * (one.d[k]! - d);
        size += (one.p[k]! - p) ** 2;
      }
    }
  }
  return size > 0 ? along / size : 1;
}

function targetsText(targets: readonly (readonly [number, readonly number[]])[]): { readonly computed: string; readonly declare?: string } {
  const K = targets[0]![1].length;
  const on = targets.flatMap(([label, t]) => (K === 1 ? (label === 1 ? t : []) : [t[label]!]));
  const off = targets.flatMap(([label, t]) => (K === 1 ? (label === 0 ? t : []) : t.filter((_, k) => k !== label)));
  const one = (values: readonly number[]) => values.every((v) => Math.abs(v - values[0]!) < 1e-6);
  if (!one(on) || !one(off) || on.length === 0 || off.length === 0 || Math.abs(on[0]! - off[0]!) < 1e-6) {
    return { computed: `the targets are ${targets.map(([label, t]) => `${t.map((v) => number(v)).join(', ')} for label ${label}`).join('; ')}` };
  }
  const smoothing = K === 1 ? 2 * off[0]! : K * off[0]!;
  const isSmoothing = Math.abs(on[0]! - (1 - smoothing + off[0]!)) < 1e-6 && smoothing > 0;
  if (on[0]! < off[0]!) return { computed: `the targets are ${number(off[0]!)} and ${number(on[0]!)} for labels 0 and 1: exchanged` };
  return {
    computed:
      isSmoothing && K > 1
        ? `the targets are smoothed by ε = ${shown(smoothing)}`
        : `the targets are ${number(off[0]!)} and ${number(on[0]!)}${isSmoothing ? `, which is label smoothing by ${shown(smoothing)}` : ''}`,
    declare: isSmoothing ? `--label-smoothing ${smoothing}` : `targets: [${shown(off[0]!)}, ${shown(on[0]!)}]`,
  };
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
      right: rightText(known),
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

/** What is known at output k of a row. */
export function pointAt({ z, t }: OutputRow, p: ArrayLike<number>, k: number): Point {
  const s = 1 / (1 + Math.exp(-z[k]!));
  const sum = (f: (j: number) => number) => Array.from(p as ArrayLike<number>, (_, j) => f(j)).reduce((a, b) => a + b, 0);
  const one = { e: p[k]! - t[k]!, p: p[k]!, y: t[k]!, z: z[k]! };
  if (p.length === 1) return one;
  return { ...one, 'σ(z)': s, p_y: sum((j) => p[j]! * t[j]!), Σpe: sum((j) => p[j]! * (p[j]! - t[j]!)) };
}

/** δ as a formula of p, y and z; as one, or apart for the class and the others. */
function recovered(known: Known, rows: readonly Row[], target: readonly number[]): Outcome | undefined {
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
  if (!whole && !isSplit) return undefined;
  const at = (point: Point) => (isSplit ? (point['y'] === 1 ? on : off).at(point) : whole!.at(point));
  const text = isSplit ? `${on.text} where y = 1, ${off.text} where y = 0` : whole!.text;
  return finding('output gradient', {
    computed: `δ = ${text}${/\be\b/.test(text) ? ', where e = p − y' : ''}`,
    right: rightText(known),
    evidence: { points: target.length, worst: 0 },
    formulas: () => ({
      lossGradient: gradientOf((row, pass, r) =>
        Array.from(rowOf(pass.P, r), (_, k) => at(pointAt({ ...row, t: rowOf(textbook.targets(pass.target, pass.task), r) }, rowOf(pass.P, r), k))),
      ),
    }),
  });
}
