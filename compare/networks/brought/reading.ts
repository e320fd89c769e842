import { backward, forward } from '../../../scratch/plain.ts';
import { Fault } from '../../../src/fault.ts';
import type { Activation } from '../../../src/model/activations/activations.ts';
import { outputsOf } from '../../../src/model/losses/batch.ts';
import type { ModelSpec, Output } from '../../../src/model/model-spec.ts';
import type { LayerWeights } from '../../../src/model/tensors.ts';
import { taskOf } from '../../../src/model/training-spec.ts';
import { map } from '../../../src/numbers/algebra.ts';
import type { Matrix } from '../../../src/numbers/matrix.ts';
import { stream } from '../../../src/numbers/random.ts';
import { NotThis } from './calling.ts';
import { CONVENTIONS, type Convention, ownOutput, ownWeights, type Pair, theirRows, theirTargets, theirWeights } from './conventions.ts';
import type { Stepped } from './steps.ts';
import { flat, numbersIn, shapeOf } from './values.ts';

/** A network of theirs, as it is asked: by their functions, or by their layers put one on the other. */
export interface Session {
  /** Sessions of the lowest are tried first. */
  readonly rank: number;
  start(widths: readonly number[], one: boolean): Session;
  readonly owner: { get(): Pair[]; set(pairs: readonly Pair[]): void };
  forward(X: number[][]): unknown;
  step(X: number[][], y: unknown, rate: number, rows: number): Stepped;
}

const ACTIVATIONS = ['relu', 'tanh', 'sigmoid', 'leaky-relu', 'leaky-relu(0.1)', 'elu', 'softplus', 'linear'] as const satisfies readonly Activation[];
const ROWS = 8;
const RATE = 0.125;

/** What was read off, and how near it is to a right network. */
export interface Answered<S extends Session = Session> {
  readonly session: S;
  readonly convention: Convention;
  readonly model: ModelSpec;
  readonly gives: 'probabilities' | 'logits';
  readonly isSure: boolean;
  readonly isGradientOnly: boolean;
  readonly tellsLoss: boolean;
  /** 1 − cos of the change of the weights, against the right one. */
  readonly turn: number;
}

/**
 * The best of all sessions and conventions at this many layers; undefined where none answers as a network. A step of their own goes
 * before one that is taken for them. @param failures is told why not
 */
export function bestOf<S extends Session>(sessions: readonly S[], depth: number, words: string, failures: Error[]): Answered<S> | undefined {
  for (const rank of [0, 1, 2, 3]) {
    const best = bestAmong(
      sessions.filter((session) => session.rank === rank),
      depth,
      words,
      failures,
    );
    if (best) return best;
  }
  return undefined;
}

function bestAmong<S extends Session>(sessions: readonly S[], depth: number, words: string, failures: Error[]): Answered<S> | undefined {
  let best: Answered<S> | undefined;
  for (const session of sessions) {
    for (const K of [3, 1]) {
      const found = bestWith(session, known(depth, K), words, failures);
      if (found && (!best || found.turn < best.turn - 1e-9)) best = found;
      if (best && best.turn < 1e-6) return best;
      if (found) break;
    }
  }
  return best;
}

interface Known {
  readonly widths: readonly number[];
  readonly weights: readonly LayerWeights[];
  readonly X: Matrix;
  readonly y: Uint32Array;
  readonly K: number;
}

/** Small weights, rows and labels; every width another, so that shapes tell what is what. */
function known(depth: number, K: number): Known {
  const random = stream(8, 'shapes');
  const widths = [5, ...Array.from({ length: depth - 1 }, (_, l) => 7 + 2 * l), K];
  const filled = (rows: number, cols: number, size: number): Matrix => ({
    rows,
    cols,
    data: Float64Array.from({ length: rows * cols }, () => random.normal() * size),
  });
  const weights = widths.slice(1).map((m, l) => ({ W: filled(widths[l]!, m, Math.sqrt(1.5 / widths[l]!)), b: filled(1, m, 0.3) }));
  return { widths, weights, X: filled(ROWS, 5, 1), y: Uint32Array.from({ length: ROWS }, (_, r) => (r < 2 ? 1 : r % Math.max(2, K))), K };
}

function bestWith<S extends Session>(session: S, given: Known, words: string, failures: Error[]): Answered<S> | undefined {
  let best: Answered<S> | undefined;
  for (const convention of CONVENTIONS) {
    try {
      const found = ask(session, convention, given, words);
      if (found && (!best || found.turn < best.turn - 1e-9)) best = found;
    } catch (error) {
      if (!(error instanceof NotThis || error instanceof Fault)) throw error;
      failures.push(error);
    }
    if (best && best.turn < 1e-6) break;
  }
  return best;
}

