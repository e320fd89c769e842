import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../compare/diagnose/diagnose.ts';
import { isRight } from '../../../compare/diagnose/right.ts';
import { toText } from '../../../compare/show/words/diagnosis.ts';
import type { Backend } from '../../../src/model/network.ts';
import type { Task } from '../../../src/model/training-spec.ts';
import { scale, sumRows } from '../../../src/numbers/algebra.ts';
import { outputsFor, taskWith } from '../../vocabulary.ts';
import { type Plant, planted } from './channels/planted.ts';

const MEAN_TWICE: Plant = (right) => ({ lossGradient: (pass) => scale(right.lossGradient(pass), 1 / pass.X.rows) });
const BIAS_OUT_OF_W: Plant = (right) => ({ biasGradient: (pass, l) => sumRows(right.weightGradient(pass, l)) });

const TASKS: readonly (readonly [string, Task])[] = [
  ['values by squared error', taskWith(outputsFor.linear, { loss: 'squared-error' })],
  ['values by Huber', taskWith(outputsFor.linear, { loss: 'huber' })],
  ['one sigmoid per class', taskWith(outputsFor.sigmoids)],
  [
    'momentum and L2',
    taskWith(outputsFor.softmax, { optimiser: { name: 'momentum' }, penalty: { l1: 0, l2: 0.05, biases: false, in: 'loss', overBatch: false } }),
  ],
  ['smoothed labels', taskWith(outputsFor.softmax, { labelSmoothing: 0.1 })],
];

const asked = (backend: Backend, { model, training }: Task) => diagnose(backend, model, { training });

describe.each(TASKS)('a network held against the training that it declares: %s', (_, task) => {
  it('is right where it does what is declared', async () => {
    const diagnosis = await asked(planted([]), task);
    expect(diagnosis).toMatchObject({ verdict: 'correct', precision: 'float64' });
    expect(toText(diagnosis)).toMatch(/no mistake found/);
  });

  it('is told what it computes otherwise, with the name that the catalogue has for it', async () => {
    const diagnosis = await asked(planted([BIAS_OUT_OF_W, MEAN_TWICE]), task);
    expect(diagnosis.verdict).toBe('computed');
    const findings = diagnosis.verdict === 'computed' ? diagnosis.channels.findings : [];
    expect(findings.map(({ known, computed }) => known?.id ?? computed)).toEqual([expect.stringContaining('db[l] = the sum of dW[l]'), 'mean-twice']);
    expect(isRight(diagnosis)).toBe(false);
  });
});
