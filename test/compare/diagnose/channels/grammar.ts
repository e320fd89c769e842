import { total } from '../../../../compare/diagnose/channels/search/numbers.ts';
import type { Formulas, Memory, Pass } from '../../../../scratch/formulas.ts';
import { combine } from '../../../../scratch/textbook.ts';
import { mapTensors, type NamedTensors } from '../../../../src/model/tensors.ts';
import { addRow, times as elementByElement, map, product, scale, sumRows, transpose } from '../../../../src/numbers/algebra.ts';
import type { Matrix } from '../../../../src/numbers/matrix.ts';
import { type Stream, stream } from '../../../../src/numbers/random.ts';
import type { Plant } from './planted.ts';

/** A mistake that was drawn: what it changes, and where a diagnosis may see it. */
export interface Drawn {
  readonly says: string;
  readonly channels: readonly string[];
  readonly plant: Plant;
}

interface Leaf {
  readonly text: string;
  readonly of: (at: Readonly<Record<string, number>>) => number;
}

const one = (text: string): Leaf => ({ text, of: (at) => at[text]! });
const UNARY: readonly (readonly [string, (v: number) => number])[] = [
  ['', (v) => v],
  ['tanh', Math.tanh],
  ['exp −', (v) => Math.exp(-v)],
  ['square', (v) => v * v],
  ['abs', Math.abs],
  ['σ', (v) => 1 / (1 + Math.exp(-v))],
];

/** A formula over what is known at a place: a product of two things, each a name, a function of one, or 1 less it. */
function formula(random: Stream, names: readonly string[]): Leaf {
  const part = (): Leaf => {
    const { text, of } = one(pick(random, names));
    const [name, f] = pick(random, UNARY);
    const plain: Leaf = { text: name ? `${name}(${text})` : text, of: (at) => f(of(at)) };
    return random.uniform(0, 1) < 0.25 ? { text: `(1 − ${plain.text})`, of: (at) => 1 - plain.of(at) } : plain;
  };
  const [a, b] = [part(), part()];
  return random.uniform(0, 1) < 0.4 ? a : { text: `${a.text}·${b.text}`, of: (at) => a.of(at) * b.of(at) };
}

function pick<T>(random: Stream, from: readonly T[]): T {
  return from[Math.min(from.length - 1, Math.floor(random.uniform(0, from.length)))]!;
}

/** One hidden or upper layer, or all of them. */
function layers(random: Stream, first: number, last: number): (l: number) => boolean {
  const some = Math.floor(random.uniform(first, last + 2));
  return (l) => l >= first && l <= last && (some > last || l === some);
}

type Maker = (random: Stream, depth: number) => Drawn;

const FACTORS = [2, 0.5, 3, -1, 0.1];
const shift = (M: Matrix, from: (i: number) => number) => map(M, (_, i) => M.data[from(i)]!);

const ofDelta: Maker = (random) => {
  if (random.uniform(0, 1) < 0.3) {
    const c = pick(random, FACTORS);
    return { says: `δ × ${c}`, channels: ['output gradient', 'batch'], plant: (right) => ({ lossGradient: (pass) => scale(right.lossGradient(pass), c) }) };
  }
  const f = formula(random, ['p', 'z']);
  return {
    says: `δ = e·${f.text}`,
    channels: ['output gradient', 'targets', 'batch'],
    plant: () => ({
      lossGradient: ({ P, Y, A }) => map(P, (p, i) => ((p - Y.data[i]!) * f.of({ p, z: A.at(-1)!.data[i]! })) / P.rows),
    }),
  };
};

const ofTargets: Maker = (random) => {
  const [off, on] = pick(random, [
    [0.01, 0.99],
    [0.1, 0.9],
    [0.05, 0.9],
  ] as const);
  return {
    says: `targets ${off}, ${on}`,
    channels: ['targets', 'loss'],
    plant: (right) => ({ targets: (target, task) => map(right.targets(target, task), (t) => (t === 1 ? on : off)) }),
  };
};

