import type { Matrix } from '../../src/numbers/matrix.ts';
import { difference, largest, norm } from '../../src/numbers/norms.ts';
import { toOtherLayout } from './catalogue/layout.ts';
import type { Evidence, Relation } from './diagnosis.ts';
import { wordFactor } from './figures.ts';
import { place } from './locate.ts';
import type { Explanation } from './mistake.ts';
import { compare, type Observation } from './observation.ts';
import { type Case, Prediction } from './prediction.ts';
import { labelOf, tensorOf } from './tensor.ts';

const GROUPED = ['full', 'short', 'one'];

/**
 * How what the network showed stands to what it should have shown, from observation `first` on: the tensors of that
 * stage, on the full batch, the short one and the batch of one, and wherever the first is.
 * @param upon mistakes that are already put into the reference
 */
export function gatherEvidence(facts: Case, first: number, upon: Explanation = []): Evidence[] {
  const found = facts.ordered[first]!;
  const prediction = new Prediction(facts, upon);
  const shown = facts.ordered.filter(
    (o) =>
      place(o) === place(found) &&
      (o.quantity === found.quantity || place(o) === 'update') &&
      (o.probe.id === found.probe.id || (place(found) !== 'update' && GROUPED.includes(o.probe.id))),
  );
  const byTensor = new Map<string, { where: string; relation: Relation }[]>();
  for (const observed of shown) {
    const expected = prediction.of(observed);
    if (!expected) continue;
    const where = place(observed) === 'update' ? `step ${observed.step + 1}` : observed.probe.title;
    const label = labelOf(tensorOf(observed));
    const list = byTensor.get(label) ?? [];
    byTensor.set(label, [...list, { where, relation: relationOf(observed, expected) }]);
  }
  return grouped(byTensor);
}

/** Tensors that stand to the reference in the same way are one piece of evidence. */
function grouped(byTensor: ReadonlyMap<string, Evidence['found']>): Evidence[] {
  const groups = new Map<string, { tensors: string[]; found: Evidence['found'] }>();
  for (const [tensor, found] of byTensor) {
    const key = found.map(({ where, relation }) => `${where}: ${summary(relation, tensor)}`).join('; ');
    const group = groups.get(key) ?? { tensors: [], found };
    group.tensors.push(tensor);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** Equal for what is worded alike. */
function summary(relation: Relation, tensor: string): string {
  switch (relation.kind) {
    case 'scaled':
      return `scaled ${wordFactor(relation.factor)}`;
    case 'differs':
    case 'number':
    case 'not zero':
    case 'not finite':
      return `${relation.kind} ${tensor}`;
    default:
      return relation.kind;
  }
}

export function relationOf(observed: Observation, expected: Observation): Relation {
  if (compare(observed, expected).agrees) return { kind: 'equal' };
  const a = observed.values.data;
  const b = expected.values.data;
  if (a.length === 1) return { kind: 'number', is: a[0]!, expected: b[0]! };
  const [count, unsound] = [infinite(a), infinite(b)];
  if (count + unsound > 0) return { kind: 'not finite', count, expected: unsound, of: a.length };
  const as = (values: Matrix): boolean => compare(observed, { ...expected, values }).agrees;
  if (as({ ...expected.values, data: b.map(() => 0) })) return { kind: 'zero' };
  const { unit, size } = direction(b);
  if (size === 0) return { kind: 'not zero', largest: largest(a) };
  const factor = dot(a, unit) / size;
  if (as({ ...expected.values, data: b.map((value) => value * factor) })) return { kind: 'scaled', factor };
  if (as(toOtherLayout(expected.values))) return { kind: 'transposed' };
  return { ...differs(observed, expected), factor };
}

function differs(observed: Observation, expected: Observation): Omit<Extract<Relation, { kind: 'differs' }>, 'factor'> {
  const a = observed.values.data;
  const b = expected.values.data;
  let worst = 0;
  let wrong = 0;
  const gaps = difference(a, b).map(Math.abs);
  const [of, to] = [direction(gaps), direction(b)];
  const noticeable = observed.probe.tolerance * (to.size / Math.sqrt(b.length)) + observed.floor;
  for (let i = 0; i < gaps.length; i++) {
    if (gaps[i]! > noticeable) wrong++;
    if (gaps[i]! > gaps[worst]!) worst = i;
  }
  const { cols } = observed.values;
  return {
    kind: 'differs',
    relative: of.size / to.size,
    cosine: dot(direction(a).unit, to.unit),
    wrong,
    of: a.length,
    worst: { row: Math.floor(worst / cols), col: worst % cols, is: a[worst]!, expected: b[worst]! },
  };
}

function infinite(values: Float32Array | Float64Array): number {
  let count = 0;
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) count++;
  return count;
}

/** The norm of the values, and what they are of it; scaled first, so that no square overflows or is lost. */
function direction(values: Float32Array | Float64Array): { unit: Float64Array; size: number } {
  const scale = largest(values);
  if (scale === 0) return { unit: new Float64Array(values.length), size: 0 };
  const unit = new Float64Array(values.length);
  for (let i = 0; i < unit.length; i++) unit[i] = values[i]! / scale;
  const length = norm(unit);
  for (let i = 0; i < unit.length; i++) unit[i]! /= length;
  return { unit, size: scale * length };
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
