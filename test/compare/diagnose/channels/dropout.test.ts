import { describe, expect, it } from 'vitest';
import { examineByChannels } from '../../../../compare/diagnose/channels/examine.ts';
import type { ChannelDiagnosis } from '../../../../compare/diagnose/channels/finding.ts';
import { PlainNetwork } from '../../../../scratch/plain.ts';
import { textbook } from '../../../../scratch/textbook.ts';
import type { TrainingSpec } from '../../../../src/model/training-spec.ts';
import { map, scale } from '../../../../src/numbers/algebra.ts';
import { zeros } from '../../../../src/numbers/matrix.ts';
import { stream } from '../../../../src/numbers/random.ts';
import { type Plant, small } from './planted.ts';

interface Drawing {
  readonly rate: number;
  readonly kept: number; // what is kept is multiplied by it
  readonly plant?: Plant;
  readonly training?: Partial<TrainingSpec>;
}

/** A network that draws its own masks in every step, asked for one without dropout. */
function examined({ rate, kept, plant, training }: Drawing): Promise<ChannelDiagnosis> {
  const task = small('relu');
  const random = stream(5, 'own masks');
  const formulas = { ...textbook, ...plant?.(textbook) };
  return examineByChannels(
    {
      name: 'drawing',
      description: 'float64',
      async create(model, usual, initial) {
        const network = new PlainNetwork({ model, training: { ...usual, ...training } }, initial, 'float64', formulas);
        const masks = (rows: number) => model.hidden.map(({ units }) => map(zeros(rows, units), () => (random.uniform(0, 1) < rate ? 0 : kept)));
        const step: PlainNetwork['step'] = (X, y, η) => network.step(X, y, η, masks(X.rows));
        return { step, predict: (X) => network.predict(X), weights: () => network.weights(), setWeights: (weights) => network.setWeights(weights) };
      },
    },
    task,
  );
}

describe('a network that draws masks of its own', () => {
  it('is right where they are dropout, and is told how to declare it', async () => {
    const { findings, proof } = await examined({ rate: 0.2, kept: 1.25 });
    expect(findings.map(({ severity, declare }) => [severity, declare])).toEqual([
      ['intention', '--dropout 0.2, and multiply by the masks that step is given in place of your own'],
    ]);
    expect(proof).toMatchObject({ state: 'confirmed', wrong: 0 });
  });

  it.each([
    ['divided by what is left out', 0.2, 5],
    ['not scaled at all', 0.5, 1],
  ])('is mistaken where what is kept is %s', async (_, rate, kept) => {
    const { findings, proof } = await examined({ rate, kept });
    expect(findings.map(({ severity, known }) => [severity, known?.name])).toEqual([['mistake', 'Dropout is not scaled by what it keeps']]);
    expect(proof.state).toBe('confirmed');
  });

  it('is mistaken where they are not applied going back', async () => {
    const { findings, proof } = await examined({
      rate: 0.2,
      kept: 1.25,
      plant: (right) => ({ activationGradient: (pass, l) => right.activationGradient({ ...pass, masks: [] }, l) }),
    });
    expect(findings.map(({ severity, known }) => [severity, known?.name])).toEqual([['mistake', 'The mask of dropout is not applied going back']]);
    expect(proof.state).toBe('confirmed');
  });

  it.each<[string, Partial<Drawing>]>([
    ['the mean is taken twice', { plant: (right) => ({ lossGradient: (pass) => scale(right.lossGradient(pass), 1 / pass.X.rows) }) }],
    ['there is momentum', { training: { optimiser: { name: 'momentum' } } }],
    ['the loss is summed', { plant: (right) => ({ loss: (pass) => right.loss(pass) * pass.X.rows }) }],
    [
      'a layer below has another derivative',
      { plant: (right) => ({ activationGradient: (pass, l) => scale(right.activationGradient(pass, l), l === 0 ? 2 : 1) }) },
    ],
  ])('is not called right where, beside, %s', async (_, more) => {
    const { proof } = await examined({ rate: 0.2, kept: 1.25, ...more });
    expect(proof.state).toBe('open');
  });
});
