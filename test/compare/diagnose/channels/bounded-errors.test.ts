import { describe, expect, it } from 'vitest';
import { total } from '../../../../compare/diagnose/channels/search/numbers.ts';
import type { Task } from '../../../../src/model/training-spec.ts';
import { map } from '../../../../src/numbers/algebra.ts';
import { outputsFor, taskWith } from '../../../vocabulary.ts';
import { examined, type Plant } from './planted.ts';

/** ℓ = Σ over the outputs of `loss`, δ = `slope`, of the error. */
const of =
  (loss: (e: number) => number, slope: (e: number) => number): Plant =>
  () => ({
    loss: ({ P, Y }) => total(map(P, (p, i) => loss(p - Y.data[i]!)).data) / P.rows,
    lossGradient: ({ P, Y }) => map(P, (p, i) => slope(p - Y.data[i]!) / P.rows),
  });

const values: Task = taskWith(outputsFor.linear, { loss: 'squared-error' });
const value: Task = taskWith({ kind: 'linear', outputs: 1 }, { loss: 'huber' });

describe('a loss of the error with a number within it that no vocabulary has', () => {
  it.each([
    [
      'pseudo-Huber with 1/2',
      value,
      of(
        (e) => 0.25 * (Math.sqrt(1 + (2 * e) ** 2) - 1),
        (e) => (0.5 * e) / Math.sqrt(e * e + 0.25),
      ),
      ['1/4·√(1 + (2·e)²) − 1/4, where e = p − y', 'δ = 1/2·(2·e)/√(1 + (2·e)²), where e = p − y: the gradient of the loss that is reported'],
    ],
    [
      'log cosh of three times the error, its gradient twice',
      values,
      of(
        (e) => Math.log(Math.cosh(3 * e)),
        (e) => 6 * Math.tanh(3 * e),
      ),
      ['Σ over the outputs of log(cosh(3·e)), where e = p − y', 'δ = 6·tanh(3·e), where e = p − y: 2 times the gradient of the loss that is reported'],
    ],
  ] as const)('is told as a formula, and what the gradient is of it: %s', async (_, task, plant, [loss, gradient]) => {
    const { findings, proof } = await examined([plant], task);
    expect(findings.map(({ computed }) => computed)).toEqual([`the loss reported of a row is ${loss}`, gradient]);
    expect(proof.state).toBe('confirmed');
  });
});
