import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { INITIALISERS, type Initialiser, initialWeights, isDrawn } from '../../../src/model/initialisers/initialisers.ts';
import type { ModelSpec } from '../../../src/model/model-spec.ts';
import type { LayerWeights } from '../../../src/model/tensors.ts';
import { namesOf } from '../../../src/model/word.ts';
import { matrix } from '../../../src/numbers/matrix.ts';
import { orthonormal } from '../../../src/numbers/orthonormal.ts';
import { type Stream, stream } from '../../../src/numbers/random.ts';

const wide: ModelSpec = { inputs: 400, hidden: [{ units: 150, activation: 'relu' }], output: { kind: 'softmax', classes: 2 } };
const tiny: ModelSpec = { inputs: 2, hidden: [{ units: 3, activation: 'relu' }], output: { kind: 'sigmoid', threshold: 0.5 } };

const drawn = (model: ModelSpec, initialiser: Initialiser, seed = 1) => initialWeights(model, initialiser, stream(seed, 'initial'));
const first = (initialiser: Initialiser): LayerWeights => drawn(wide, initialiser)[0]!;

function moments(values: ArrayLike<number>): { mean: number; variance: number; largest: number } {
  const all = Array.from(values);
  const mean = all.reduce((a, b) => a + b) / all.length;
  return { mean, variance: all.reduce((sum, x) => sum + (x - mean) ** 2, 0) / all.length, largest: Math.max(...all.map(Math.abs)) };
}

/** Mean and variance within four standard errors, σ/√n and σ²·√((κ − 1)/n): n numbers of kurtosis κ. */
function expectMoments(values: ArrayLike<number>, variance: number, kurtosis: number): void {
  const found = moments(values);
  expect(Math.abs(found.mean)).toBeLessThan(4 * Math.sqrt(variance / values.length));
  expect(Math.abs(found.variance / variance - 1)).toBeLessThan(4 * Math.sqrt((kurtosis - 1) / values.length));
}

/** Counts up, whatever is asked: 1, 2, 3, … */
function counting(): Stream {
  let last = 0;
  return { uniform: () => ++last, normal: () => ++last, permutation: () => new Uint32Array() };
}

describe('weights of 400 inputs and 150 outputs', () => {
  // the formulas of torch.nn.init and keras.initializers at these widths, σ by hand
  it.each<[Initialiser, number]>([
    ['he-normal', 0.0707106781], // √(2/400)
    ['glorot-normal', 0.0603022689], // √(2/550)
    ['lecun-normal', 0.05], // √(1/400)
    ['normal', 0.05],
    ['normal(0.01)', 0.01],
  ])('%s: are normal with mean 0 and standard deviation %d; b is 0', (initialiser, σ) => {
    const { W, b } = first(initialiser);
    expectMoments(W.data, σ ** 2, 3);
    expect(moments(W.data).largest).toBeGreaterThan(3.5 * σ); // no uniform reaches 1.74 σ, no normal cut off at 2 σ more than 2.28 of its own
    expect([...b.data].every((value) => value === 0)).toBe(true);
  });

  it.each<[Initialiser, number]>([
    ['he-uniform', 0.1224744871], // √(6/400)
    ['glorot-uniform', 0.1044465936], // √(6/550)
    ['lecun-uniform', 0.0866025404], // √(3/400)
    ['pytorch-default', 0.05], // 1/√400
    ['uniform', 0.05],
    ['uniform(0.3)', 0.3],
  ])('%s: fill ±%d evenly', (initialiser, limit) => {
    const { W } = first(initialiser);
    expectMoments(W.data, limit ** 2 / 3, 1.8);
    expect(moments(W.data).largest).toBeLessThanOrEqual(limit * (1 + 1e-7)); // as rounded to float32
    expect(moments(W.data).largest).toBeGreaterThan(0.999 * limit); // 60,000 numbers miss the last thousandth with probability e^−60
  });

  it('pytorch-default: b fills the same ±1/√in, of each layer its own', () => {
    const [one, two] = drawn(wide, 'pytorch-default') as [LayerWeights, LayerWeights];
    expectMoments(one.b.data, 1 / 400 / 3, 1.8);
    expect(moments(two.W.data).largest).toBeLessThanOrEqual(Math.fround(1 / Math.sqrt(150)));
    expect(moments(two.W.data).largest).toBeGreaterThan(0.07);
  });

  it.each<[Initialiser, number]>([
    ['zeros', 0],
    ['constant', 0],
    ['constant(-0.5)', -0.5],
  ])('%s: are all %d, b is 0', (initialiser, value) => {
    const { W, b } = first(initialiser);
    expect(new Set(W.data)).toEqual(new Set([value]));
    expect(new Set(b.data)).toEqual(new Set([0]));
  });
});

