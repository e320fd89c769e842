import { describe, expect, it } from 'vitest';
import { examineByChannels } from '../../../../compare/diagnose/channels/examine.ts';
import { dot } from '../../../../compare/diagnose/channels/search/numbers.ts';
import { scratchBackend } from '../../../../scratch/backend.ts';
import { PlainNetwork } from '../../../../scratch/plain.ts';
import type { Backend } from '../../../../src/model/network.ts';
import type { Task, TrainingSpec } from '../../../../src/model/training-spec.ts';
import { outputsFor, taskWith, variants } from '../../../vocabulary.ts';
import { examined, small } from './planted.ts';

/** Networks that do what one task says though they are asked for another. */
function doing({ model, training }: Task): Backend {
  return { name: 'other', description: 'float64', create: async (_model, _training, initial) => new PlainNetwork({ model, training }, initial) };
}

const declared = taskWith(outputsFor.softmax);
const trained = (training: Partial<TrainingSpec>) => doing(taskWith(outputsFor.softmax, training));

describe('a right instance of what is not declared', () => {
  it.each([
    ['Adam', trained({ optimiser: { name: 'adam' } }), '--optimizer adam'],
    ['Adam with a large ε', trained({ optimiser: { name: 'adam', hyper: { epsilon: 1e-3 } } }), '--optimizer adam --epsilon 0.001'],
    ['RMSprop', trained({ optimiser: { name: 'rmsprop', hyper: { rho: 0.9 } } }), '--optimizer rmsprop --rho 0.9'],
    ['momentum', trained({ optimiser: { name: 'momentum' } }), '--optimizer momentum --momentum 0.9'],
    [
      'L2 in the loss',
      trained({ penalty: { l1: 0, l2: 0.05, biases: false, in: 'loss', overBatch: true } }),
      "penalty: { l2: 0.05, in: 'loss', overBatch: true }",
    ],
    ['smoothed labels', trained({ labelSmoothing: 0.1 }), '--label-smoothing 0.1'],
    ['labels smoothed by .15, whose share of three is 1/20', trained({ labelSmoothing: 0.15 }), '--label-smoothing 0.15'],
    ['targets 1/10 and 9/10', trained({ targets: [0.1, 0.9] }), 'targets: [0.1, 0.9]'],
    ['one sigmoid per class', doing(taskWith(outputsFor.sigmoids)), '--output sigmoids --loss sigmoid-cross-entropy'],
    ['another activation', doing(taskWith(outputsFor.softmax, {}, 'leaky-relu(0.2)')), '--activation leaky-relu(0.2)'],
  ])('is an intention, with the declaration to add: %s', async (_, backend, declare) => {
    const { findings, proof } = await examineByChannels(backend, declared);
    expect(findings.map(({ severity, declare: how }) => [severity, how])).toEqual([['intention', declare]]);
    expect(proof.state).toBe('confirmed');
  });

  it('is the squared error without its half, and the other way round', async () => {
    for (const [loss, other] of [
      ['squared-error', 'half-squared-error'],
      ['half-squared-error', 'squared-error'],
    ] as const) {
      const { findings } = await examineByChannels(doing(taskWith(outputsFor.linear, { loss: other })), taskWith(outputsFor.linear, { loss }));
      expect(findings.map(({ severity, declare }) => [severity, declare])).toEqual([['intention', `--loss ${other}`]]);
    }
  });

  it('is none where the loss counts the penalty otherwise than the gradient', async () => {
    const { findings } = await examined([
      (right) => ({
        penalised: (pass, gradients) =>
          right
            .penalised(pass, gradients)
            .map((layer, l) => ({ ...layer, W: { ...layer.W, data: layer.W.data.map((g, i) => g + 0.1 * pass.weights[l]!.W.data[i]!) } })),
        reported: (pass, after) => right.reported(pass, after) + 0.05 * pass.weights.slice(0, 2).reduce((sum, { W }) => sum + dot(W.data, W.data), 0),
      }),
    ]);
    expect(findings.find(({ severity }) => severity === 'mistake')?.computed).toMatch(/it lacks W3/);
  });
});

describe('a network that does what is declared', () => {
  it.each(Object.entries(variants))('raises no alarm: %s', async (_, task) => {
    for (const dtype of ['float64', 'float32'] as const) {
      const backend: Backend = {
        name: 'right',
        description: dtype,
        create: async (model, training, initial) => new PlainNetwork({ model, training }, initial, dtype),
      };
      const { findings, proof } = await examineByChannels(backend, task);
      expect(findings).toEqual([]);
      expect(proof.state).toBe('confirmed');
    }
  });

  it('raises none where a normalisation of two units leaves nothing but rounding of what comes down, and the rule makes steps of it', async () => {
    const task = taskWith(outputsFor.softmax, { optimiser: { name: 'rmsprop' } });
    const hidden = [
      { units: 4, activation: 'relu', normalise: 'layer' },
      { units: 2, activation: 'gelu', normalise: 'layer' },
    ] as const;
    const backend = await scratchBackend({ dtype: 'float32', kernel: 'naive' });
    const { findings, proof } = await examineByChannels(backend, { ...task, model: { ...task.model, hidden } }, { seed: 1670 });
    expect(findings).toEqual([]);
    expect(proof.state).toBe('confirmed');
  });

  it('is not called right unasked: a network that cannot be made is open', async () => {
    const broken: Backend = { name: 'broken', description: '', create: () => Promise.reject(new Error('no weights')) };
    const { findings, proof } = await examineByChannels(broken, small());
    expect(findings.map(({ computed }) => computed)).toEqual([expect.stringContaining('no weights')]);
    expect(proof.state).toBe('open');
  });
});
