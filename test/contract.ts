import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backward } from '../scratch/plain.ts';
import { initialWeights } from '../src/model/initialisers/initialisers.ts';
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
  /** False for a network that has no loss to tell. */
  readonly tellsLoss?: boolean;
  /** What it has beside what it owes; a `setState` with its `state`. */
  readonly has?: readonly (typeof OPTIONAL)[number][];
}

const OPTIONAL = ['gradients', 'activations', 'state'] as const;

type Closable = Backend & { close?(): Promise<void> };

/** What every network behind the seam keeps, whoever wrote it. */
export function describeContract(name: string, makeBackend: () => Promise<Closable>, options: ContractOptions = {}): void {
  const { models = [RELU_SOFTMAX, TANH_SIGMOID], learns = true, lossTolerance = 2e-6, tellsLoss = true, has = [] } = options;
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
      const reference = backward(taskOf(model), { weights: initial }, batch);
      const expectLoss = (loss: number | undefined, expected: number) => {
        if (tellsLoss) expect(loss).toBeCloseTo(expected, -Math.log10(lossTolerance * 2));
        else expect(loss).toBeUndefined();
      };
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

      it(tellsLoss ? 'returns the mean loss of the batch before the update' : 'returns no loss', () =>
        withNetwork(async (network) => {
          expectLoss(await network.step(batch.X, batch.y, 0.5), reference.loss);
        }),
      );

      it('predicts logits: one row per sample, one column per class, or a single one for a sigmoid', () =>
        withNetwork(async (network) => {
          const Z = await network.predict(batch.X);
          const expected = reference.Z.at(-1) as Matrix;
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
            expectLoss(await network.step(short.X, short.y, 0.5), loss);
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

      it(`has ${has.join(', ') || 'nothing'} beside what it owes`, () =>
        withNetwork(async (network) => {
          expect(OPTIONAL.filter((method) => network[method])).toEqual(has);
          expect(network.setState !== undefined).toBe(has.includes('state'));
        }));

      if (has.includes('gradients'))
        it('tells the gradients of its last step, in copies', () =>
          withNetwork(async (network) => {
            await network.step(batch.X, batch.y, 0.5);
            for (const { W } of (await network.gradients?.()) ?? []) W.data.fill(9);
            const gradients = plain((await network.gradients?.()) ?? []);
            expect(gradients.map((values) => values.length)).toEqual(plain(reference.gradients).map((values) => values.length));
            gradients.forEach((values, t) => values.forEach((value, i) => expect(value).toBeCloseTo(plain(reference.gradients)[t]![i]!, 6)));
          }));

      if (has.includes('activations'))
        it('tells the activations of its hidden layers', () =>
          withNetwork(async (network) => {
            const A = (await network.activations?.(batch.X)) ?? [];
            expect(A.map(({ rows, cols }) => [rows, cols])).toEqual(model.hidden.map(({ units }) => [7, units]));
            A.forEach(({ data }, l) => data.forEach((a, i) => expect(a).toBeCloseTo(reference.A[l + 1]!.data[i]!, 6)));
          }));

      if (has.includes('state'))
        it('takes the same step again from the weights and the state before it', () =>
          withNetwork(async (network) => {
            for (let i = 0; i < 2; i++) await network.step(batch.X, batch.y, 0.3);
            const [weights, state] = [await network.weights(), await network.state!()];
            expect(state.steps).toBe(2);
            const next = async () => [await network.step(batch.X, batch.y, 0.3), plain(await network.weights()), (await network.state!()).steps];
            const first = await next();
            await next();
            await network.setWeights(weights);
            await network.setState!(state);
            expect(await next()).toEqual(first);
            expect(state.steps, 'a step changes a state that was handed out').toBe(2);
          }));

      if (learns)
        it('takes one step down the gradient', () =>
          withNetwork(async (network) => {
            await network.step(batch.X, batch.y, 0.5);
            expectDescended(await network.weights(), initial, reference.gradients, 0.5);
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