const ofLoss: Maker = (random) => {
  const ways: readonly (readonly [string, (pass: Pass, right: Formulas) => number])[] = [
    ['3·loss', (pass, right) => 3 * right.loss(pass)],
    ['Σ|e|', ({ P, Y }) => total(map(P, (p, i) => Math.abs(p - Y.data[i]!)).data) / P.rows],
    ['Σe²', ({ P, Y }) => total(map(P, (p, i) => (p - Y.data[i]!) ** 2).data) / P.rows],
    ['summed', (pass, right) => right.loss(pass) * pass.X.rows],
    ['Σ y·(1 − p)²', ({ P, Y }) => total(map(P, (p, i) => Y.data[i]! * (1 - p) ** 2).data) / P.rows],
  ];
  const [says, of] = pick(random, ways);
  return { says: `loss ${says}`, channels: ['loss', 'batch loss'], plant: (right) => ({ loss: (pass) => of(pass, right) }) };
};

const ofWeights: Maker = (random, depth) => {
  const at = layers(random, 1, depth - 1);
  const ways: readonly (readonly [string, (pass: Pass, l: number) => Matrix])[] = [
    ['z', ({ Z }, l) => Z[l - 1]!],
    ['1', ({ A }, l) => map(A[l]!, () => 1)],
  ];
  const [says, operand] = pick(random, ways);
  return {
    says: `dW = ${says}ᵀ·δ`,
    channels: ['weight gradient'],
    plant: (right) => ({ weightGradient: (pass, l) => (at(l) ? product(transpose(operand(pass, l)), pass.dZ[l]!) : right.weightGradient(pass, l)) }),
  };
};

const ofBiases: Maker = (random, depth) => {
  const at = layers(random, 0, depth - 1);
  const ways: readonly (readonly [string, (pass: Pass, l: number, right: Formulas) => Matrix])[] = [
    ['Σ dW over the inputs', (pass, l, right) => sumRows(right.weightGradient(pass, l))],
    ['2·δ', (pass, l, right) => scale(right.biasGradient(pass, l), 2)],
    ['0', (pass, l, right) => scale(right.biasGradient(pass, l), 0)],
    ['δ·z', ({ dZ, Z }, l) => sumRows(elementByElement(dZ[l]!, Z[l]!))],
    ['δ/B', (pass, l, right) => scale(right.biasGradient(pass, l), 1 / pass.X.rows)],
  ];
  const [says, of] = pick(random, ways);
  return {
    says: `db = ${says}`,
    channels: ['bias gradient', 'batch'],
    plant: (right) => ({ biasGradient: (pass, l) => (at(l) ? of(pass, l, right) : right.biasGradient(pass, l)) }),
  };
};

const ofPassing: Maker = (random, depth) => {
  const at = layers(random, 1, depth - 1);
  const ways: readonly (readonly [string, (pass: Pass, l: number) => Matrix])[] = [
    ['dA·Wᵀ below the last layer', ({ dA, dZ, weights }, l) => product((l === depth - 1 ? dZ : dA)[l]!, transpose(weights[l]!.W))],
    ['δ·|W|ᵀ', ({ dZ, weights }, l) => product(dZ[l]!, transpose(map(weights[l]!.W, Math.abs)))],
    ['½·δ·Wᵀ', ({ dZ, weights }, l) => scale(product(dZ[l]!, transpose(weights[l]!.W)), 0.5)],
    [
      'δ·(W − η·dW)ᵀ',
      ({ dZ, weights, gradients, learningRate: η }, l) => product(dZ[l]!, transpose(map(weights[l]!.W, (w, i) => w - η * gradients[l]!.W.data[i]!))),
    ],
  ];
  const [says, of] = pick(random, at(depth - 2) ? ways : ways.slice(1)); // at the output dA is δ
  return {
    says: `dA = ${says}`,
    channels: ['passed down', 'derivative'],
    plant: (right) => ({ inputGradient: (pass, l) => (at(l) ? of(pass, l) : right.inputGradient(pass, l)) }),
  };
};

const ofSlope: Maker = (random, depth) => {
  const at = layers(random, 0, depth - 2);
  const f = formula(random, ['z', 'a']);
  return {
    says: `f′ = ${f.text}`,
    channels: ['derivative', 'passed down'],
    plant: (right) => ({
      activationGradient: (pass, l) =>
        at(l) ? map(pass.dA[l]!, (d, i) => d * f.of({ z: pass.N[l]!.values.data[i]!, a: pass.F[l]!.data[i]! })) : right.activationGradient(pass, l),
    }),
  };
};

