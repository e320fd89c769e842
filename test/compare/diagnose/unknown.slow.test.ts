import { describe, expect, it } from 'vitest';
import { DEFAULT_MODEL, diagnose } from '../../../compare/diagnose/diagnose.ts';
import { toText } from '../../../compare/show/words/diagnosis.ts';
import type { Backend, Network } from '../../../src/model/network.ts';
import { copyWeights, type LayerWeights } from '../../../src/model/tensors.ts';
import type { Matrix } from '../../../src/numbers/matrix.ts';
import { PlantedNetwork } from './planted-network.ts';

/** A sound network with something done to it that is in no catalogue. */
function strange(change: {
  logits?: (Z: Matrix) => void;
  update?: (before: LayerWeights[], after: LayerWeights[], rows: number) => void;
  loss?: (loss: number) => number;
}): Backend {
  return {
    name: 'strange',
    description: 'planted',
    async create(model, _training, initial): Promise<Network> {
      const inner = new PlantedNetwork(model, initial, [], true);
      return {
        step(X, y, learningRate) {
          const before = copyWeights(inner.weights());
          const loss = inner.step(X, y as Uint32Array, learningRate);
          const after = inner.weights();
          change.update?.(before, after, X.rows);
          inner.setWeights(after);
          return change.loss?.(loss) ?? loss;
        },
        predict(X) {
          const Z = inner.predict(X);
          change.logits?.(Z);
          return Z;
        },
        weights: () => inner.weights(),
        setWeights: (weights) => inner.setWeights(weights),
      };
    },
  };
}

/** after ← before + (after − before)·factor, number by number. */
function bend(before: Matrix, after: Matrix, factor: (i: number) => number): void {
  after.data.forEach((w, i) => (after.data[i] = before.data[i]! + (w - before.data[i]!) * factor(i)));
}

const CASES: readonly { name: string; tensor: string; network: Backend }[] = [
  {
    name: 'one column of logits is shifted',
    tensor: 'logits',
    network: strange({ logits: (Z) => Z.data.forEach((z, i) => (Z.data[i] = i % Z.cols === 1 ? z + 0.01 : z)) }),
  },
  { name: 'the loss is its own square root', tensor: 'loss', network: strange({ loss: Math.sqrt }) },
  {
    name: 'one column of dW2 is too large by 1 %',
    tensor: 'dW2',
    network: strange({ update: (before, after) => bend(before[1]!.W, after[1]!.W, (i) => (i % 6 === 2 ? 1.01 : 1)) }),
  },
  {
    name: 'the step is divided by the square root of the batch size',
    tensor: 'dZ3',
    network: strange({
      update: (before, after, rows) =>
        after.forEach((layer, l) => (['W', 'b'] as const).forEach((t) => bend(before[l]![t], layer[t], () => 1 / Math.sqrt(rows)))),
    }),
  },
  { name: 'db1 alone is taken half as large', tensor: 'db1', network: strange({ update: (before, after) => bend(before[0]!.b, after[0]!.b, () => 0.5) }) },
  {
    name: 'the gradient is rounded to seven bits',
    tensor: 'dZ3',
    network: strange({
      update: (before, after) =>
        after.forEach((layer, l) =>
          (['W', 'b'] as const).forEach((t) =>
            layer[t].data.forEach((w, i) => (layer[t].data[i] = before[l]![t].data[i]! + coarse(w - before[l]![t].data[i]!))),
          ),
        ),
    }),
  },
];

function coarse(value: number): number {
  if (value === 0) return 0;
  const unit = 2 ** (Math.floor(Math.log2(Math.abs(value))) - 6);
  return Math.round(value / unit) * unit;
}

describe('what is in no catalogue is located, and not named', () => {
  it.each(CASES)('$name', { timeout: 60_000 }, async ({ network, tensor }) => {
    const diagnosis = await diagnose(network, DEFAULT_MODEL, { batchSize: 16 });
    expect(diagnosis.verdict, toText(diagnosis)).toBe('unknown');
    if (diagnosis.verdict !== 'unknown') return;
    expect(diagnosis.location.tensor).toBe(tensor);
    expect(diagnosis.evidence.flatMap(({ tensors }) => tensors)).toContain(tensor.replace('Z', 'W'));
    expect(toText(diagnosis)).toMatch(/no mistake in the catalogue gives these numbers|not every number is explained/);
  });
});