describe('orthonormal vectors', () => {
  it('are the Q of the QR with a positive diagonal, by hand', () => {
    const numbers = [3, 4, 1, 0]; // q1 = (3, 4)/5; (1, 0) − 0.6·q1 = (0.64, −0.48) = 0.8·(0.8, −0.6)
    const [a, b] = orthonormal(2, 2, () => numbers.shift() ?? NaN);
    for (const [found, expected] of [
      [a, [0.6, 0.8]],
      [b, [0.8, -0.6]],
    ] as const)
      expected.forEach((value, i) => expect(found![i]).toBeCloseTo(value, 15));
  });

  it.each([
    [64, 64],
    [3, 200],
    [1, 1],
  ])('%d of %d numbers: VVᵀ = I to 1e-12', (count, length) => {
    const { normal } = stream(8, 'initial');
    expect(farthestFromI(orthonormal(count, length, normal))).toBeLessThan(1e-12);
  });

  it('stay so where what is drawn is nearly dependent', () => {
    const { normal } = stream(8, 'initial');
    expect(farthestFromI(orthonormal(20, 20, () => 1 + 1e-9 * normal()))).toBeLessThan(1e-12);
  });
});

describe('orthogonal', () => {
  const of = (inputs: number, outputs: number) => {
    const { W } = drawn({ inputs, hidden: [{ units: outputs, activation: 'tanh' }], output: { kind: 'softmax', classes: 2 } }, 'orthogonal')[0]!;
    const rows = Array.from({ length: inputs }, (_, r) => Float64Array.from(W.data.subarray(r * outputs, (r + 1) * outputs)));
    return { rows, columns: Array.from({ length: outputs }, (_, c) => Float64Array.from(rows, (row) => row[c]!)) };
  };
  const ROUNDED = 2 ** -23; // unit vectors in float32, each entry off by 2^−24 of itself: by Cauchy and Schwarz their products by twice that

  it('has orthonormal columns where it is tall, rows where it is wide, both where it is square', () => {
    expect(farthestFromI(of(50, 20).columns)).toBeLessThan(ROUNDED);
    expect(farthestFromI(of(20, 50).rows)).toBeLessThan(ROUNDED);
    expect(farthestFromI(of(30, 30).columns)).toBeLessThan(ROUNDED);
    expect(farthestFromI(of(30, 30).rows)).toBeLessThan(ROUNDED);
  });

  it('has every direction alike: entries of mean 0 and variance 1/max(in, out)', () => {
    const entries = of(200, 100).columns.flatMap((column) => [...column]);
    expectMoments(entries, 1 / 200, 3); // less spread than of as many independent numbers
  });
});

function farthestFromI(vectors: readonly Float64Array[]): number {
  const products = vectors.flatMap((a, i) => vectors.map((b, j) => a.reduce((sum, value, k) => sum + value * b[k]!, 0) - (i === j ? 1 : 0)));
  return Math.max(...products.map(Math.abs));
}

