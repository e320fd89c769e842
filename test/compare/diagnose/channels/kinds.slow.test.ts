import { describe, expect, it } from 'vitest';
import { total } from '../../../../compare/diagnose/channels/search/numbers.ts';
import { fromNested, toNested } from '../../../../compare/networks/adapters.ts';
import { NEW, step } from '../../../../scratch/plain.ts';
import { combine, textbook } from '../../../../scratch/textbook.ts';
import { mapTensors } from '../../../../src/model/tensors.ts';
import type { Task } from '../../../../src/model/training-spec.ts';
import { map, product, rowOf, scale, sumRows, transpose } from '../../../../src/numbers/algebra.ts';
import { examined, type Plant, sigmoid, small, softmax } from './planted.ts';

interface Kind {
  readonly kind: string;
  readonly plant: Plant;
  readonly task?: Task;
  readonly says: string; // what the first finding says that the network computes
}

const SUMMED: Plant = (right) => ({ lossGradient: (pass) => scale(right.lossGradient(pass), pass.X.rows) });
const OF_THE_ERROR: Plant = () => ({ lossGradient: ({ P, Y }) => map(P, (p, i) => ((e) => e - e * e)(p - Y.data[i]!) / P.rows) });
const TANH_AT_A: Plant = (right) => ({
  activationGradient: (pass, l) => (l < 2 ? map(pass.dA[l]!, (d, i) => d * (1 - Math.tanh(pass.F[l]!.data[i]!) ** 2)) : right.activationGradient(pass, l)),
});
const BIAS_OVER_UNITS: Plant = (right) => ({
  biasGradient: (pass, l) => ((db) => map(db, () => total(db.data)))(right.biasGradient(pass, l)),
});

/** v ← μ·v + c·g; the step goes by v as it is then, or as it was. */
const velocity =
  (μ: number, c: number, isBefore: boolean): Plant =>
  () => ({
    direction(gradients, memory) {
      const before = memory.tensors['v'] ?? mapTensors(gradients, (G) => scale(G, 0));
      const v = combine(before, gradients, (old, g) => μ * old + c * g);
      return { direction: isBefore ? before : v, memory: { ...memory, tensors: { v } } };
    },
  });
/** An update after every row, whose errors were all computed before the first: what goes down passes weights that are new already. */
const byStaleRows: Plant = () => ({
  updated({ A, P, Y, weights }, _direction, rate) {
    const now = weights.map(({ W, b }) => ({ W: toNested(W), b: [...b.data] }));
    for (let r = 0; r < P.rows; r++) {
      let d = [...rowOf(P, r)].map((p, k) => p - rowOf(Y, r)[k]!);
      const steps: (() => void)[] = [];
      for (const [l, { W, b }] of [...now.entries()].toReversed()) {
        const [a, slopes] = [[...rowOf(A[l]!, r)], d];
        d = a.map((value, i) => (1 - value * value) * total(W[i]!.map((w, j) => w * slopes[j]!)));
        steps.push(() => {
          for (const [j, slope] of slopes.entries()) {
            for (const [i, value] of a.entries()) W[i]![j]! -= rate * value * slope;
            b[j]! -= rate * slope;
          }
        });
      }
      for (const step of steps) step();
    }
    return now.map(({ W, b }) => ({ W: fromNested(W), b: fromNested([b]) }));
  },
});
const DAMPED: Task = ((task) => ({
  ...task,
  training: { ...task.training, optimiser: { name: 'momentum' as const, hyper: { momentum: 0.9, dampening: 0.5 } } },
}))(small());

