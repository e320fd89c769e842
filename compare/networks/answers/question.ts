import type { Target } from '../../../src/model/target.ts';
import { isClasses } from '../../../src/model/target.ts';
import { type NamedTensors, tensorsOf } from '../../../src/model/tensors.ts';
import type { Matrix } from '../../../src/numbers/matrix.ts';

/** What a fresh network is asked, as plain data: to predict rows, then to take steps. */
export interface Question {
  readonly weights: NamedTensors;
  readonly rows?: Matrix;
  readonly steps: readonly QuestionStep[];
}

export interface QuestionStep {
  readonly X: Matrix;
  readonly y: Target;
  readonly rate: number;
}

/** What a network of any language answers to a question; any of it may be absent. */
export interface Answer {
  readonly logits?: Matrix;
  readonly activations?: readonly Matrix[];
  readonly losses?: readonly number[]; // step by step
  readonly after?: readonly NamedTensors[]; // the weights after each step
  readonly gradients?: readonly NamedTensors[]; // of each step; of the first alone, where the network takes none itself
}

/** Whether all that has been asked so far is the beginning of the question. */
export function begins(sofar: Question, { weights, rows, steps }: Question): boolean {
  const isSame = !sofar.rows || (rows !== undefined && sameNumbers(sofar.rows, rows));
  return isSame && sofar.steps.length <= steps.length && sameTensors(sofar.weights, weights) && sofar.steps.every((step, s) => sameStep(step, steps[s]));
}

function sameStep(a: QuestionStep, b: QuestionStep | undefined): boolean {
  return b !== undefined && a.rate === b.rate && sameNumbers(a.X, b.X) && sameTarget(a.y, b.y);
}

function sameTarget(a: Target, b: Target): boolean {
  if (isClasses(a) && isClasses(b)) return sameValues(a, b);
  return !isClasses(a) && !isClasses(b) && sameNumbers(a, b);
}

function sameTensors(a: NamedTensors, b: NamedTensors): boolean {
  const others = tensorsOf(b);
  return others.length === tensorsOf(a).length && tensorsOf(a).every(({ values }, i) => sameNumbers(values, others[i]!.values));
}

function sameNumbers(a: Matrix, b: Matrix): boolean {
  return a.rows === b.rows && a.cols === b.cols && sameValues(a.data, b.data);
}

function sameValues(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  return a.length === b.length && Array.prototype.every.call(a, (value, i) => value === b[i]);
}

/** 'predict 64 rows; a step of 64 rows at rate 0.125, then 17, 64, 64' */
export function describeQuestion({ rows, steps }: Question): string {
  const [first, ...then] = steps.map(({ X }) => X.rows);
  const told = [
    ...(rows ? [`predict ${rows.rows === 1 ? 'one row' : `${rows.rows} rows`}`] : []),
    ...(first === undefined
      ? []
      : [`a step of ${first === 1 ? 'one row' : `${first} rows`} at rate ${rates(steps)}${then.map((n) => `, then ${n}`).join('')}`]),
  ];
  return told.join('; ');
}

function rates(steps: readonly QuestionStep[]): string {
  return [...new Set(steps.map(({ rate }) => rate))].join(', ');
}
