import { describe, expect, it } from 'vitest';
import { DEFAULT_MODEL, diagnose } from '../../../compare/diagnose/diagnose.ts';
import { toText } from '../../../compare/show/words/diagnosis.ts';
import { type Bug, planted } from './planted-network.ts';

const PAIRS: readonly { plant: readonly [Bug, Bug]; found: readonly string[]; why: string }[] = [
  { plant: [{ bug: 'linear-mean' }, { bug: 'mask-missing' }], found: ['mean-twice', 'mask-missing'], why: 'one after the other' },
  { plant: [{ bug: 'loss-summed' }, { bug: 'divided-twice' }], found: ['loss-summed', 'mean-twice'], why: 'loss and gradient' },
  {
    plant: [
      { bug: 'no-bias', layer: 2 },
      { bug: 'momentum', value: 0.9 },
    ],
    found: ['bias-left-out/2', 'momentum'],
    why: 'first and last stage',
  },
  { plant: [{ bug: 'db-mean' }, { bug: 'decay', value: 0.01 }], found: ['bias-mean', 'weight-decay'], why: 'the same layers' },
  { plant: [{ bug: 'activation-leaky', value: 0.137 }, { bug: 'sign' }], found: ['leaky-relu', 'wrong-sign'], why: 'a number in the first' },
  { plant: [{ bug: 'linear-mean' }, { bug: 'jacobian-twice' }], found: ['jacobian-twice', 'mean-twice'], why: 'in the same tensor' },
  {
    plant: [{ bug: 'sum-gradient' }, { bug: 'rate-scaled', value: 0.3 }],
    found: ['mean-missing', 'rate-scaled'],
    why: 'in the same tensor, one with a number',
  },
  {
    plant: [{ bug: 'label-next-row' }, { bug: 'rate-exponential', value: 0.95 }],
    found: ['labels-shifted', 'rate-decay-exponential'],
    why: 'where a shuffle would leave all to luck',
  },
  { plant: [{ bug: 'back-through-w' }, { bug: 'views' }], found: ['back-through-w', 'weights-are-views'], why: 'the second only among manners' },
];

describe('two mistakes at once', () => {
  it.each(PAIRS)('$found.0 and $found.1 ($why)', { timeout: 30_000 }, async ({ plant, found }) => {
    const square = plant.some(({ bug }) => bug === 'back-through-w');
    const model = square ? { ...DEFAULT_MODEL, inputs: 6 } : DEFAULT_MODEL;
    const diagnosis = await diagnose(planted(plant), model, { batchSize: 16 });
    expect(diagnosis.verdict).toBe('mistake');
    if (diagnosis.verdict !== 'mistake') return;
    expect(diagnosis.mistakes.map(({ id }) => id).sort()).toEqual([...found].sort());
  });

  it('each has its own evidence, with the other put into the reference; what changes learning comes first', async () => {
    const diagnosis = await diagnose(planted([{ bug: 'log-plus', value: 1e-15 }, { bug: 'linear-mean' }]), DEFAULT_MODEL, { batchSize: 64 });
    expect(diagnosis).toMatchObject({
      verdict: 'mistake',
      location: { tensor: 'loss', probe: 'logits in the thousands' },
      mistakes: [
        { id: 'mean-twice', location: { tensor: 'dZ3', probe: 'the full batch of 64' } },
        { id: 'log-plus-epsilon', location: { tensor: 'loss', probe: 'logits in the thousands' } },
      ],
    });
    expect(toText(diagnosis).replace(/\s+/g, ' ')).toContain('the reference ÷ 64.000 on the full batch of 64; the reference ÷ 17.000 on the short batch of 17');
  });
});
