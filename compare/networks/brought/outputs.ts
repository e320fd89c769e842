import { forward } from '../../../scratch/plain.ts';
import type { Activation } from '../../../src/model/activations/activations.ts';
import { outputsOf } from '../../../src/model/losses/batch.ts';
import type { ModelSpec, Output } from '../../../src/model/model-spec.ts';
import type { LayerWeights } from '../../../src/model/tensors.ts';
import { taskOf } from '../../../src/model/training-spec.ts';
import type { Matrix } from '../../../src/numbers/matrix.ts';

const ACTIVATIONS = ['relu', 'tanh', 'sigmoid', 'leaky-relu', 'leaky-relu(0.1)', 'elu', 'softplus', 'linear'] as const satisfies readonly Activation[];

/** What the outputs are: they tell by what they add up to, or else the file by its words. */
export function kindOf({ rows, cols, data }: Matrix, words: string): { kind: 'softmax' | 'sigmoid'; gives: 'probabilities' | 'logits' } {
  const isWithin = data.every((p) => p >= 0 && p <= 1 + 1e-9);
  const sums = Array.from({ length: rows }, (_, r) => Array.from(data.subarray(r * cols, (r + 1) * cols)).reduce((sum, p) => sum + p, 0));
  if (cols === 1) return { kind: 'sigmoid', gives: isWithin ? 'probabilities' : 'logits' };
  if (isWithin && (sums.every((sum) => Math.abs(sum - 1) < 1e-6) || (/softmax/.test(words) && !/sigmoid/.test(words))))
    return { kind: 'softmax', gives: 'probabilities' };
  return isWithin ? { kind: 'sigmoid', gives: 'probabilities' } : { kind: 'softmax', gives: 'logits' };
}

/** What outputs of values may have come through. */
export function valuesIn({ cols, data }: Matrix): readonly Output[] {
  return [{ kind: 'linear', outputs: cols }, ...(data.every((v) => Math.abs(v) <= 1) ? [{ kind: 'tanh', outputs: cols } as const] : [])];
}

/** The model whose outputs are nearest, and how near; where none is near its activation is the one that the file speaks of. */
export function readActivation(
  P: Matrix,
  gives: 'probabilities' | 'logits',
  { weights, X }: { readonly weights: readonly LayerWeights[]; readonly X: Matrix },
  output: Output,
  words: string,
) {
  const modelOf = (activation: Activation): ModelSpec => ({ inputs: X.cols, hidden: weights.slice(1).map(({ W }) => ({ units: W.rows, activation })), output });
  const apart = (activation: Activation) => {
    const Z = forward(taskOf(modelOf(activation)), weights, X).Z.at(-1)!;
    const right = gives === 'logits' && output.kind !== 'tanh' ? Z : outputsOf(Z, output);
    return Math.max(...right.data.map((value, i) => Math.abs(value - P.data[i]!)));
  };
  const nearest = ACTIVATIONS.reduce((best, one) => (apart(one) < apart(best) ? one : best));
  const isSure = apart(nearest) < 1e-6;
  const spoken = ([['leaky-relu', /leaky/], ['relu', /relu/], ['tanh', /tanh/], ['sigmoid', /sigmoid/]] as const).find(([, word]) => word.test(words))?.[0]; // biome-ignore format: a table
  return { model: modelOf(isSure ? nearest : (spoken ?? nearest)), isSure, apart: apart(nearest) };
}
