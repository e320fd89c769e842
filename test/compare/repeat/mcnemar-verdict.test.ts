import { expect, it } from 'vitest';
import { makeComparison } from '../../../compare/results/comparison.ts';
import { verdicts } from '../../../compare/show/words/verdict.ts';
import type { Training } from '../../../compare/training/train.ts';
import { classesOf } from '../../../src/model/target.ts';
import { parseRunSpec } from '../../../src/run/config.ts';
import { tinyPlan } from '../../tiny-plan.ts';
import { tinyComparison } from '../tiny-comparison.ts';

it('one run says on how many test rows one network alone is right, and whether luck explains it', () => {
  const mcnemar = [{ baseline: 'scratch', other: 'tfjs', onlyFirst: 10, onlySecond: 2, pValue: 0.03857421875 }];
  expect(verdicts(tinyComparison({ parity: [], mcnemar }))).toEqual([
    "On the test rows scratch alone is right on 10, tfjs alone on 2: McNemar's exact test gives p = 0.039, more than luck explains. It judges these two trainings, not others; for those repeat them with --seeds.",
  ]);
  expect(verdicts(tinyComparison({ parity: [], mcnemar: [{ ...mcnemar[0]!, onlyFirst: 3, pValue: 1 }] }))[0]).toContain('p = 1, which luck explains');
});

it('says nothing where both are right on the same rows', () => {
  expect(verdicts(tinyComparison({ parity: [], mcnemar: [{ baseline: 'scratch', other: 'tfjs', onlyFirst: 0, onlySecond: 0, pValue: 1 }] }))).toEqual([]);
});

it('is computed from the test predictions and labels of every other network and the first; of one that diverged there is none', () => {
  const plan = tinyPlan();
  const y = [...classesOf(plan.test.y)];
  const wrong = (rows: number) => y.map((label, r) => (r < rows ? (label + 1) % plan.classes.length : label));
  const training = (network: string, predictions?: number[]): Training => ({
    history: {
      network,
      description: '',
      epochs: [],
      stepLosses: [],
      ...(predictions ? { state: 'completed' } : { state: 'diverged', epoch: 1, step: 1, loss: NaN }),
    },
    ...(predictions && { test: { loss: 1, accuracy: 0.5, predictions: Uint32Array.from(predictions) } }),
    snapshots: new Map(),
  });
  const trainings = [training('scratch', wrong(0)), training('tfjs', wrong(3)), training('mine')];
  const { mcnemar } = makeComparison({ name: 'tiny', command: '', spec: parseRunSpec({}, String), plan, trainings, parity: [], warnings: [] });
  expect(mcnemar).toEqual([{ baseline: 'scratch', other: 'tfjs', onlyFirst: 3, onlySecond: 0, pValue: 0.25 }]); // 2·(1/2)³
});
