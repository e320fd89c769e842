import { describe, expect, it } from 'vitest';
import type { Comparison } from '../../../../compare/results/schema.ts';
import { confusionTables, labelTables } from '../../../../compare/show/markdown/test-tables.ts';
import { diverged, networkResult, tinyComparison } from '../../tiny-comparison.ts';
import { HOSTILE } from '../pictures/sample.ts';

const MEASURES = [
  { right: 3, wrong: 1, missed: 2, f1: 2 / 3, auc: 0.75 },
  { right: 0, wrong: 0, missed: 0, f1: NaN, auc: NaN },
];

function ofLabels(labels: readonly string[]): Comparison {
  const { data } = tinyComparison();
  const test = { loss: 1, exactMatch: 0.5, hammingAccuracy: 0.75, macroF1: 2 / 3, auc: 0.75, predictions: [], labels: MEASURES };
  return tinyComparison({ data: { ...data, classes: [], labels: [...labels] }, networks: [networkResult('scratch', { test }), diverged('tfjs')] });
}

describe('the labels of the test rows', () => {
  it('are told one by one: the rows that have it, those said to, how many rightly; a dash where there is nothing to tell', () => {
    const table = labelTables(ofLabels(['red', 'round']));
    expect(table).toMatch(/^\| +\*\*red\*\* \| +5 \| +4 \| +3 \| 0\.6667 \| 0\.7500 \|$/m);
    expect(table).toMatch(/^\| \*\*round\*\* \| +0 \| +0 \| +0 \| +– \| +– \|$/m);
    expect(table).toContain('**scratch**');
    expect(table).not.toContain('tfjs');
  });

  it('are text whatever they are called', () => {
    expect(labelTables(ofLabels([HOSTILE, '|**a**|']))).not.toMatch(/<script|\|\*\*a\*\*\|/);
  });

  it('are of labels alone, as confusion is of classes', () => {
    expect([labelTables(tinyComparison()), confusionTables(ofLabels(['a', 'b']))]).toEqual(['', '']);
  });
});
