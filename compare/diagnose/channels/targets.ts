import { map } from '../../../src/numbers/algebra.ts';
import type { Matrix } from '../../../src/numbers/matrix.ts';
import { finding, type Known, number, type Outcome } from './known.ts';
import { decimal, shown, snapped, total } from './search/numbers.ts';
import type { Row } from './table.ts';

/** t = s·p − δ depends on the label alone: other targets. s is their sum, as the gradient through softmax has it, or 1. */
export function otherTargets(known: Known, rows: readonly Row[], deltas: readonly Matrix[]): Outcome | undefined {
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
    declare: isSmoothing ? `--label-smoothing ${decimal(smoothing)}` : `targets: [${decimal(off[0]!)}, ${decimal(on[0]!)}]`,
  };
}
