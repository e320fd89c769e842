import { newMemory, type Standing, stateOf, step } from '../../scratch/plain.ts';
import { isClasses, type Target } from '../../src/model/target.ts';
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

export interface TracedBatch {
  readonly X: Matrix;
  readonly y: Target;
}

/** Every number of a training, step by step, as the textbook has them in float64. */
export function recorded(name: string, task: Task, initial: NamedTensors, batches: readonly TracedBatch[], learningRate: number): TraceFile {
  let now: Standing = { weights: copyWeights(initial, 'float64'), memory: newMemory(task) };
  const steps = batches.map((batch): TraceStep => {
    const { pass, gradients, after, loss } = step(task, now, batch, learningRate);
    now = after;
    return {
      X: rowsOf(batch.X),
      ...(isClasses(batch.y) ? { y: [...batch.y] } : { values: rowsOf(batch.y) }),
      Z: pass.Z.map(rowsOf),
      A: pass.A.slice(1, -1).map(rowsOf),
      P: rowsOf(pass.P),
      loss,
      dZ: pass.dZ.map(rowsOf),
      gradients: written(gradients),
      weights: written(after.weights),
      state: Object.fromEntries(Object.entries(stateOf(task, after).tensors).map(([key, tensors]) => [key, written(tensors)])),
    };
  });
  return { name, task, learningRate, initial: written(initial), steps };
}

/** A line for each step, every number with all its digits. */
export function traceText({ steps, ...head }: TraceFile): string {
  const entries = Object.entries(head).map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)},`);
  return `{\n${entries.join('\n')}\n"steps": [\n${steps.map((one) => JSON.stringify(one)).join(',\n')}\n]\n}\n`;
}

function written(tensors: NamedTensors): Written {
  return tensors.map(({ W, b }: LayerWeights) => ({ W: rowsOf(W), b: rowsOf(b) }));
}

function rowsOf({ rows, cols, data }: Matrix): number[][] {
  return Array.from({ length: rows }, (_, r) => [...data.subarray(r * cols, (r + 1) * cols)]);
}