function ask<S extends Session>(session: S, convention: Convention, { widths, weights, X, y, K }: Known, words: string): Answered<S> | undefined {
  const begun = session.start(widths, convention.samples === 'one at a time') as S;
  const pairs = theirWeights(convention, weights);
  const natural = begun.owner.get();
  if (natural.length > 0 && !natural.every((pair, l) => [[pair.W, pairs[l]!.W], [pair.b, pairs[l]!.b]].every(([one, other]) => shapeOf(one!).join() === shapeOf(other!).join()))) return undefined; // biome-ignore format: one question
  if (natural.length === 0 && convention.isFlat) return undefined;
  begun.owner.set(pairs);
  const P = outputIn(begun.forward(theirRows(convention, X)), convention, X.rows, K);
  if (!P) throw new NotThis('its forward pass gives no outputs of the right shape');
  const { kind, gives } = kindOf(P, words);
  if (K > 1 && kind === 'sigmoid') return undefined; // a label each: it is asked again with one output
  const read = readActivation(P, gives, { weights, X, K }, kind, words);
  const { loss, gradients } = begun.step(theirRows(convention, X), theirTargets(convention, y, K), RATE, X.rows);
  const after = ownWeights(convention, gradients ?? begun.owner.get(), weights);
  if (!after) throw new NotThis('its gradients are not of the shapes of the weights');
  const change = gradients
    ? after
    : after.map((layer, l) => ({ W: map(layer.W, (v, i) => weights[l]!.W.data[i]! - v), b: map(layer.b, (v, i) => weights[l]!.b.data[i]! - v) }));
  const right = backward(taskOf(read.model), { weights }, { X, y }).gradients;
  return { session, convention, gives, ...read, isGradientOnly: gradients !== undefined, tellsLoss: loss !== undefined, turn: turnOf(change, right) };
}

/** The last array that is an output, (B, K). */
export function outputIn(result: unknown, convention: Convention, B: number, K: number): Matrix | undefined {
  return numbersIn(result).map(({ numbers }) => ownOutput(convention, numbers, B, K)).filter((one) => one !== undefined).at(-1); // biome-ignore format: one chain
}

/** What the outputs are: they tell by what they add up to, or else the file by its words. */
function kindOf({ rows, cols, data }: Matrix, words: string): { kind: 'softmax' | 'sigmoid'; gives: Answered['gives'] } {
  const isWithin = data.every((p) => p >= 0 && p <= 1 + 1e-9);
  const sums = Array.from({ length: rows }, (_, r) => Array.from(data.subarray(r * cols, (r + 1) * cols)).reduce((sum, p) => sum + p, 0));
  if (cols === 1) return { kind: 'sigmoid', gives: isWithin ? 'probabilities' : 'logits' };
  if (isWithin && (sums.every((sum) => Math.abs(sum - 1) < 1e-6) || (/softmax/.test(words) && !/sigmoid/.test(words))))
    return { kind: 'softmax', gives: 'probabilities' };
  return isWithin ? { kind: 'sigmoid', gives: 'probabilities' } : { kind: 'softmax', gives: 'logits' };
}

function readActivation(
  P: Matrix,
  gives: Answered['gives'],
  { weights, X, K }: Pick<Known, 'weights' | 'X' | 'K'>,
  kind: 'softmax' | 'sigmoid',
  words: string,
) {
  const output: Output = kind === 'softmax' ? { kind, classes: K } : { kind, threshold: 0.5 };
  const modelOf = (activation: Activation): ModelSpec => ({ inputs: X.cols, hidden: weights.slice(1).map(({ W }) => ({ units: W.rows, activation })), output });
  const apart = (activation: Activation) => {
    const Z = forward(taskOf(modelOf(activation)), weights, X).Z.at(-1)!;
    const right = gives === 'logits' ? Z : outputsOf(Z, output);
    return Math.max(...right.data.map((value, i) => Math.abs(value - P.data[i]!)));
  };
  const nearest = ACTIVATIONS.reduce((best, one) => (apart(one) < apart(best) ? one : best));
  const isSure = apart(nearest) < 1e-6;
  const spoken = ([['leaky-relu', /leaky/], ['relu', /relu/], ['tanh', /tanh/], ['sigmoid', /sigmoid/]] as const).find(([, word]) => word.test(words))?.[0]; // biome-ignore format: a table
  return { model: modelOf(isSure ? nearest : (spoken ?? nearest)), isSure };
}

function turnOf(change: readonly LayerWeights[], right: readonly LayerWeights[]): number {
  const numbers = (layers: readonly LayerWeights[]) => layers.flatMap(({ W, b }) => [...W.data, ...b.data]);
  const [g, r] = [numbers(change), numbers(right)];
  const dot = (one: readonly number[], other: readonly number[]) => one.reduce((sum, v, i) => sum + v * other[i]!, 0);
  const size = Math.sqrt(dot(g, g) * dot(r, r));
  if (size === 0) throw new NotThis('the step changes no weight');
  return Number.isFinite(size) ? 1 - dot(g, r) / size : 2;
}

/** Gradients of theirs in our shapes; a number for a whole layer's biases goes to each. */
export function ownGradients(convention: Convention, gradients: readonly Pair[], like: readonly LayerWeights[]): LayerWeights[] {
  const spread = gradients.map(({ W, b }, l) => (flat(b).length === 1 ? { W, b: Array<number>(like[l]!.b.cols).fill(flat(b)[0]!) } : { W, b }));
  const own = ownWeights(convention, spread, like);
  if (!own) throw new NotThis('its gradients are not of the shapes of the weights');
  return own;
}
