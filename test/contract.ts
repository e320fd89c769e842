import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backward } from '../scratch/plain.ts';
import { initialWeights } from '../src/model/initialisers.ts';
import { describeModel, logitsWidth, type ModelSpec } from '../src/model/model-spec.ts';
import type { Backend, Network } from '../src/model/network.ts';
import { copyWeights, type LayerWeights } from '../src/model/tensors.ts';
import { taskOf, usualTraining } from '../src/model/training-spec.ts';
import { copy, type Matrix, matrix } from '../src/numbers/matrix.ts';
import { stream } from '../src/numbers/random.ts';

/** ReLU and softmax: what every network knows, with widths of which none divides another. */
export const RELU_SOFTMAX: ModelSpec = {
  inputs: 3,
  hidden: [
    { units: 5, activation: 'relu' },
    { units: 4, activation: 'relu' },
  ],
  output: { kind: 'softmax', classes: 3 },
};

export const TANH_SIGMOID: ModelSpec = {
  inputs: 4,
  hidden: [
    { units: 4, activation: 'tanh' },
    { units: 6, activation: 'sigmoid' },
  ],
  output: { kind: 'sigmoid', threshold: 0.5 },
};

export interface ContractOptions {
  readonly models?: readonly ModelSpec[];
  /** False for a network with a mistake in its gradients: it keeps the rest of the contract. */
  readonly learns?: boolean;
  /** How far the loss may be from the reference's: float32 rounds at 6e-8. */
  readonly lossTolerance?: number;
}

type Closable = Backend & { close?(): Promise<void> };

