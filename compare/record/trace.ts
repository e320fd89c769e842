import { type Batch, forward, newMemory, type Standing, stateOf, step } from '../../scratch/plain.ts';
import { textbook } from '../../scratch/textbook.ts';
import { isClasses } from '../../src/model/target.ts';
import { copyWeights, type LayerWeights, type NamedTensors } from '../../src/model/tensors.ts';
import type { Task } from '../../src/model/training-spec.ts';
import type { Matrix } from '../../src/numbers/matrix.ts';

/** A matrix by its rows. */
type Rows = readonly (readonly number[])[];
/** Tensors by layer; W (in, out), b (1, out), of a normalised layer gamma and beta (1, out). */
export type Written = readonly Readonly<Record<'W' | 'b', Rows> & Partial<Record<'gamma' | 'beta', Rows>>>[];

/**
 * A training as a file has it, JSON: what a program that shares nothing with this one is held against. Z, A, P and dZ, by layer,
 * are there where the textbook has written it; a program may have been written down by another without them.
 */
export interface TraceFile {
  readonly name: string;
  readonly task: Task;
  readonly learningRate: number;
  readonly initial: Written;
  readonly steps: readonly TraceStep[];
}

export interface TraceStep {
  readonly X: Rows;
  readonly y?: readonly number[]; // classes
  readonly values?: Rows;
  /** Before the update, as `loss` is. */
  readonly Z?: readonly Rows[];
  readonly N?: readonly (Rows | null)[]; // Z normalised, of the hidden layers where it is
  readonly A?: readonly Rows[]; // of the hidden layers
  readonly P?: Rows; // what the output answers: probabilities, or values
  readonly loss: number;
  readonly dZ?: readonly Rows[];
  readonly gradients: Written; // with the penalty's
  /** After the update. */
  readonly weights: Written;
  readonly state: Readonly<Record<string, Written>>;
  /** Where layers drop units, or keep running statistics; `predicted` is then what it answers to X after the update. */
  readonly masks?: readonly (Rows | null)[];
  readonly running?: readonly ({ readonly mean: Rows; readonly variance: Rows } | null)[];
  readonly predicted?: Rows;
}

/** Every number of a training, step by step, as the textbook has them in float64. */
export function recorded(name: string, task: Task, initial: NamedTensors, batches: readonly Batch[], learningRate: number): TraceFile {
  const { hidden } = task.model;
  const isOther = hidden.some(({ dropout, normalise }) => dropout || normalise); // a prediction than a step, or may be
  let now: Standing = { weights: copyWeights(initial, 'float64'), memory: newMemory(task) };
  const steps = batches.map((batch): TraceStep => {
    const { pass, gradients, after, loss } = step(task, now, batch, learningRate);
    now = after;
    const state = stateOf(task, after);
    return {
      X: rowsOf(batch.X),
      ...(isClasses(batch.y) ? { y: [...batch.y] } : { values: rowsOf(batch.y) }),
      ...(batch.masks && { masks: batch.masks.map(rowsOrNull) }),
      Z: pass.Z.map(rowsOf),
      ...(hidden.some(({ normalise }) => normalise) && { N: hidden.map(({ normalise }, l) => rowsOrNull(normalise && pass.N[l]!.values)) }),
      A: pass.A.slice(1, -1).map(rowsOf),
      P: rowsOf(pass.P),
      loss,
      dZ: pass.dZ.map(rowsOf),
      gradients: written(gradients),
      weights: written(after.weights),
      state: Object.fromEntries(Object.entries(state.tensors).map(([key, tensors]) => [key, written(tensors)])),
      ...(state.running && { running: state.running.map((kept) => (kept ? { mean: rowsOf(kept.mean), variance: rowsOf(kept.variance) } : null)) }),
      ...(isOther && { predicted: rowsOf(predicted(task, after, batch.X)) }),
    };
  });
  return { name, task, learningRate, initial: written(initial), steps };
}

function predicted(task: Task, { weights, memory }: Standing, X: Matrix): Matrix {
  return textbook.answer(forward(task, weights, X, { running: memory.running }).A.at(-1)!, task);
}

/** A line for each step, every number with all its digits. */
export function traceText({ steps, ...head }: TraceFile): string {
  const entries = Object.entries(head).map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)},`);
  return `{\n${entries.join('\n')}\n"steps": [\n${steps.map((one) => JSON.stringify(one)).join(',\n')}\n]\n}\n`;
}

function written(tensors: NamedTensors): Written {
  return tensors.map(({ W, b, gamma, beta }: LayerWeights) => ({
    W: rowsOf(W),
    b: rowsOf(b),
    ...(gamma && { gamma: rowsOf(gamma) }),
    ...(beta && { beta: rowsOf(beta) }),
  }));
}

function rowsOrNull(values: Matrix | undefined): Rows | null {
  return values ? rowsOf(values) : null;
}

function rowsOf({ rows, cols, data }: Matrix): number[][] {
  return Array.from({ length: rows }, (_, r) => [...data.subarray(r * cols, (r + 1) * cols)]);
}
