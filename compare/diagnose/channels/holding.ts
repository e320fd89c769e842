import type { Formulas, Memory } from '../../../scratch/formulas.ts';
import { backward, begun, forward, newMemory, stepFrom } from '../../../scratch/plain.ts';
import { mapTensors, type NamedTensors, tensorsOf } from '../../../src/model/tensors.ts';
import type { Task } from '../../../src/model/training-spec.ts';
import { map } from '../../../src/numbers/algebra.ts';
import { type Exhibit, ofBatches } from './exhibits.ts';
import type { Compared, Proof } from './finding.ts';
import { largestOf } from './search/numbers.ts';

/** How a number of a network stands to the one that formulas give. */
export interface Gap extends Compared {
  readonly id: string; // 'loss of a step of 5 rows …'
  readonly relative: number;
  readonly agrees: boolean;
}

interface Precision {
  readonly step: number; // relative to the change of a tensor
  readonly rounding: number; // of gradients
  readonly spread: number; // times as far as they are moved by it may a network be
  readonly ulp: number;
}

const FLOAT: Readonly<Record<'float32' | 'float64', Precision>> = {
  float64: { step: 1e-8, rounding: 1e-13, spread: 6, ulp: 2 ** -52 },
  float32: { step: 3e-5, rounding: 2e-6, spread: 6, ulp: 2 ** -23 },
};

/** What is normalised is a small difference of larger numbers: its gradient may be nothing but their rounding, which an adaptive rule makes a whole step of. */
function precisionFor(task: Task, float: 'float32' | 'float64'): Precision {
  const { step, rounding, spread, ulp } = FLOAT[float];
  return ofBatches(task) ? { step: 20 * step, rounding: 10 * rounding, spread: 3 * spread, ulp } : FLOAT[float];
}

/** Every number of the exhibits beside what the formulas give: each step from the network's own weights before it. */
export function gapsOf(task: Task, formulas: Formulas, exhibits: readonly Exhibit[], float: 'float32' | 'float64'): Gap[] {
  return exhibits.flatMap((exhibit) => {
    try {
      return gapsIn(task, formulas, exhibit, precisionFor(task, float));
    } catch {
      return [{ id: exhibit.question.title, tensor: '', question: exhibit.question.title, relative: Infinity, agrees: false }]; // forms of a shape that does not go
    }
  });
}

/** Whether formulas give all numbers but those that are open; the first that they do not give ends it. */
export function gives(task: Task, formulas: Formulas, exhibits: readonly Exhibit[], float: 'float32' | 'float64', open: ReadonlySet<string>): boolean {
  return exhibits.every((exhibit) => gapsOf(task, formulas, [exhibit], float).every(({ id, agrees }) => agrees || open.has(id)));
}

function gapsIn(task: Task, formulas: Formulas, { question, reply }: Exhibit, float: Precision): Gap[] {
  const gaps: Gap[] = [];
  const blurred = (t: number): Formulas => ({ ...formulas, penalised: (pass, gradients) => shaken(formulas.penalised(pass, gradients), float.rounding, t) });
  let memory = newMemory(task);
  let other: Memory = memory;
  if (question.rows && reply.answers) {
    const { A } = forward(task, question.weights, question.rows, { formulas, running: memory.running });
    gaps.push(
      gapBetween(
        { tensor: 'answers', question: question.title },
        formulas.answer(A.at(-1)!, task).data,
        reply.answers.data,
        largestOf(reply.answers.data),
        30 * float.step,
      ),
    );
  }
  question.steps.forEach(({ X, y, rate, masks }, t) => {
    const weights = reply.after[t - 1] ?? question.weights;
    const batch = { X, y, ...(masks && { masks }) };
    const passOf = (memory: Memory) => backward(task, begun({ weights, memory }, batch), batch, rate, formulas);
    const pass = passOf(memory);
    const expected = stepFrom(pass, formulas);
    const shifted = stepFrom(other === memory ? pass : passOf(other), blurred(t));
    [memory, other] = [expected.after.memory, shifted.after.memory];
    const name = `${question.title}${t > 0 ? `, step ${t + 1}` : ''}`;
    const loss = reply.losses[t];
    if (loss !== undefined && !Number.isNaN(expected.loss))
      gaps.push(gapBetween({ tensor: 'loss', question: name }, [expected.loss], [loss], Math.max(1e-3, Math.abs(loss)), 10 * float.step));
    gaps.push(...tensorGaps(name, { before: weights, expected: expected.after.weights, shifted: shifted.after.weights, came: reply.after[t]! }, float));
  });
  return gaps;
}

