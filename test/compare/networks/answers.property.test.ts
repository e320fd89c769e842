import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { NetworkMaker } from '../../../compare/networks/define-network.ts';
import { localBackend } from '../../../compare/networks/local-backend.ts';
import { Fault } from '../../../src/fault.ts';
import type { Network } from '../../../src/model/network.ts';
import { usualTraining } from '../../../src/model/training-spec.ts';
import { zeros } from '../../../src/numbers/matrix.ts';
import { holds } from '../../holds.ts';
import { INITIAL, MODEL, X, y } from './fixtures.ts';

/** Nobody need wait for it. */
function rejected(reason: unknown): Promise<never> {
  const promise = Promise.reject(reason);
  promise.catch(() => {});
  return promise;
}

const hostile = {
  getter: () => ({
    rows: 5,
    cols: 3,
    get data(): never {
      throw new TypeError('not today');
    },
  }),
  proxy: () =>
    new Proxy(
      {},
      {
        has() {
          throw new Error('no');
        },
        get() {
          throw new Error('no');
        },
        ownKeys() {
          throw new Error('no');
        },
      },
    ),
  revoked: () => {
    const { proxy, revoke } = Proxy.revocable([], {});
    revoke();
    return proxy;
  },
  thenable: () => ({
    // biome-ignore lint/suspicious/noThenProperty: what answers with one is what is tested
    then() {
      throw new RangeError('never');
    },
  }),
  rejected: () => rejected(new Error('later')),
  rejectedBare: () => rejected(Object.create(null)),
  promises: () => [Promise.resolve([1, 2, 3])],
  huge: () => new Array(2 ** 31),
  hugeRows: () => [new Array(2 ** 31)],
  detached: () => {
    const data = new Float32Array(15);
    structuredClone(data, { transfer: [data.buffer] });
    return { rows: 5, cols: 3, data };
  },
  circular: () => {
    const loop: unknown[] = [];
    loop.push(loop);
    return loop;
  },
};

const anything = fc.oneof(
  fc.anything({ withTypedArray: true, withSparseArray: true, withNullPrototype: true, withBigInt: true, withDate: true, withMap: true }),
  fc.constantFrom(undefined, null, NaN, Infinity, '', '5', Symbol('s'), () => 1, true),
);

const size = fc.oneof(fc.constantFrom<unknown>(5, 3, 2, 4, 1, 0, -5, -3, 1.5, NaN, Infinity, 1e9, 2 ** 53, '5', '3', 5n, Symbol('s'), null, [5], {}), anything);
const numbers = fc.oneof(
  fc.constantFrom(15, 12, 8, 5, 4, 3, 1, 0).map((length) => new Float32Array(length)),
  fc.constantFrom(15, 12, 8).map((length) => new Float64Array(length).fill(NaN)),
  fc.constantFrom<unknown>(new BigInt64Array(15), new Uint8Array(15), new DataView(new ArrayBuffer(60)), 'AAAA', { length: 15 }),
  fc.array(fc.oneof(fc.double(), fc.constantFrom<unknown>(NaN, '1', null, undefined, 1n)), { maxLength: 16 }),
);
const matrixLike = fc.record({ rows: size, cols: size, data: numbers });
const nested = fc.array(fc.oneof(fc.array(fc.double(), { minLength: 3, maxLength: 3 }), numbers), { minLength: 4, maxLength: 6 });
const layers = fc.array(fc.oneof(fc.record({ W: fc.oneof(matrixLike, nested), b: fc.oneof(matrixLike, numbers) }), fc.constantFrom(...INITIAL), anything), {
  maxLength: 3,
});
const states = fc.record({ steps: size, tensors: fc.oneof(anything, fc.dictionary(fc.string(), layers)), loss: size, gradients: layers }, { requiredKeys: [] });
const strange = fc.oneof(
  states,
  matrixLike,
  nested,
  layers,
  numbers,
  anything,
  fc.constantFrom(...Object.keys(hostile)).map((kind) => ({ hostile: kind as keyof typeof hostile })),
);

/** What a method does: answers rightly, answers this, throws this, or is this. */
const conduct = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ does: 'right' as const, value: undefined as unknown }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constantFrom('answers', 'promises'), value: strange }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constantFrom('throws', 'is', 'cannot be read'), value: strange }) },
);

