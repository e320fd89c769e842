import { backward } from '../../../scratch/plain.ts';
import { Fault } from '../../../src/fault.ts';
import type { ModelSpec, Output } from '../../../src/model/model-spec.ts';
import type { LayerWeights } from '../../../src/model/tensors.ts';
import { taskOf } from '../../../src/model/training-spec.ts';
import { map } from '../../../src/numbers/algebra.ts';
import type { Matrix } from '../../../src/numbers/matrix.ts';
import { stream } from '../../../src/numbers/random.ts';
import { NotThis } from './calling.ts';

import { CONVENTIONS, type Convention, ownOutput, ownWeights, type Pair, theirRows, theirTargets, theirWeights } from './conventions.ts';
import { kindOf, readActivation, valuesIn } from './outputs.ts';
import { type Squared, type Step, squaredOf, tellsOther } from './squared.ts';
import type { Stepped } from './steps.ts';
import { flat, numbersIn, shapeOf } from './values.ts';

/** A network of theirs, as it is asked: by their functions, or by their layers put one on the other. */
export interface Session {
  /** Sessions of the lowest are tried first. */
  readonly rank: number;
  /** Whether a batch is put together of steps for single rows. */
  readonly averages?: boolean;
  start(widths: readonly number[], one: boolean): Session;
  readonly owner: { get(): Pair[]; set(pairs: readonly Pair[]): void };
  forward(X: number[][]): unknown;
  step(X: number[][], y: unknown, rate: number, rows: number): Stepped;
}

const ROWS = 8;
const RATE = 0.125;

/** What was read off, and how near it is to a right network. */
export interface Answered<S extends Session = Session> {
  readonly session: S;
  readonly convention: Convention;
  readonly model: ModelSpec;
  readonly gives: 'probabilities' | 'logits' | 'values';
  /** What it learns, where that is a squared error: of values, or through a sigmoid. */
  readonly squared: Squared | undefined;
  readonly isSure: boolean;
  readonly isGradientOnly: boolean;
  readonly tellsLoss: boolean;
  readonly averages: boolean;
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
  readonly values: Matrix; // in the place of classes
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
  const y = Uint32Array.from({ length: ROWS }, (_, r) => (r < 2 ? 1 : r % Math.max(2, K)));
  return { widths, weights, X: filled(ROWS, 5, 1), y, values: map(filled(ROWS, K, 1), Math.tanh), K };
}

function bestWith<S extends Session>(session: S, given: Known, words: string, failures: Error[]): Answered<S> | undefined {
  let best: Answered<S> | undefined;
  for (const [convention, ofValues] of CONVENTIONS.flatMap(
    (one) =>
      [
        [one, false],
        [one, true],
      ] as const,
  )) {
    // biome-ignore format: one chain
    try {
      const found = ask(session, { convention, ofValues }, given, words);
      if (found && (!best || found.turn < best.turn - 1e-9)) best = found;
    } catch (error) {
      if (!(error instanceof NotThis || error instanceof Fault)) throw error;
      failures.push(error);
    }
    if (best && best.turn < 1e-6) break;
  }
  return best;
}

interface Asking {
  readonly convention: Convention;
  readonly ofValues: boolean;
}

function ask<S extends Session>(session: S, { convention, ofValues }: Asking, given: Known, words: string): Answered<S> | undefined {
  const { widths, weights, X, K } = given;
  const isPossible = convention.labels === 'one-hot' || (convention.labels === 'numbers' && K === 1);
  if (ofValues && (!isPossible || /softmax|cross/.test(words))) return undefined;
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
  if (ofValues && gives !== 'logits') return undefined;
  const target = ofValues ? given.values : given.y;
  const outputs: readonly Output[] = ofValues ? valuesIn(P) : [kind === 'softmax' ? { kind, classes: K } : { kind, threshold: 0.5 }];
  const read = outputs.map((output) => readActivation(P, gives, given, output, words)).reduce((best, one) => (one.apart < best.apart ? one : best));
  const { loss, gradients } = begun.step(theirRows(convention, X), theirTargets(convention, target, K), RATE, X.rows);
  const after = ownWeights(convention, gradients ?? begun.owner.get(), weights);
  if (!after) throw new NotThis('its gradients are not of the shapes of the weights');
  const change = gradients
    ? after
    : after.map(({ W, b }, l) => ({ W: map(W, (v, i) => (weights[l]!.W.data[i]! - v) / RATE), b: map(b, (v, i) => (weights[l]!.b.data[i]! - v) / RATE) }));
  const right = backward(taskOf(read.model), { weights }, { X, y: target }).gradients;
  const said = { isGradientOnly: gradients !== undefined, tellsLoss: loss !== undefined, averages: begun.averages === true };
  const turned = turnOf(change, right);
  return {
    session,
    convention,
    gives: ofValues ? 'values' : gives,
    ...read,
    ...said,
    turn: turned,
    squared: learntSquared({ model: read.model, weights, X, target, change, loss }, ofValues, turned),
  };
}

/** Of values always; of one sigmoid where its gradient is not the cross-entropy's, and no other loss is told. */
function learntSquared(step: Step, ofValues: boolean, turned: number): Squared | undefined {
  if (ofValues) return squaredOf(step) ?? squaredOf({ ...step, loss: undefined });
  if (step.model.output.kind !== 'sigmoid' || turned < 1e-6) return undefined;
  const found = squaredOf(step);
  return found && !tellsOther(found, step) ? found : undefined;
}

/** The last array that is an output, (B, K). */
export function outputIn(result: unknown, convention: Convention, B: number, K: number): Matrix | undefined {
  return numbersIn(result).map(({ numbers }) => ownOutput(convention, numbers, B, K)).filter((one) => one !== undefined).at(-1); // biome-ignore format: one chain
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