const ofBatch: Maker = (random) => {
  const ways: readonly (readonly [string, (M: Matrix) => Matrix])[] = [
    ['sum', (M) => scale(M, M.rows)],
    ['mean twice', (M) => scale(M, 1 / M.rows)],
    ['over 32', (M) => scale(M, M.rows / 32)],
    ['over √B', (M) => scale(M, Math.sqrt(M.rows))],
    ['last row alone', (M) => map(M, (v, i) => (i >= (M.rows - 1) * M.cols ? v : 0))],
  ];
  const [says, of] = pick(random, ways);
  return { says: `batch ${says}`, channels: ['batch', 'output gradient'], plant: (right) => ({ lossGradient: (pass) => of(right.lossGradient(pass)) }) };
};

const ofPenalty: Maker = (random) => {
  const λ = pick(random, [0.1, 0.01, 0.002, -0.01]);
  const overBatch = random.uniform(0, 1) < 0.5;
  return {
    says: `dW + ${λ}·W${overBatch ? '/B' : ''}`,
    channels: ['penalty'],
    plant: (right) => ({
      penalised: (pass, gradients) =>
        combine(right.penalised(pass, gradients), pass.weights, (g, w, tensor) => (tensor === 'W' ? g + (λ * w) / (overBatch ? pass.X.rows : 1) : g)),
    }),
  };
};

const remembered = (memory: Memory, g: NamedTensors, rule: (g: number, u: number) => number): ReturnType<Formulas['direction']> => {
  const { u } = memory.tensors;
  const direction = u ? mapTensors(g, (G, { layer, name }) => map(G, (v, i) => rule(v, u[layer - 1]![name]!.data[i]!))) : g;
  return { direction, memory: { ...memory, tensors: { u: direction } } };
};

const ofUpdate: Maker = (random) => {
  const ways: readonly (readonly [string, Plant])[] = [
    ...[0.9, 0.5, 1].map(
      (β) => [`momentum ${β}`, () => ({ direction: (g, memory) => remembered(memory, g, (v, u) => v + β * u) })] as const satisfies readonly [string, Plant],
    ),
    ['decay of 0.01 a step', (right) => ({ updated: (pass, d, η) => combine(right.updated(pass, d, η), pass.weights, (next, w) => next - 0.01 * w) })],
    ['replaces the weights', (right) => ({ updated: (pass, d, η) => combine(right.updated(pass, d, η), pass.weights, (next, w) => next - w) })],
  ];
  const [says, plant] = pick(random, ways);
  return { says: `update: ${says}`, channels: ['update', 'penalty'], plant };
};

const ofForward: Maker = (random) => {
  const ways: readonly (readonly [string, Plant])[] = [
    ['no bias', () => ({ affine: (A, { W }) => product(A, W) })],
    ['− b', () => ({ affine: (A, { W, b }) => addRow(product(A, W), scale(b, -1)) })],
    ['features reversed', () => ({ inputs: (X) => shift(X, (i) => i - (i % X.cols) + X.cols - 1 - (i % X.cols)) })],
  ];
  const [says, plant] = pick(random, ways);
  return { says: `forward: ${says}`, channels: ['forward', 'inputs'], plant };
};

const MAKERS: readonly Maker[] = [ofDelta, ofTargets, ofLoss, ofWeights, ofBiases, ofPassing, ofSlope, ofBatch, ofPenalty, ofUpdate, ofForward];

/** So many mistakes of as many kinds, none twice and none in the place of another; with the formulas of those before beneath each. @param depth layers of the model */
export function drawn(seed: number, count: number, depth: number): Drawn[] {
  const random = stream(seed, `grammar/${count}`);
  const order = random.permutation(MAKERS.length);
  const all = [...order].map((m) => MAKERS[m]!);
  const chosen = all
    .filter((maker) => maker !== ofTargets || all.indexOf(ofDelta) > all.indexOf(ofTargets))
    .filter((maker, i, kept) => maker !== ofDelta || !kept.slice(0, i).includes(ofTargets));
  return chosen
    .slice(0, count)
    .toSorted((a, b) => MAKERS.indexOf(a) - MAKERS.indexOf(b))
    .map((maker) => maker(random, depth));
}