const RIGHT: Readonly<Record<string, () => unknown>> = {
  step: () => 0.5,
  predict: () => zeros(5, 3),
  weights: () => INITIAL,
  setWeights: () => undefined,
  gradients: () => INITIAL,
  activations: () => [zeros(5, 4)],
  state: () => ({ steps: 1, tensors: { velocity: INITIAL } }),
  setState: () => undefined,
  lossAndGradients: () => ({ loss: 0.5, gradients: INITIAL }),
  dispose: () => undefined,
};

type Conduct = typeof conduct extends fc.Arbitrary<infer T> ? T : never;

function methodOf(name: string, { does, value }: Conduct): PropertyDescriptor {
  const said = () => (typeof value === 'object' && value !== null && 'hostile' in value ? hostile[value.hostile as keyof typeof hostile]() : value);
  const answers = (answer: () => unknown): PropertyDescriptor => ({ value: answer, enumerable: true });
  // biome-ignore format: a table, a case a line
  switch (does) {
    case 'answers': return answers(said);
    case 'promises': return answers(async () => said());
    case 'throws': return answers(() => { throw said(); });
    case 'is': return { value: said(), enumerable: true };
    case 'cannot be read': return { get() { throw said(); }, enumerable: true };
    default: return answers(RIGHT[name]!);
  }
}

/** The answer, or a Fault of one line that names the file or a place in it. */
async function answerOrFault<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    expect(error.message).toMatch(/^(mine\.ts|test\/compare\/networks\/answers\.property\.test\.ts:\d+:\d+|node_modules|node:)[^\p{Cc}]{1,900}$/u);
    return undefined;
  }
}

async function useEvery(network: Network): Promise<void> {
  const stepped = await answerOrFault(async () => ({ loss: await network.step({ ...X, data: X.data.slice() }, y, 0.1) }));
  if (stepped?.loss !== undefined) expect(stepped.loss).toBeTypeOf('number');
  const Z = await answerOrFault(async () => network.predict(X));
  if (Z) expect([Z.rows, Z.cols, Z.data.length]).toEqual([5, 3, 15]);
  const weights = await answerOrFault(async () => network.weights());
  if (weights)
    expect(weights.map(({ W, b }) => [W.rows, W.cols, W.data.length, b.cols])).toEqual([
      [2, 4, 8, 4],
      [4, 3, 12, 3],
    ]);
  await answerOrFault(async () => network.setWeights(INITIAL));
  const gradients = stepped && (await answerOrFault(async () => network.gradients?.())); // of the last step
  if (gradients) expect(gradients).toHaveLength(2);
  const activations = await answerOrFault(async () => network.activations?.(X));
  if (activations) expect(activations.map(({ rows, cols }) => [rows, cols])).toEqual([[5, 4]]);
  const state = await answerOrFault(async () => network.state?.());
  if (state) {
    expect(state.steps).toBeGreaterThanOrEqual(0);
    for (const tensors of Object.values(state.tensors)) expect(tensors).toHaveLength(2);
    await answerOrFault(async () => network.setState?.(state));
  }
  await answerOrFault(async () => network.dispose?.());
}

it('whatever a network answers, throws or is, each of its answers is one of the seam or a Fault in one line', async () => {
  const conducts = fc.tuple(...Object.keys(RIGHT).map((name) => conduct.map((one) => [name, one] as const)));
  await holds(
    fc.asyncProperty(conducts, async (methods) => {
      const made = Object.create(null, Object.fromEntries(methods.map(([name, one]) => [name, methodOf(name, one)]))) as ReturnType<NetworkMaker>;
      const network = await answerOrFault(() => localBackend(() => made, 'mine.ts').create(MODEL, usualTraining(MODEL), INITIAL));
      if (network) await useEvery(network);
    }),
    200,
    1,
  );
});

it('whatever is made in place of a network, or thrown by its making, is a Fault in one line', async () => {
  await holds(
    fc.asyncProperty(strange, fc.boolean(), async (value, throws) => {
      const said = typeof value === 'object' && value !== null && 'hostile' in value ? hostile[value.hostile as keyof typeof hostile]() : value;
      const network = await answerOrFault(() =>
        localBackend(
          (() => {
            if (throws) throw said;
            return said;
          }) as unknown as NetworkMaker,
          'mine.ts',
        ).create(MODEL, usualTraining(MODEL), INITIAL),
      );
      expect(network).toBeUndefined();
    }),
    200,
    1,
  );
});