const KINDS: readonly Kind[] = [
  { kind: 'the sum over the batch', plant: SUMMED, says: 'the gradient of a batch is the sum over the rows, not their mean' },
  {
    kind: 'the mean twice',
    plant: (right) => ({ lossGradient: (pass) => scale(right.lossGradient(pass), 1 / pass.X.rows) }),
    says: 'the gradient of a batch is divided by the rows twice: (1/B²)·Σ',
  },
  {
    kind: 'a fixed number for the batch size',
    plant: (right) => ({ lossGradient: (pass) => scale(right.lossGradient(pass), pass.X.rows / 32) }),
    says: 'the gradient of a batch is divided by 32, whatever the rows really in it: (1/32)·Σ',
  },
  { kind: 'a formula that no catalogue holds', plant: OF_THE_ERROR, task: small('tanh', sigmoid), says: 'δ = e − e², where e = p − y' },
  { kind: 'the wrong sign', plant: (right) => ({ lossGradient: (pass) => scale(right.lossGradient(pass), -1) }), says: 'δ = y − p' },
  { kind: 'db over the units', plant: BIAS_OVER_UNITS, says: 'db[l] = the sum of δ[l] over all units too, one number for the layer, in layers 1, 2 and 3' },
  {
    kind: 'db out of dW',
    plant: (right) => ({ biasGradient: (pass, l) => sumRows(right.weightGradient(pass, l)) }),
    says: 'db[l] = the sum of dW[l] over the inputs, in layers 1, 2 and 3',
  },
  {
    kind: 'db out of dW, of one output',
    plant: (right) => ({ biasGradient: (pass, l) => (l === 2 ? sumRows(right.weightGradient(pass, l)) : right.biasGradient(pass, l)) }),
    task: small('tanh', sigmoid),
    says: 'db3 = the sum of dW3 over the inputs',
  },
  {
    kind: 'a derivative of two factors, one with an exponential',
    plant: (right) => ({
      activationGradient: (pass, l) =>
        l < 2 ? map(pass.dA[l]!, (d, i) => ((z) => d * (1 - z * z) * (1 - Math.exp(-z)))(pass.N[l]!.values.data[i]!)) : right.activationGradient(pass, l),
    }),
    says: 'f′ of layer [l] = (1 − z[l]²)·(1 − exp(−z[l])), in layers 1 and 2',
  },
  {
    kind: 'a square of a square',
    plant: (right) => ({
      activationGradient: (pass, l) => (l < 2 ? map(pass.dA[l]!, (d, i) => d * pass.F[l]!.data[i]! ** 4) : right.activationGradient(pass, l)),
    }),
    says: 'f′ of layer [l] = (a[l]²)², in layers 1 and 2',
  },
  {
    kind: 'dW with z',
    plant: (right) => ({ weightGradient: (pass, l) => (l === 0 ? right.weightGradient(pass, l) : product(transpose(pass.Z[l - 1]!), pass.dZ[l]!)) }),
    says: 'dW[l] = z[l − 1]ᵀ·δ[l], in layers 2 and 3',
  },
  { kind: 'the derivative at a', plant: TANH_AT_A, says: 'f′ of layer [l] = 1 − tanh²(a[l]), in layers 1 and 2' },
  {
    kind: 'a slope of its own below 0',
    plant: (right) => ({
      activationGradient: (pass, l) => (l < 2 ? map(pass.dA[l]!, (d, i) => (pass.N[l]!.values.data[i]! > 0 ? d : 0.3 * d)) : right.activationGradient(pass, l)),
    }),
    task: small('relu'),
    says: 'f′ of layer [l] = 1 where z[l] > 0, 3/10 elsewhere, in layers 1 and 2',
  },
  { kind: 'the error passed down', plant: () => ({ inputGradient: ({ dA, weights }, l) => product(dA[l]!, transpose(weights[l]!.W)) }), says: 'dA1 = dA2·W2ᵀ' },
  {
    kind: 'activations passed down',
    plant: (right) => ({
      inputGradient: (pass, l) => (l === 1 ? scale(product(pass.A[2]!, transpose(pass.weights[1]!.W)), 1 / pass.X.rows) : right.inputGradient(pass, l)),
    }),
    says: 'dA1 = a2·W2ᵀ',
  },
  {
    kind: 'a tensor at rest where a batch has one row',
    plant: (right) => ({ weightGradient: (pass, l) => ((dW) => (l === 1 && pass.X.rows === 1 ? scale(dW, 0) : dW))(right.weightGradient(pass, l)) }),
    says: 'dW2 = 0 where the batch has one row only: W2 is not updated then',
  },
  {
    kind: 'a tensor at rest always',
    plant: (right) => ({ biasGradient: (pass, l) => ((db) => (l === 1 ? scale(db, 0) : db))(right.biasGradient(pass, l)) }),
    says: 'db2 = 0: b2 is never updated',
  },
  {
    kind: 'another divisor where a batch has one row',
    plant: (right) => ({ lossGradient: (pass) => ((d) => (pass.X.rows === 1 ? scale(d, 1 / 3) : d))(right.lossGradient(pass)) }),
    says: 'δ = 1/K·(p − y) where the batch has one row only; of more rows it is the mean, as it should be',
  },
  { kind: 'no bias', plant: () => ({ affine: (A, { W }) => product(A, W) }), says: 'z = a·W: no bias is added' },
  {
    kind: 'another loss reported',
    plant: () => ({ loss: ({ P, Y }) => total(map(P, (p, i) => Math.abs(p - Y.data[i]!)).data) / P.rows }),
    task: small('tanh', sigmoid),
    says: 'the loss reported of a row is the absolute error',
  },
  {
    kind: 'updates row by row on outputs of before',
    plant: byStaleRows,
    says: 'the weights are updated after every row of the batch, on outputs that were all computed before the first',
  },
  {
    kind: 'the whole step as often as there are rows',
    plant: (right) => ({
      updated(pass, _direction, rate) {
        let { weights } = pass;
        for (let r = 0; r < pass.X.rows; r++)
          weights = step(pass.task, { weights, memory: NEW }, { X: pass.X, y: pass.target }, rate, textbook).after.weights as typeof weights;
        return right.updated({ ...pass, weights }, weights, 0);
      },
    }),
    says: 'the update is repeated for every row of the batch, each time by the whole of it',
  },
  {
    kind: 'a step by the velocity before',
    plant: velocity(0.9, 1, true),
    says: 'the step is taken by the velocity of the step before: u = g′ + 9/10·u′; the first moves nothing',
  },
  { kind: 'another momentum than is declared', plant: velocity(0.8, 0.5, false), task: DAMPED, says: 'u = 1/2·g + 4/5·u′, u′ the step before' },
  {
    kind: 'a step by the velocity before, which the gradient enters by half its share',
    plant: velocity(0.9, 0.25, true),
    task: DAMPED,
    says: 'the step is taken by the velocity of the step before: u = 1/4·g′ + 9/10·u′; the first moves nothing',
  },
  {
    kind: 'gradients that add up',
    plant: () => ({
      direction: (g, memory) =>
        ((u) => ({ direction: u, memory: { ...memory, tensors: { u } } }))(
          memory.tensors['u']
            ? g.map((layer, l) => ({
                W: map(layer.W, (v, i) => v + memory.tensors['u']![l]!.W.data[i]!),
                b: map(layer.b, (v, i) => v + memory.tensors['u']![l]!.b.data[i]!),
              }))
            : g,
        ),
    }),
    says: 'u = g + u′: gradients add up over the steps',
  },
];