/** What every network behind the seam keeps, whoever wrote it. */
export function describeContract(name: string, makeBackend: () => Promise<Closable>, options: ContractOptions = {}): void {
  const { models = [RELU_SOFTMAX, TANH_SIGMOID], learns = true, lossTolerance = 2e-6 } = options;
  describe(`the contract of a network: ${name}`, () => {
    let backend: Closable;
    beforeAll(async () => {
      backend = await makeBackend();
    }, 60_000);
    afterAll(async () => {
      await backend?.close?.();
    });

    describe.each(models)('$inputs inputs, $output.kind', (model) => {
      const initial = initialWeights(model, 'pytorch-default', stream(4, 'initial'));
      const batch = samples(model, 7);
      const withNetwork = async (run: (network: Network) => Promise<void>) => {
        const network = await backend.create(model, usualTraining(model), initial);
        try {
          await run(network);
        } finally {
          await network.dispose?.();
        }
      };

      it(`begins from the weights that it is given (${describeModel(model)})`, () =>
        withNetwork(async (network) => {
          expect(plain(await network.weights())).toEqual(plain(initial));
        }));

      it('returns the mean loss of the batch before the update', () =>
        withNetwork(async (network) => {
          const expected = backward(taskOf(model), { weights: initial }, { X: batch.X, y: batch.y }).loss;
          expect(await network.step(batch.X, batch.y, 0.5)).toBeCloseTo(expected, -Math.log10(lossTolerance * 2));
        }));

      it('predicts logits: one row per sample, one column per class, or a single one for a sigmoid', () =>
        withNetwork(async (network) => {
          const Z = await network.predict(batch.X);
          const expected = backward(taskOf(model), { weights: initial }, { X: batch.X, y: batch.y }).Z.at(-1) as Matrix;
          expect([Z.rows, Z.cols]).toEqual([7, logitsWidth(model.output)]);
          Z.data.forEach((z, i) => expect(z).toBeCloseTo(expected.data[i] as number, 5));
        }));

      it('predicts any number of rows, one by one as all at once', () =>
        withNetwork(async (network) => {
          const many = samples(model, 2100).X;
          const Z = await network.predict(many);
          for (const r of [0, 1023, 1024, 2099]) {
            const row = { rows: 1, cols: many.cols, data: many.data.slice(r * many.cols, (r + 1) * many.cols) };
            const alone = await network.predict(row);
            alone.data.forEach((z, k) => expect(Z.data[r * Z.cols + k]).toBeCloseTo(z, 5));
          }
        }));

      it('hands out copies of its weights', () =>
        withNetwork(async (network) => {
          const before = await network.weights();
          const kept = plain(before);
          await network.step(batch.X, batch.y, 0.5);
          expect(plain(before), 'a step changes weights that were handed out').toEqual(kept);
          const current = plain(await network.weights());
          for (const { W } of await network.weights()) W.data.fill(9);
          expect(plain(await network.weights()), 'the network takes over a change to what it handed out').toEqual(current);
        }));

      it('takes weights in and gives the same bits back, and keeps none of the arrays', () =>
        withNetwork(async (network) => {
          const given = copyWeights(initialWeights(model, 'glorot-uniform', stream(5, 'initial')));
          const kept = plain(given);
          await network.setWeights(given);
          for (const { W, b } of given) [W.data, b.data].forEach((data) => data.fill(9));
          expect(plain(await network.weights())).toEqual(kept);
        }));

      it('leaves the batch as it was', () =>
        withNetwork(async (network) => {
          const { X, y } = samples(model, 7);
          await network.step(X, y, 0.5);
          await network.predict(X);
          expect([X, y]).toEqual([batch.X, batch.y]);
        }));

      it('changes nothing by predicting, and nothing with a learning rate of 0', () =>
        withNetwork(async (network) => {
          await network.predict(batch.X);
          await network.step(batch.X, batch.y, 0);
          expect(plain(await network.weights())).toEqual(plain(initial));
        }));

      it('takes a short batch after a full one, and a batch of one, with the mean over their own rows', () =>
        withNetwork(async (network) => {
          await network.step(batch.X, batch.y, 0.1);
          for (const rows of [3, 1]) {
            await network.setWeights(initial);
            const short = samples(model, rows);
            const { loss, gradients } = backward(taskOf(model), { weights: initial }, { X: short.X, y: short.y });
            expect(await network.step(short.X, short.y, 0.5)).toBeCloseTo(loss, -Math.log10(lossTolerance * 2));
            if (learns) expectDescended(await network.weights(), initial, gradients, 0.5);
          }
        }));

      it('answers the same bits to the same questions', async () => {
        const run = async () => {
          const answers: unknown[] = [];
          await withNetwork(async (network) => {
            for (let i = 0; i < 5; i++) answers.push(await network.step(batch.X, batch.y, 0.3));
            answers.push(plain(await network.weights()), Array.from((await network.predict(batch.X)).data));
          });
          return answers;
        };
        expect(await run()).toEqual(await run());
      });

      it('lives beside another network without touching it', () =>
        withNetwork(async (network) => {
          await withNetwork(async (other) => {
            await other.step(batch.X, batch.y, 0.5);
          });
          expect(plain(await network.weights())).toEqual(plain(initial));
        }));

      if (learns)
        it('takes one step down the gradient', () =>
          withNetwork(async (network) => {
            await network.step(batch.X, batch.y, 0.5);
            expectDescended(await network.weights(), initial, backward(taskOf(model), { weights: initial }, { X: batch.X, y: batch.y }).gradients, 0.5);
          }));
    });
  });
}

/** `rows` random rows of the model, the same every time, with labels of every class. */
export function samples(model: ModelSpec, rows: number): { X: Matrix; y: Uint32Array } {
  const random = stream(6, 'rows');
  const X = matrix(Array.from({ length: rows }, () => Array.from({ length: model.inputs }, () => random.normal())));
  const classes = model.output.kind === 'softmax' ? model.output.classes : 2;
  return { X: copy(X), y: Uint32Array.from({ length: rows }, (_, r) => r % classes) };
}

/** Weights as plain numbers, whatever arrays they are kept in. */
export function plain(weights: readonly LayerWeights[]): number[][] {
  return weights.flatMap(({ W, b }) => [Array.from(W.data), Array.from(b.data)]);
}

function expectDescended(after: readonly LayerWeights[], before: readonly LayerWeights[], gradients: readonly LayerWeights[], learningRate: number): void {
  const expected = plain(before).map((values, t) => values.map((value, i) => value - learningRate * (plain(gradients)[t]![i] as number)));
  plain(after).forEach((values, t) => values.forEach((value, i) => expect(value).toBeCloseTo(expected[t]![i] as number, 6)));
}