describe('initial weights', () => {
  it('are drawn layer by layer, W by rows before b', () => {
    expect(initialWeights(tiny, 'pytorch-default', counting())).toEqual([
      {
        W: matrix([
          [1, 2, 3],
          [4, 5, 6],
        ]),
        b: matrix([[7, 8, 9]]),
      },
      { W: matrix([[10], [11], [12]]), b: matrix([[13]]) },
    ]);
  });

  it.each<[Initialiser, number[], number[], string]>([
    [
      'he-normal',
      [0.20312675833702087, -0.44497159123420715, -0.367497056722641, 0.24099716544151306, -0.31943368911743164, -0.6505708694458008],
      [0, 0, 0],
      '0c622840efa58e70',
    ],
    [
      'glorot-uniform',
      [-0.9386643767356873, 0.4284944236278534, 0.988448977470398, -0.6702731847763062, 0.5724061131477356, -0.872863233089447],
      [0, 0, 0],
      '2841a2d054d503ae',
    ],
    [
      'pytorch-default',
      [-0.6059052348136902, 0.276591956615448, 0.638041079044342, -0.43265947699546814, 0.36948657035827637, -0.5634307861328125],
      [-0.5566118359565735, -0.27329933643341064, 0.197734996676445],
      '9238f7f816d9d0f1',
    ],
  ])('%s: have the bits that version 0.1.0 drew', (initialiser, W, b, hash) => {
    const [layer] = drawn(tiny, initialiser, 8);
    expect([[...layer!.W.data], [...layer!.b.data]]).toEqual([W, b]);
    const bytes = createHash('sha256');
    for (const all of drawn(wide, initialiser, 8)) bytes.update(all.W.data).update(all.b.data);
    expect(bytes.digest('hex').slice(0, 16)).toBe(hash);
  });

  it.each<Initialiser>(namesOf(INITIALISERS))('%s: are float32, the same for the same seed, and as it says others for another', (initialiser) => {
    expect(drawn(tiny, initialiser)[0]!.W.data).toBeInstanceOf(Float32Array);
    expect(drawn(tiny, initialiser)).toEqual(drawn(tiny, initialiser));
    const [one, other] = [1, 2].map((seed) => JSON.stringify(drawn(tiny, initialiser, seed)));
    expect(one !== other).toBe(isDrawn(initialiser));
  });

  it('are none of an initialiser that there is not', () => {
    expect(() => drawn(tiny, 'he' as Initialiser)).toThrow(/^There is no initialiser 'he'\. There are 'he-normal', /);
  });
});

describe('biases that are given', () => {
  const given = (initialiser: Initialiser, init: number | 'zeros' | 'pytorch', model = wide) =>
    initialWeights(model, initialiser, stream(1, 'initial'), { init, stream: stream(1, 'biases') });

  it('are one number for all, 0, or PyTorch’s ±1/√in', () => {
    expect(new Set(given('he-normal', 0.01)[1]!.b.data)).toEqual(new Set([Math.fround(0.01)]));
    expect(new Set(given('pytorch-default', 'zeros')[0]!.b.data)).toEqual(new Set([0]));
    const [{ b }] = given('he-normal', 'pytorch') as [LayerWeights];
    expectMoments(b.data, 1 / 400 / 3, 1.8);
    expect(moments(b.data).largest).toBeLessThanOrEqual(0.05);
  });

  it('leave every weight as it is, in all layers', () => {
    for (const initialiser of ['he-normal', 'pytorch-default', 'orthogonal'] as const)
      for (const init of [0.01, 'zeros', 'pytorch'] as const)
        expect(given(initialiser, init, tiny).map(({ W }) => W)).toEqual(drawn(tiny, initialiser).map(({ W }) => W));
  });

  it('are the same bits where the initialiser says the same', () => {
    expect(given('pytorch-default', 'pytorch', tiny)).toEqual(drawn(tiny, 'pytorch-default'));
  });

  it('go to no layer that has none', () => {
    const model: ModelSpec = { ...tiny, hidden: [{ units: 3, activation: 'relu', bias: false }] };
    expect(given('he-normal', 0.5, model).map(({ b }) => [...b.data])).toEqual([[0, 0, 0], [0.5]]);
  });

  it('make another start under another seed if they are drawn, and of no fixed weights another if they are not', () => {
    expect([isDrawn('zeros', 'pytorch'), isDrawn('zeros', 0.1), isDrawn('constant(2)'), isDrawn('he-normal', 'zeros')]).toEqual([true, false, false, true]);
  });
});