describe('a network that computes one formula otherwise', () => {
  it.each(KINDS)('is told so: $kind', async ({ plant, task, says }) => {
    const { findings, proof } = await examined([plant], task);
    expect(findings.filter(({ severity }) => severity !== 'note').map(({ computed }) => computed)).toEqual([says]);
    expect(proof).toMatchObject({ state: 'confirmed', wrong: 0 });
  });

  it('in float32, too', async () => {
    const { findings, proof, float } = await examined([TANH_AT_A], small(), 'float32');
    expect(float).toBe('float32');
    expect(findings.map(({ computed }) => computed)).toEqual(['f′ of layer [l] = 1 − tanh²(a[l]), in layers 1 and 2']);
    expect(proof.state).toBe('confirmed');
  });
});

describe('several mistakes', () => {
  it('are told in the order of computation, none hiding another', async () => {
    const { findings, proof } = await examined([OF_THE_ERROR, SUMMED, TANH_AT_A, BIAS_OVER_UNITS], small('tanh', softmax));
    expect(findings.map(({ places: [first] }) => first!.channel)).toEqual(['output gradient', 'bias gradient', 'derivative', 'batch']);
    expect(findings.map(({ computed }) => computed)[0]).toBe('δ = e − e², where e = p − y');
    expect(proof.state).toBe('confirmed');
  });

  it('tell the weights after a whole step of momentum from those less η·dW alone, which a first step does not', async () => {
    const early: Plant = (right) => ({
      inputGradient: (pass, l) =>
        l === 2
          ? product(pass.dZ[l]!, transpose(map(pass.weights[l]!.W, (w, i) => w - pass.learningRate * pass.gradients[l]!.W.data[i]!)))
          : right.inputGradient(pass, l),
    });
    const momentum: Plant = (right) => ({
      direction: (gradients, memory, pass) =>
        ((u) => ({ direction: u, memory: { ...memory, tensors: { u } } }))(
          memory.tensors['u'] ? combine(right.direction(gradients, memory, pass).direction, memory.tensors['u'], (g, u) => g + 0.9 * u) : gradients,
        ),
    });
    const { findings, proof } = await examined([early, momentum]);
    expect(findings.map(({ computed }) => computed)).toEqual(['dA2 = δ3·(W3 − η·dW3)ᵀ', 'u = g + 9/10·u′, u′ the step before']);
    expect(proof.state).toBe('confirmed');
  });

  it('leave what follows from another untold: softmax over the rows of a batch makes every p of a single row 1', async () => {
    const byColumn: Plant = (right) => ({
      outputs: (Z, task) => transpose(right.outputs(transpose(Z), task)),
      lossGradient: ({ P, Y }) => map(P, (p, i) => (p - Y.data[i]!) / P.rows),
    });
    const { findings, proof } = await examined([byColumn]);
    expect(findings.filter(({ severity }) => severity === 'mistake').map(({ computed }) => computed)).toEqual([
      'the softmax is taken over the rows of the batch, class by class: the wrong axis',
    ]);
    expect(proof.state).toBe('confirmed');
  });
});

describe('a formula that is not to be had', () => {
  it('is open, and nothing is confirmed', async () => {
    const noise: Plant = (right) => ({
      lossGradient: (pass) => map(right.lossGradient(pass), (d, i) => d * (1 + 0.3 * Math.sin(1e3 * pass.A.at(-1)!.data[i]!))),
    });
    const { channels, proof } = await examined([noise]);
    expect(channels).toContainEqual({ channel: 'output gradient', state: 'open' });
    expect(proof.state).toBe('open');
  });
});
