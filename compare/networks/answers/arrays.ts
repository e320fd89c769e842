import { isClasses, type Target } from '../../../src/model/target.ts';
import { type LayerWeights, type NamedTensors, tensorsOf } from '../../../src/model/tensors.ts';
import type { Matrix } from '../../../src/numbers/matrix.ts';
import type { Answer, Question } from './question.ts';

/** A question, or an answer, as matrices by name: one for each file of a folder, or one for each array of a file. */
export type NamedArrays = ReadonlyMap<string, Matrix>;

/** W1, b1, …; X; rates; step1_X, step1_y, … */
export function arraysOf({ weights, rows, steps }: Question): NamedArrays {
  return new Map([
    ...tensorsOf(weights).map(({ label, values }) => [label, values] as const),
    ...(rows ? [['X', rows] as const] : []),
    ['rates', column(steps.map(({ rate }) => rate))],
    ...steps.flatMap(({ X, y }, s) => [[`step${s + 1}_X`, X] as const, [`step${s + 1}_y`, isClasses(y) ? column([...y]) : y] as const]),
  ]);
}

/** The same, back: `arraysOf` of it is `arrays`. */
export function questionOf(arrays: NamedArrays, isOfValues: boolean): Question {
  const of = (name: string) => arrays.get(name) as Matrix;
  const target = (M: Matrix): Target => (isOfValues ? M : Uint32Array.from(M.data));
  const rows = arrays.get('X');
  return {
    weights: Array.from({ length: depthOf(arrays) }, (_, l) => ({ W: of(`W${l + 1}`), b: of(`b${l + 1}`) })),
    ...(rows && { rows }),
    steps: [...of('rates').data].map((rate, s) => ({ X: of(`step${s + 1}_X`), y: target(of(`step${s + 1}_y`)), rate })),
  };
}

function depthOf(arrays: NamedArrays): number {
  return [...arrays.keys()].filter((name) => /^W\d+$/.test(name)).length;
}

/** What is given for one question is owed for all. */
export type Part = keyof Answer;

/** An array that may answer a question. */
export interface Wanted {
  readonly name: string;
  readonly part: Part;
  readonly rows: number;
  readonly cols: number;
  /** Of steps after the first: not owed where there are gradients alone. */
  readonly isLater: boolean;
}

/** logits; A1, …; loss; step1_W1, step1_b1, … after each step; step1_dW1, step1_db1, … */
export function wantedOf({ weights, rows, steps }: Question): Wanted[] {
  const layers = weights.map(({ W }) => ({ inputs: W.rows, outputs: W.cols }));
  const wanted = (name: string, part: Part, rows: number, cols: number, isLater = false): Wanted => ({ name, part, rows, cols, isLater });
  return [
    ...(rows ? [wanted('logits', 'logits', rows.rows, layers.at(-1)!.outputs)] : []),
    ...(rows ? layers.slice(0, -1).map(({ outputs }, l) => wanted(`A${l + 1}`, 'activations', rows.rows, outputs)) : []),
    wanted('loss', 'losses', steps.length, 1),
    ...steps.flatMap((_, s) =>
      layers.flatMap(({ inputs, outputs }, l) => [
        wanted(`step${s + 1}_W${l + 1}`, 'after', inputs, outputs, s > 0),
        wanted(`step${s + 1}_b${l + 1}`, 'after', 1, outputs, s > 0),
        wanted(`step${s + 1}_dW${l + 1}`, 'gradients', inputs, outputs, s > 0),
        wanted(`step${s + 1}_db${l + 1}`, 'gradients', 1, outputs, s > 0),
      ]),
    ),
  ];
}

/** The answer that arrays of the wanted shapes are. */
export function answerOf({ weights }: Question, arrays: NamedArrays): Answer {
  const logits = arrays.get('logits');
  const losses = arrays.get('loss');
  const activations = weights.slice(0, -1).flatMap((_, l) => arrays.get(`A${l + 1}`) ?? []);
  const after = stepsOf(weights.length, arrays, '');
  const gradients = stepsOf(weights.length, arrays, 'd');
  return {
    ...(logits && { logits }),
    ...(losses && { losses: [...losses.data] }),
    ...(activations.length > 0 && { activations }),
    ...(after.length > 0 && { after }),
    ...(gradients.length > 0 && { gradients }),
  };
}

/** The tensors of each step for which there are any. */
function stepsOf(depth: number, arrays: NamedArrays, d: 'd' | ''): NamedTensors[] {
  const steps: NamedTensors[] = [];
  while (arrays.has(`step${steps.length + 1}_${d}W1`)) {
    const of = (name: string) => arrays.get(`step${steps.length + 1}_${d}${name}`) as Matrix;
    steps.push(Array.from({ length: depth }, (_, l): LayerWeights => ({ W: of(`W${l + 1}`), b: of(`b${l + 1}`) })));
  }
  return steps;
}

function column(values: readonly number[]): Matrix {
  return { rows: values.length, cols: 1, data: Float64Array.from(values) };
}
