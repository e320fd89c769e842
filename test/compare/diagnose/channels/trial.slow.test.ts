import { describe, expect, it } from 'vitest';
import { examineByChannels } from '../../../../compare/diagnose/channels/examine.ts';
import type { Task } from '../../../../src/model/training-spec.ts';
import { map, product, scale, sumRows, times, transpose } from '../../../../src/numbers/algebra.ts';
import { variants } from '../../../vocabulary.ts';
import { type Plant, planted } from './planted.ts';

const NO_MEAN_TERM: Plant = (right) => ({
  normalisationGradient(pass, l, dN) {
    const { by } = pass.N[l]!;
    if (!by) return right.normalisationGradient(pass, l, dN);
    const dU = map(dN, (d, i) => d * pass.weights[l]!.gamma!.data[i % dN.cols]!);
    const along = sumRows(times(dU, by.unit)).data;
    return {
      ...right.normalisationGradient(pass, l, dN),
      dZ: map(dU, (d, i) => by.inverse.data[i]! * (d - (by.unit.data[i]! * along[i % dN.cols]!) / dN.rows)),
    };
  },
});

const KINDS: readonly { readonly kind: string; readonly task: string; readonly plants: readonly Plant[]; readonly says: readonly string[] }[] = [
  {
    kind: 'a term of batch normalisation missing',
    task: 'batch normalisation',
    plants: [NO_MEAN_TERM],
    says: ['dZ = (dU − u·mean(dU ⊙ u))/√(σ² + ε): the term of the mean is missing, − mean dU'],
  },
  {
    kind: 'the normalisation not passed back',
    task: 'layer normalisation',
    plants: [(right) => ({ normalisationGradient: (pass, l, dN) => ({ ...right.normalisationGradient(pass, l, dN), dZ: dN }) })],
    says: ['dZ = dN: the normalisation is not passed back'],
  },
  {
    kind: "dropout's mask missing going back",
    task: 'dropout',
    plants: [(right) => ({ activationGradient: (pass, l) => right.activationGradient({ ...pass, masks: [] }, l) })],
    says: ['δ = dA ⊙ f′(z): the mask of dropout is not applied going back'],
  },
  {
    kind: 'no clipping',
    task: 'all clipped',
    plants: [(right) => ({ treated: (_pass, gradients) => right.penalised(_pass, gradients) })],
    says: ['the gradient is not clipped'],
  },
  {
    kind: 'two mistakes under batch normalisation',
    task: 'batch normalisation',
    plants: [
      (right) => ({ lossGradient: (pass) => scale(right.lossGradient(pass), 1 / pass.X.rows) }),
      (right) => ({ weightGradient: (pass, l) => (l === 0 ? right.weightGradient(pass, l) : product(transpose(pass.Z[l - 1]!), pass.dZ[l]!)) }),
    ],
    says: ['δ = p − y, divided by the rows twice', 'dW is taken with the pre-activation Z of the layer below, not with its activation A'],
  },
  {
    kind: 'a bias gradient under Adam',
    task: 'optimiser adam',
    plants: [(right) => ({ biasGradient: (pass, l) => sumRows(right.weightGradient(pass, l)) })],
    says: ['db[l] = the sum of dW[l] over the inputs, in layers 1, 2 and 3'],
  },
];

describe('where single rows do not show each formula by itself', () => {
  it.each(KINDS)('the formula is told all the same: $kind', async ({ task, plants, says }) => {
    const { findings, proof } = await examineByChannels(planted(plants), variants[task] as Task);
    expect(findings.map(({ computed }) => computed)).toEqual(says);
    expect(proof.state).toBe('confirmed');
  });

  it('a formula that is not to be had is open at its place, what stands above it right', async () => {
    const odd: Plant = (right) => ({
      inputGradient: (pass, l) => (l === 1 ? map(right.inputGradient(pass, l), (d) => d * Math.cos(1e3 * d)) : right.inputGradient(pass, l)),
    });
    const { channels, proof } = await examineByChannels(planted([odd]), variants['batch normalisation'] as Task);
    expect(channels).toContainEqual({ channel: 'passed down', state: 'open', layer: 1 });
    expect(proof.state).toBe('open');
  });
});
