import { readdirSync, readFileSync } from 'node:fs';
import type { TraceFile, Written } from '../../compare/record/trace.ts';
import { newStatistics } from '../../scratch/normalisation.ts';
import { layersOf } from '../../src/model/model-spec.ts';
import type { Masks, State, Statistics } from '../../src/model/network.ts';
import type { Target } from '../../src/model/target.ts';
import { type LayerWeights, mapTensors, type NamedTensors, tensorsOf } from '../../src/model/tensors.ts';
import type { Task } from '../../src/model/training-spec.ts';
import { type Matrix, matrix, zeros } from '../../src/numbers/matrix.ts';
import { difference, norm } from '../../src/numbers/norms.ts';

type WrittenStatistics = NonNullable<TraceFile['steps'][number]['running']>[number];
/** What a network is after a step, and what it said of it. */
export interface After {
  readonly loss: number;
  readonly gradients?: NamedTensors;
  readonly weights: NamedTensors;
  readonly state: State;
  /** What it predicts of the step's rows, where that goes another way than a step. */
  readonly predicted?: Matrix;
}

export interface TracedStep {
  readonly X: Matrix;
  readonly y: Target;
  readonly masks?: Masks;
  /** Where the step sets out from. */
  readonly weights: NamedTensors;
  readonly state: State;
  readonly after: After & Required<Pick<After, 'gradients'>>;
}

/** A training in PyTorch, in float64. */
export interface Trace {
  readonly name: string;
  readonly task: Task;
  readonly learningRate: number;
  readonly steps: readonly TracedStep[];
}

export const FOLDER = new URL('./traces/', import.meta.url);

export const traces: readonly Trace[] = readdirSync(FOLDER).map((file) => traceOf(JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as TraceFile));

export function traceOf({ name, task, learningRate, initial, steps }: TraceFile): Trace {
  const remembered = Object.keys(steps[0]!.state);
  const begun = tensors(initial);
  const none = mapTensors(begun, ({ rows, cols }) => zeros(rows, cols, 'float64'));
  const kept = layersOf(task.model).map(({ normalise, outputs }) => (normalise === 'batch' ? newStatistics(outputs) : undefined));
  const first: State = { steps: 0, tensors: Object.fromEntries(remembered.map((key) => [key, none])), ...(kept.some(Boolean) && { running: kept }) };
  let [weights, state] = [begun, first];
  const read = steps.map((step, i): TracedStep => {
    const after = {
      loss: step.loss,
      gradients: tensors(step.gradients),
      weights: tensors(step.weights),
      state: stateOf(i + 1, step.state, step.running),
      ...(step.predicted && { predicted: matrix(step.predicted, 'float64') }),
    };
    const masks = step.masks?.map((mask) => (mask ? matrix(mask, 'float64') : undefined));
    const traced = {
      X: matrix(step.X),
      y: step.y ? Uint32Array.from(step.y) : matrix(step.values ?? [], 'float64'),
      ...(masks && { masks }),
      weights,
      state,
      after,
    };
    [weights, state] = [after.weights, after.state];
    return traced;
  });
  return { name, task, learningRate, steps: read };
}

function tensors(written: Written): LayerWeights[] {
  return written.map(({ W, b, gamma, beta }) => ({
    W: matrix(W, 'float64'),
    b: matrix(b, 'float64'),
    ...(gamma && { gamma: matrix(gamma, 'float64') }),
    ...(beta && { beta: matrix(beta, 'float64') }),
  }));
}

function stateOf(steps: number, written: Readonly<Record<string, Written>>, running?: readonly WrittenStatistics[]): State {
  const kept = (of: WrittenStatistics): Statistics | undefined =>
    of ? { mean: matrix(of.mean, 'float64'), variance: matrix(of.variance, 'float64') } : undefined;
  return { steps, tensors: Object.fromEntries(Object.entries(written).map(([key, of]) => [key, tensors(of)])), ...(running && { running: running.map(kept) }) };
}

/** Every number of it by a label: the loss, each tensor of gradients, weights and state. */
export function labelled({ loss, gradients, weights, state, predicted }: After): Map<string, ArrayLike<number>> {
  const of = (what: string, all: NamedTensors) => tensorsOf(all).map(({ label, values }) => [`${what} ${label}`, values.data] as const);
  return new Map<string, ArrayLike<number>>([
    ['loss', [loss]],
    ...of('gradient of', gradients ?? []),
    ...of('weights', weights),
    ...Object.entries(state.tensors).flatMap(([key, all]) => of(`state ${key} of`, all)),
    ...(state.running ?? []).flatMap((kept, l) =>
      Object.entries(kept ?? {}).map(([name, { data }]: [string, Matrix]) => [`running ${name} of layer ${l + 1}`, data] as const),
    ),
    ...(predicted ? [['what is predicted', predicted.data] as const] : []),
  ]);
}

/** ‖found − expected‖ and ‖expected‖ of everything in `found`, by its label. @throws where `expected` has no such thing */
export function gaps(found: After, expected: After): { readonly label: string; readonly gap: number; readonly size: number }[] {
  const there = labelled(expected);
  return [...labelled(found)].map(([label, values]) => {
    const wanted = there.get(label);
    if (wanted?.length !== values.length) throw new Error(`The trace has no ${label} of ${values.length} numbers.`);
    return { label, gap: norm(difference(values, wanted)), size: norm(wanted) };
  });
}
