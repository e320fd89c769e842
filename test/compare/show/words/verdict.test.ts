import { describe, expect, it } from 'vitest';
import type { Comparison, ParityResult } from '../../../../compare/results/schema.ts';
import { exponent, furthest, verdicts } from '../../../../compare/show/words/verdict.ts';
import { check, diverged, networkResult, parity, tinyComparison } from '../../tiny-comparison.ts';

const say = (over: Partial<ParityResult>) => verdicts(tinyComparison({ parity: [parity(over)] })).join('\n');
const bad = (step: number, verdict: 'warning' | 'differ', relativeL2: number) =>
  check(step, {
    verdict,
    losses: [0.7, 0.71],
    gradient: [
      { name: 'W1', relativeL2: 1e-8, relativeMax: 1e-8, floor: 1e-7 },
      { name: 'b1', relativeL2, relativeMax: relativeL2, floor: 1e-7 },
    ],
  });

describe('the verdict', () => {
  it('of parity says how many steps agree, where they are furthest apart, and how far the weights drift', () => {
    expect(say({})).toBe(
      "IN PARITY: scratch and tfjs take the same steps. 3 of 3 re-anchored steps agree to within 1.0e-5 beyond float32's rounding; " +
        'the largest difference is 8.0e-8 of the gradient of W1 at step 1 (rounding explains 2.0e-7). ' +
        'Left to themselves their weights stay within 2.0e-8 to step 6, the envelope of rounding being 2.9e-7.',
    );
  });

  it('counts the steps that float32 cannot tell', () => {
    expect(say({ checks: [check(1), check(2, { verdict: 'unresolved' }), check(6, { verdict: 'unresolved' })] })).toContain(
      "1 of 3 re-anchored steps agree to within 1.0e-5 beyond float32's rounding (the other 2 too small, or too large, for float32 to tell);",
    );
  });

  it('names the first ReLU flip', () => {
    const flip = { step: 4, epoch: 2, layer: 1, unit: 7, row: 3, z: -8.8e-8 };
    expect(say({ freeRunning: { ...parity().freeRunning, partedAt: 4, flip } })).toMatch(
      / Left to themselves their weights part at step 4 \(epoch 2\), layer 1, unit 7, where training row 3 has z = -8\.8e-8: a ReLU flip, after which both ways are right\.$/,
    );
  });

  it('says where the drift is faster than rounding without a flip', () => {
    expect(say({ freeRunning: { ...parity().freeRunning, partedAt: 4 } })).toMatch(
      / drift apart faster than rounding's √t under plain descent from step 4 on, with no flip at a kink\.$/,
    );
  });

  it('of a difference names the first step of it, both losses and the tensor', () => {
    expect(say({ verdict: 'differ', checks: [check(1), bad(2, 'warning', 5e-4), bad(3, 'differ', 0.5), bad(6, 'differ', 0.9)] })).toBe(
      'DIFFER: scratch and tfjs do not take the same steps. First at step 3, from the same weights on the same 4 rows: ' +
        'losses 0.7000000 and 0.7100000; the gradient of b1 differs by 5.0e-1, where rounding explains 1.0e-7.',
    );
  });

  it('of a warning says that it is less than a difference', () => {
    expect(say({ verdict: 'warning', checks: [check(1), bad(2, 'warning', 5e-4)] })).toMatch(
      /^NEARLY IN PARITY: scratch and tfjs differ by more than rounding explains, but by less than 0\.001\. First at step 2, .* b1 differs by 5\.0e-4, /,
    );
  });

  it('says where running statistics were not compared, and names them where they differ', () => {
    expect(say({ checks: [check(1, { runningUntold: true })] })).toMatch(
      /\(rounding explains \S+\)\. The running statistics of batch normalisation were not compared: one of the two tells no state\. /,
    );
    const running = [{ name: 'running variance1', relativeL2: 0.5, relativeMax: 0.5, floor: 1e-6 }];
    expect(say({ verdict: 'differ', checks: [check(1, { verdict: 'differ', running })] })).toMatch(
      /the step of running variance1 differs by 5\.0e-1, where rounding explains 1\.0e-6\./,
    );
  });

  it('is left open where no step tells', () => {
    expect(say({ verdict: 'unresolved', checks: [check(1, { verdict: 'unresolved' })] })).toMatch(
      /^UNDECIDED: every step of scratch and tfjs is too small, or too large, for float32 to tell apart\./,
    );
  });

  it('stands after a sentence on each network that diverged', () => {
    expect(verdicts(tinyComparison({ networks: [diverged('scratch'), networkResult('tfjs')] }))).toEqual([
      'scratch diverged in epoch 2 at step 3: its loss became NaN. A smaller learning rate may help.',
      expect.stringMatching(/^IN PARITY/),
    ]);
  });

  it('stands after a sentence on each network that could stop early', () => {
    const ended = (name: string, best: number, restored: boolean) => networkResult(name, { earlyStopping: { best, restored } });
    expect(verdicts(tinyComparison({ networks: [ended('scratch', 1, true), ended('mine', 2, false), ended('tfjs', 3, true)], parity: [] }))).toEqual([
      'scratch ended after epoch 3: its weights, and what follows of it, are those of epoch 1, its best.',
      'mine ended after epoch 3: its best was epoch 2, whose weights it could not be given back: what follows is of its last.',
      'tfjs was best after its last epoch, 3.',
    ]);
  });

  it('on several pairs begins with the worst, whoever it is of', () => {
    const pairs = (['agree', 'warning', 'differ', 'unresolved', 'differ'] as const).map((verdict, n) => parity({ verdict, other: `n${n}` }));
    const told = verdicts(tinyComparison({ parity: pairs })).map((text) => /^([A-Z ]+): .*?(n\d)/.exec(text)?.slice(1));
    expect(told).toEqual([
      ['DIFFER', 'n2'],
      ['DIFFER', 'n4'],
      ['NEARLY IN PARITY', 'n1'],
      ['UNDECIDED', 'n3'],
      ['IN PARITY', 'n0'],
    ]);
  });

  it('says once whose the mistakes are that explain it', () => {
    const found: NonNullable<Comparison['diagnoses']>[number] = {
      network: 'tfjs',
      verdict: 'mistake',
      wrong: ['One (MLP1)', 'Two (MLP2)'],
      text: '',
      markdown: '',
    };
    const differing = tinyComparison({ parity: [parity({ verdict: 'differ', checks: [bad(1, 'differ', 0.5)] })], diagnoses: [found] });
    expect(verdicts(differing)[0]).toContain('do not take the same steps. tfjs: One (MLP1). Two (MLP2). First at step 1');
  });

  it('is nothing for one network alone', () => {
    expect(verdicts(tinyComparison({ networks: [networkResult('tfjs')], parity: [] }))).toEqual([]);
  });
});

it('the furthest tensor is the one furthest beyond its rounding, a NaN before all', () => {
  const tensor = (name: string, relativeL2: number, floor: number) => ({ name, relativeL2, relativeMax: 0, floor });
  const [a, b] = [check(1, { gradient: [tensor('W1', 1e-3, 1e-3), tensor('b1', 1e-4, 0)] }), check(2, { gradient: [tensor('W1', NaN, 1)] })];
  expect([furthest([a]).name, furthest([a, b]).step]).toEqual(['b1', 2]);
  const c = check(3, { gradient: [tensor('W1', 0, 0), tensor('b1', 1e-8, 1e-6)] });
  expect(furthest([c]).name).toBe('b1'); // W1 does not move
  expect(furthest([check(4, { gradient: [tensor('W1', 0, 0)] })]).name).toBe('W1');
});

it('exponents have one decimal, zero has none', () => {
  expect([4.56e-6, 0, -0, 1, NaN].map(exponent)).toEqual(['4.6e-6', '0', '0', '1.0e+0', 'NaN']);
});