/**
 * Gradients moved by about what rounding moves them, in a way of their own number by number and step by step: of sums that cancel, a layer's terms are rounded,
 * not what is left; and where f′ is next to nothing (1 − a² of a tanh near its end) or a normalisation cancels what comes down, the terms of
 * the layers above.
 */
function shaken(gradients: NamedTensors, by: number, step: number): NamedTensors {
  const own = gradients.map((layer) => Math.max(...tensorsOf([layer]).map(({ values }) => largestOf(values.data.filter(Number.isFinite)))));
  const sizes = own.map((_, l) => Math.max(...own.slice(l)));
  return mapTensors(gradients, (G, { layer }) => {
    const size = sizes[layer - 1]!;
    return map(G, (g, i) => g + by * (g + ((i + step) % 2 === 0 ? 0.1 : -0.1) * size));
  });
}

interface Change {
  readonly before: NamedTensors;
  readonly expected: NamedTensors;
  readonly shifted: NamedTensors;
  readonly came: NamedTensors;
}

function tensorGaps(name: string, { before, expected, shifted, came }: Change, { step: tolerance, spread, ulp }: Precision): Gap[] {
  const all = tensorsOf(came);
  const changes = all.map(({ layer, name: tensor, values }) => largestChange(before[layer - 1]![tensor]!.data, values.data));
  const largest = Math.max(...changes);
  return all.map(({ label, layer, name: tensor, values: { data } }, t) => {
    const [was, right, moved] = [before[layer - 1]![tensor]!.data, expected[layer - 1]![tensor]!.data, shifted[layer - 1]![tensor]!.data];
    const size = Math.max(changes[t]!, 1e-9 * largest, 1e-30);
    const floors = new Float64Array(right.length);
    for (let i = 0; i < floors.length; i++)
      floors[i] = spread * Math.abs(moved[i]! - right[i]!) + 16 * ulp * largest + 4 * ulp * (Math.abs(was[i]!) + Math.abs(data[i]!));
    return gapBetween({ tensor: label, question: name }, right, data, size, tolerance, floors);
  });
}

/** The largest change of a number that is still finite. */
function largestChange(before: ArrayLike<number>, after: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < after.length; i++) {
    const change = Number.isFinite(after[i]) ? Math.abs(after[i]! - before[i]!) : 0;
    if (change > largest) largest = change;
  }
  return largest;
}

function gapBetween(of: Compared, expected: ArrayLike<number>, came: ArrayLike<number>, size: number, tolerance: number, floors?: Float64Array): Gap {
  let relative = 0;
  let agrees = expected.length === came.length;
  for (let i = 0; i < came.length; i++) {
    if (Object.is(expected[i], came[i])) continue;
    const gap = Math.abs(expected[i]! - came[i]!);
    const floor = floors?.[i] ?? 0;
    if (!(gap <= tolerance * size + floor)) agrees = false;
    if (floor > tolerance * size && agrees) continue; // the weights' own rounding hides the rest
    relative = Number.isNaN(gap) ? Infinity : Math.max(relative, gap / size);
  }
  return { ...of, id: `${of.tensor} of ${of.question}`, relative, agrees };
}

/** Whether all of it holds, in figures. */
export function proofOf(gaps: readonly Gap[]): Proof {
  const wrong = gaps.filter(({ agrees }) => !agrees);
  const right = gaps.filter(({ agrees }) => agrees);
  const worst = right.reduce((most, { relative }) => Math.max(most, relative), 0);
  const { tensor = '', question = '' } = right.find(({ relative }) => relative === worst) ?? {};
  const [first] = wrong;
  return {
    state: gaps.length === 0 ? 'open' : wrong.length === 0 ? 'confirmed' : 'refuted',
    tensors: gaps.length,
    wrong: wrong.length,
    worst,
    furthest: { tensor, question, relative: worst },
    ...(first && { first: { tensor: first.tensor, question: first.question } }),
    questions: [...new Set(gaps.map(({ question: of }) => of.replace(/, step \d+$/, '')))],
  };
}
