import { describe, expect, it } from 'vitest';
import { checkSteps } from '../../../compare/parity/check-steps.ts';
import { tinyPlan } from '../../tiny-plan.ts';

describe('the steps that are checked', () => {
  it('are the first three, the first short batch, and twelve spread to the last', () => {
    // 10 rows in batches of 3: steps 4, 8, … are short; 40 steps in all
    expect(checkSteps(tinyPlan({ rows: 10, batchSize: 3, epochs: 10 }))).toEqual([1, 2, 3, 4, 7, 10, 13, 17, 20, 23, 27, 30, 33, 37, 40]);
  });

  it('have no short batch where there is none', () => {
    expect(checkSteps(tinyPlan({ rows: 12, batchSize: 3, epochs: 9 }))).toEqual([1, 2, 3, 6, 9, 12, 15, 18, 21, 24, 27, 30, 33, 36]);
  });

  it('are all steps where there are few', () => {
    expect(checkSteps(tinyPlan({ rows: 10, batchSize: 4, epochs: 2 }))).toEqual([1, 2, 3, 4, 5, 6]);
    expect(checkSteps(tinyPlan({ rows: 10, batchSize: 10, epochs: 1 }))).toEqual([1]);
  });
});
